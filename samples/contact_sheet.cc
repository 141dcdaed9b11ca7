// Hides a watermark in pictures and draws what that changed, to look at: a row for each, with its numbers below.
//   contact_sheet OUT.png IN.png|IN.jpg ...
// Columns: original; marked; their difference, amplified 16 times around mid-grey; the middle of the last two pixel for
// pixel, since the others shrink what is large, and shrinking averages the difference away. The numbers, printed too,
// compare the files as they decode, so that a JPEG's coding counts. An existing OUT.png is kept.
#include <algorithm>
#include <cmath>
#include <exception>
#include <filesystem>
#include <imprint/imprint.hpp>
#include <string>

#include "drawing.h"
#include "picture_file.h"

namespace {

constexpr uint64_t kPayload = 0x0123456789ABCDEF;
constexpr std::array<const char*, 5> kColumns = {"original", "marked", "difference x16", "marked, middle at 1:1",
                                                 "difference x16, middle at 1:1"};
constexpr uint32_t kCellWidth = 420, kMinCellHeight = 280, kMaxCellHeight = 420;
constexpr uint32_t kMargin = 24, kGap = 12, kRowGap = 28, kTextScale = 2, kTextHeight = kGlyphRows * kTextScale;
constexpr uint32_t kSheetWidth = 2 * kMargin + kColumns.size() * (kCellWidth + kGap) - kGap;
constexpr uint32_t kNameChars = 60, kCaptionChars = (kSheetWidth - 2 * kMargin) / (kGlyphAdvance * kTextScale);
constexpr Colour8 kGrey = {110, 110, 110}, kPale = {240, 240, 240}, kRed = {190, 20, 20};

// ---- Fitting pictures into cells -----------------------------------------------------------------------------

// The share of each source pixel, from `first` on, in one output pixel.
struct Coverage {
  uint32_t first = 0;
  std::vector<double> shares;
};

std::vector<Coverage> coverage(uint32_t from, uint32_t to) {
  std::vector<Coverage> out(to);
  const double step = static_cast<double>(from) / to;
  for (uint32_t i = 0; i < to; ++i) {
    const double begin = i * step, end = begin + step;
    out[i].first = static_cast<uint32_t>(begin);
    for (uint32_t k = out[i].first; k < from && k < end; ++k)
      out[i].shares.push_back((std::min(end, k + 1.0) - std::max(begin, static_cast<double>(k))) / step);
  }
  return out;
}

void average(const Rgb& from, const Coverage& column, const Coverage& row, uint8_t* out) {
  double sum[3] = {};
  for (uint32_t y = 0; y < row.shares.size(); ++y)
    for (uint32_t x = 0; x < column.shares.size(); ++x)
      for (int i = 0; i < 3; ++i)
        sum[i] += row.shares[y] * column.shares[x] * from.at(column.first + x, row.first + y)[i];
  for (int i = 0; i < 3; ++i) out[i] = static_cast<uint8_t>(std::min(255.0, sum[i] + 0.5));
}

// How much a picture shrinks to fit a cell; small ones stay as they are.
double scale_of(const Rgb& picture) {
  return std::min({1.0, double{kCellWidth} / picture.width, double{kMaxCellHeight} / picture.height});
}

Rgb fitted(const Rgb& from) {
  const auto length = [&](uint32_t side) {
    return std::max(1u, static_cast<uint32_t>(std::lround(side * scale_of(from))));
  };
  Rgb out(length(from.width), length(from.height));
  const std::vector<Coverage> columns = coverage(from.width, out.width), rows = coverage(from.height, out.height);
  for (uint32_t y = 0; y < out.height; ++y)
    for (uint32_t x = 0; x < out.width; ++x) average(from, columns[x], rows[y], out.at(x, y));
  return out;
}

Rgb middle(const Rgb& from, uint32_t width, uint32_t height) {
  Rgb out(std::min(from.width, width), std::min(from.height, height));
  const uint32_t left = (from.width - out.width) / 2, top = (from.height - out.height) / 2;
  for (uint32_t y = 0; y < out.height; ++y) std::copy_n(from.at(left, top + y), size_t{out.width} * 3, out.at(0, y));
  return out;
}

// ---- Marking and measuring -----------------------------------------------------------------------------------

struct Specimen {
  Rgb original, marked;  // no pixels in `marked`: the library refused, and the caption says why
  std::string caption;   // without the name
  bool read_back = false;
};

struct Change {
  double psnr_db = 0;
  int largest = 0;  // levels of 8 bits
};

Change change_between(const Rgb& a, const Rgb& b) {
  Change out;
  double squares = 0;
  for (size_t i = 0; i < a.samples.size(); ++i) {
    const int change = std::abs(b.samples[i] - a.samples[i]);
    out.largest = std::max(out.largest, change);
    squares += change * change;
  }
  out.psnr_db = 10 * std::log10(255.0 * 255.0 * static_cast<double>(a.samples.size()) / squares);
  return out;
}

std::string size_text(const Rgb& picture) {
  return std::to_string(picture.width) + "x" + std::to_string(picture.height);
}

std::string numbers(const Specimen& specimen, const imprint::Detection& answer) {
  const Change change = change_between(specimen.original, specimen.marked);
  char text[160];
  std::snprintf(text, sizeof text, ", shown at %.0f %%   PSNR %.1f dB   largest change %d   ",
                100 * scale_of(specimen.original), change.psnr_db, change.largest);
  const std::string out = text;
  if (!specimen.read_back) return out + "NOT READ BACK";
  std::snprintf(text, sizeof text, "read back, p = %.1e", answer.p_value);
  return out + text;
}

// The picture cannot carry the mark: worth a row. Anything else is an error.
bool is_refusal(imprint_status status) {
  return status == IMPRINT_ERR_READ_BACK_FAILED || status == IMPRINT_ERR_IMAGE_TOO_SMALL ||
         status == IMPRINT_ERR_IMAGE_TOO_FLAT;
}

Specimen specimen_of(const imprint::Context& context, const char* path) {
  Specimen out;
  const std::vector<uint8_t> file = read_file(path);
  try {
    const imprint::Embedded marked = context.embed_watermark_file(file, kPayload);
    const imprint::Detection answer = context.detect_watermark_file(marked.file);
    out.original = decode_picture(path, file);
    out.marked = decode_picture(path, marked.file);
    out.read_back = answer.found == 1 && answer.payload == kPayload;
    out.caption = size_text(out.original) + numbers(out, answer);
  } catch (const imprint::Error& error) {
    if (!is_refusal(error.status())) stop(path, error.what());
    out.original = decode_picture(path, file);
    out.caption = size_text(out.original) + "   not marked: " + error.what();
  }
  return out;
}

// ---- The sheet -----------------------------------------------------------------------------------------------

// The file's name in the letters that there are; one that is long loses its middle.
std::string short_name(const char* path) {
  std::string out;
  for (const char character : std::filesystem::path(path).filename().string())
    if ((character & 0xC0) != 0x80) out += glyph_exists(character) ? character : '?';
  if (out.size() <= kNameChars) return out;
  return out.substr(0, kNameChars / 2) + "..." + out.substr(out.size() - kNameChars / 2);
}

uint32_t left_of(size_t column) { return kMargin + static_cast<uint32_t>(column) * (kCellWidth + kGap); }

void put(Rgb& row, size_t column, uint32_t cell_height, const Rgb& picture) {
  paste(picture, row, left_of(column) + (kCellWidth - picture.width) / 2, (cell_height - picture.height) / 2);
}

Rgb header() {
  Rgb out = blank(kSheetWidth, kMargin + kTextHeight + kGap);
  for (size_t i = 0; i < kColumns.size(); ++i) write_text(out, left_of(i), kMargin, kColumns[i], kTextScale, kGrey);
  return out;
}

Rgb row_of(const char* path, const Specimen& specimen) {
  const Rgb small = fitted(specimen.original);
  const uint32_t height = std::max(kMinCellHeight, small.height);
  Rgb out = blank(kSheetWidth, height + kGap + kTextHeight + kRowGap);
  for (size_t i = 0; i < kColumns.size(); ++i) fill(out, left_of(i), 0, kCellWidth, height, kPale);
  put(out, 0, height, small);
  if (!specimen.marked.samples.empty()) {
    const Rgb changed = difference(specimen.original, specimen.marked);
    put(out, 1, height, fitted(specimen.marked));
    put(out, 2, height, fitted(changed));
    put(out, 3, height, middle(specimen.marked, kCellWidth, height));
    put(out, 4, height, middle(changed, kCellWidth, height));
  }
  std::string caption = short_name(path) + "   " + specimen.caption;
  if (caption.size() > kCaptionChars) caption.replace(kCaptionChars - 3, std::string::npos, "...");
  write_text(out, kMargin, height + kGap, caption, kTextScale, specimen.read_back ? kBlack : kRed);
  return out;
}

// Strips of one width, one below the other.
void append(Rgb& sheet, const Rgb& strip) {
  sheet.width = strip.width;
  sheet.height += strip.height;
  sheet.samples.insert(sheet.samples.end(), strip.samples.begin(), strip.samples.end());
}

// Written beside its place and then moved there: no half of a sheet is left behind.
void publish(const std::string& path, const Rgb& sheet) {
  const std::string part = path + ".part";
  if (std::filesystem::exists(part)) stop(part.c_str(), "is in the way");
  write_png(part.c_str(), sheet);
  std::error_code failed;
  std::filesystem::rename(part, path, failed);
  if (!failed) return;
  std::filesystem::remove(part, failed);
  stop(path.c_str(), "cannot be written");
}

Rgb sheet_of(int count, char** paths) {
  const imprint::Context context;
  Rgb sheet = header();
  for (int i = 0; i < count; ++i) {
    const Specimen specimen = specimen_of(context, paths[i]);
    std::printf("%s   %s\n", paths[i], specimen.caption.c_str());
    append(sheet, row_of(paths[i], specimen));
  }
  return sheet;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: contact_sheet OUT.png IN.png|IN.jpg ...\n");
    return 1;
  }
  try {
    if (std::filesystem::exists(argv[1])) stop(argv[1], "exists already and is kept");
    publish(argv[1], sheet_of(argc - 2, argv + 2));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "contact_sheet: %s\n", error.what());
    return 1;
  }
  return 0;
}
