// FreeType loads and fills outlines, HarfBuzz places them. Nothing is read from the system: no fonts, locale or
// environment.
#include "label/font.h"

#include FT_BBOX_H
#include FT_MODULE_H
#include FT_STROKER_H
#include <hb-ot.h>
#include <hb.h>

#include <algorithm>

#include "label/font_bytes.h"
#include "label/words.h"

namespace imprint::label {
namespace {

// FT_Outline counts points in a short.
constexpr FT_UInt kMaxOutlinePoints = 32000;

struct Destroy {
  void operator()(hb_blob_t* p) const { hb_blob_destroy(p); }
  void operator()(hb_face_t* p) const { hb_face_destroy(p); }
  void operator()(hb_font_t* p) const { hb_font_destroy(p); }
  void operator()(hb_buffer_t* p) const { hb_buffer_destroy(p); }
};
template <typename T>
using Owned = std::unique_ptr<T, Destroy>;

Status freetype_failed(const char* what, FT_Error error) {
  return {error == FT_Err_Out_Of_Memory ? Code::kOutOfMemory : Code::kInternal,
          std::string("FreeType cannot ") + what + ": error " + std::to_string(error)};
}

Owned<hb_font_t> open_shaper(ByteView bytes) {
  const Owned<hb_blob_t> blob(hb_blob_create(reinterpret_cast<const char*>(bytes.data()),
                                             static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_READONLY, nullptr,
                                             nullptr));
  const Owned<hb_face_t> face(hb_face_create(blob.get(), 0));
  return Owned<hb_font_t>(hb_font_create(face.get()));  // its scale is the em: positions come in font units
}

// Script, language and shaper are named, because HarfBuzz would take them from the locale and the environment.
bool shape_buffer(hb_buffer_t* buffer, ByteView font_file, std::u32string_view text) {
  hb_buffer_add_codepoints(buffer, reinterpret_cast<const hb_codepoint_t*>(text.data()), static_cast<int>(text.size()),
                           0, static_cast<int>(text.size()));
  hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
  // Asked for once, before threads share what HarfBuzz keeps of it.
  static const hb_language_t language = hb_language_from_string("zh-Hans", -1);
  hb_buffer_set_language(buffer, language);
  const char* const shapers[] = {"ot", nullptr};
  const Owned<hb_font_t> font = open_shaper(font_file);
  return hb_shape_full(font.get(), buffer, nullptr, 0, shapers) != 0 && hb_buffer_allocation_successful(buffer) != 0;
}

int64_t scale_rounded(int64_t value, int64_t numerator, int64_t denominator) {
  const int64_t product = value * numerator;
  return (product + (product < 0 ? -denominator : denominator) / 2) / denominator;
}

// Adds, because the edges of two glyphs may share a pixel.
void add_spans(int y, int count, const FT_Span* spans, void* user) {
  auto& to = *static_cast<Coverage*>(user);
  uint8_t* row = to.row(to.height_px - 1 - static_cast<uint32_t>(y));
  for (int i = 0; i < count; ++i) {
    uint8_t* pixel = row + spans[i].x;
    for (uint8_t* const end = pixel + spans[i].len; pixel != end; ++pixel)
      *pixel = static_cast<uint8_t>(std::min(255, *pixel + spans[i].coverage));
  }
}

}  // namespace

void Outline::append(const Outline& other, FT_Pos dx, FT_Pos dy) {
  const size_t first = points.size();
  for (const FT_Vector& p : other.points) points.push_back({p.x + dx, p.y + dy});
  tags.insert(tags.end(), other.tags.begin(), other.tags.end());
  for (const Index last : other.contours) contours.push_back(static_cast<Index>(first + static_cast<size_t>(last)));
}

Outline Outline::scaled(int64_t numerator, int64_t denominator) const {
  Outline result = *this;
  for (FT_Vector& p : result.points) {
    p.x = static_cast<FT_Pos>(scale_rounded(p.x, numerator, denominator));
    p.y = static_cast<FT_Pos>(scale_rounded(p.y, numerator, denominator));
  }
  return result;
}

void Outline::move(FT_Pos dx, FT_Pos dy) {
  for (FT_Vector& p : points) p = {p.x + dx, p.y + dy};
}

FT_BBox Outline::bounds() const {
  FT_BBox box{0, 0, 0, 0};
  FT_Outline outline = borrow();
  if (!points.empty()) FT_Outline_Get_BBox(&outline, &box);
  return box;
}

// FreeType 2.12 takes mutable pointers, yet neither measuring nor filling writes through them.
FT_Outline Outline::borrow() const {
  return {static_cast<Index>(contours.size()),   static_cast<Index>(points.size()),
          const_cast<FT_Vector*>(points.data()), const_cast<Tag*>(tags.data()),
          const_cast<Index*>(contours.data()),   FT_OUTLINE_NONE};
}

Result<Font> Font::open() { return open_bytes(font_bytes(), "embedded"); }

Result<Font> Font::open(ByteView file) {
  if (file.size() > kMaxFontBytes)
    return Status(Code::kInvalidArgument, "a font of " + std::to_string(file.size()) + " bytes exceeds the limit of " +
                                              std::to_string(kMaxFontBytes));
  Result<Font> font = open_bytes(file, "given");
  if (!font.ok() && font.status().code() == Code::kInternal)
    return Status(Code::kInvalidArgument, font.status().message());
  if (font.ok() && (!FT_IS_SCALABLE(font->face_.get()) || font->units_per_em() <= 0))
    return Status(Code::kInvalidArgument, "the given font has no outlines");
  return font;
}

// The first character that a font lacks; 0 for none.
static char32_t missing_from(const Font& font, std::u32string_view text) {
  const auto it = std::find_if(text.begin(), text.end(), [&](char32_t c) { return !font.has(c); });
  return it == text.end() ? 0 : *it;
}

Result<Font> Font::for_text(std::u32string_view text, ByteView given) {
  IMPRINT_ASSIGN_OR_RETURN(Font embedded, open());
  const char32_t missing = missing_from(embedded, text);
  if (missing == 0) return embedded;
  if (given.empty())
    return Status(Code::kGlyphMissing, "the label font has no glyph for " + code_point_name(missing) +
                                           "; name a font file that has it, such as NotoSansCJK-Bold.ttc");
  IMPRINT_ASSIGN_OR_RETURN(Font font, open(given));
  if (const char32_t also = missing_from(font, text); also != 0)
    return Status(Code::kGlyphMissing, "the given font has no glyph for " + code_point_name(also));
  return font;
}

Result<Font> Font::open_bytes(ByteView bytes, const char* name) {
  Font font;
  font.bytes_ = bytes;
  FT_Library library = nullptr;
  if (const FT_Error error = FT_Init_FreeType(&library)) return freetype_failed("start", error);
  font.library_.reset(library);
  // FREETYPE_PROPERTIES in the environment could embolden the strokes.
  const FT_Bool no_darkening = 1;
  FT_Property_Set(library, "cff", "no-stem-darkening", &no_darkening);
  FT_Face face = nullptr;
  if (const FT_Error error = FT_New_Memory_Face(library, bytes.data(), static_cast<FT_Long>(bytes.size()), 0, &face))
    return freetype_failed((std::string("open the ") + name + " font").c_str(), error);
  font.face_.reset(face);
  return font;
}

bool Font::has(char32_t character) const { return FT_Get_Char_Index(face_.get(), character) != 0; }

int32_t Font::units_per_em() const { return face_->units_per_EM; }

Result<Outline> Font::load(uint32_t glyph_index) const {
  if (const FT_Error error = FT_Load_Glyph(face_.get(), glyph_index, FT_LOAD_NO_SCALE))
    return freetype_failed("load a glyph", error);
  const FT_Outline& from = face_->glyph->outline;
  Outline outline;
  outline.points.assign(from.points, from.points + from.n_points);
  outline.tags.assign(from.tags, from.tags + from.n_points);
  outline.contours.assign(from.contours, from.contours + from.n_contours);
  return outline;
}

Result<std::vector<Glyph>> Font::shape(std::u32string_view text) const {
  const Owned<hb_buffer_t> buffer(hb_buffer_create());
  if (!shape_buffer(buffer.get(), bytes_, text))
    return Status(Code::kOutOfMemory, "HarfBuzz cannot shape the label text");
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
  std::vector<Glyph> glyphs;
  for (unsigned i = 0; i < count; ++i) {
    IMPRINT_ASSIGN_OR_RETURN(Outline outline, load(infos[i].codepoint));
    outline.move(positions[i].x_offset, positions[i].y_offset);
    glyphs.push_back({text[infos[i].cluster], positions[i].x_advance, std::move(outline)});
  }
  return glyphs;
}

Status Font::fill(const Outline& outline, Coverage& to) const {
  FT_Outline source = outline.borrow();
  FT_Raster_Params params{};
  params.source = &source;
  params.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP;
  params.gray_spans = add_spans;
  params.user = &to;
  params.clip_box = {0, 0, static_cast<FT_Pos>(to.width_px), static_cast<FT_Pos>(to.height_px)};
  if (const FT_Error error = FT_Outline_Render(library_.get(), &source, &params))
    return freetype_failed("fill an outline", error);
  return {};
}

Result<Outline> Font::stroke(const Outline& outline, FT_Pos radius) const {
  FT_Stroker made = nullptr;
  if (const FT_Error error = FT_Stroker_New(library_.get(), &made)) return freetype_failed("stroke", error);
  const std::unique_ptr<FT_StrokerRec_, decltype(&FT_Stroker_Done)> stroker(made, &FT_Stroker_Done);
  FT_Stroker_Set(made, radius, FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
  FT_Outline source = outline.borrow();
  if (const FT_Error error = FT_Stroker_ParseOutline(made, &source, 0)) return freetype_failed("stroke", error);
  FT_UInt points = 0, contours = 0;
  if (const FT_Error error = FT_Stroker_GetCounts(made, &points, &contours)) return freetype_failed("stroke", error);
  if (points > kMaxOutlinePoints) return Status(Code::kInternal, "a contour of " + std::to_string(points) + " points");
  Outline band;
  band.points.resize(points);
  band.tags.resize(points);
  band.contours.resize(contours);
  FT_Outline target = band.borrow();
  target.n_points = 0;
  target.n_contours = 0;
  FT_Stroker_Export(made, &target);
  return band;
}

}  // namespace imprint::label
