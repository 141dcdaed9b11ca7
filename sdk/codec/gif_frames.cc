// Every frame of a GIF as a viewer shows it, and a GIF of changed ones (spec/formats.md 9.2). Section numbers are those
// of the GIF89a specification.
#include "codec/gif_frames.h"

#include <algorithm>
#include <string>

#include "codec/diffusion.h"
#include "codec/gif_coding.h"
#include "codec/gif_image.h"
#include "codec/pixel_room.h"

namespace imprint::codec {
namespace {

using container::GifBlock;
using container::GifBlocks;

constexpr size_t kPixel = 4;  // bytes of RGBA8

// --- reading --------------------------------------------------------------------------------------------------

// 23: packed flags, delay, transparent index.
struct Control {
  bool user_input = false, transparent = false;
  uint8_t delay[2] = {0, 0};
  Disposal disposal = Disposal::kKeep;
};

Control control_of(const GifBlocks& split, const GifBlock& image) {
  const GifBlock* block = gif_control_of(split, &image);
  if (block == nullptr) return {};
  const uint8_t* p = block->raw.data() + 3;
  const int disposal = p[0] >> 2 & 7;
  return {(p[0] & 2) != 0,
          (p[0] & 1) != 0,
          {p[1], p[2]},
          disposal == 2   ? Disposal::kClear
          : disposal == 3 ? Disposal::kRestore
                          : Disposal::kKeep};
}

size_t count_images(const GifBlocks& split) {
  return static_cast<size_t>(std::count_if(split.blocks.begin(), split.blocks.end(),
                                           [](const GifBlock& b) { return b.kind == container::kGifImage; }));
}

uint64_t largest_image(const GifBlocks& split) {
  uint64_t out = 0;
  for (const GifBlock& b : split.blocks)
    if (b.kind == container::kGifImage) out = std::max(out, uint64_t{read_le16(&b.raw[5])} * read_le16(&b.raw[7]));
  return out;
}

Result<GifBlocks> split_frames(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(GifBlocks split, container::split_gif(file, limits));
  IMPRINT_RETURN_IF_ERROR(check_dimensions(split.width_px, split.height_px, limits));
  const size_t count = count_images(split);
  if (count == 0) return Status{Code::kMalformed, "GIF has no image"};
  IMPRINT_RETURN_IF_ERROR(check_free_pixels("GIF canvas", uint64_t{split.width_px} * split.height_px, largest_image(split)));
  return split;
}

class GifComposer {
 public:
  explicit GifComposer(const GifBlocks& split) : split_(split), composer_(split.width_px, split.height_px) {}

  // The canvas with the image of `block`, the next one.
  Result<image::View> show(const GifBlock& block) {
    const std::string name = "GIF image " + std::to_string(++number_);
    IMPRINT_ASSIGN_OR_RETURN(const GifImage image, plan_gif_image(split_, block, name.c_str()));
    image::Image frame(image.rect.width_px, image.rect.height_px, image::PixelFormat::kRgba8);
    const Status read = read_gif_image(split_, image, frame.view());
    if (!read.ok()) return Status{read.code(), name + ": " + read.message()};
    return composer_.show(std::as_const(frame).view(), {image.rect, true, control_of(split_, block).disposal});
  }

 private:
  const GifBlocks& split_;
  Composer composer_;
  size_t number_ = 0;
};

// --- writing --------------------------------------------------------------------------------------------------

// A GIF pixel is there or not, so alpha is free to say what the writer has to know.
constexpr uint8_t kClear = 0, kDrawn = 1, kKept = 255;

// `edited` with its alpha as above; half transparent counts as there (9.2).
void classify(image::View composed, image::MutableView edited) {
  for (uint32_t y = 0; y < edited.height_px; ++y) {
    const uint8_t* was = composed.row(y);
    uint8_t* is = edited.row(y);
    for (uint32_t x = 0; x < edited.width_px; ++x, was += kPixel, is += kPixel) {
      const bool same = std::equal(was, was + kPixel, is);
      is[3] = is[3] < 128 ? kClear : same ? kKept : kDrawn;
    }
  }
}

const uint8_t* at(const image::Image& canvas, uint32_t x, uint32_t y) { return canvas.view().row(y) + x * kPixel; }
bool there(const uint8_t* pixel) { return pixel[3] != kClear; }
Colour colour_of(const uint8_t* p) { return Colour{p[0]} << 16 | Colour{p[1]} << 8 | p[2]; }
bool looks_alike(const uint8_t* a, const uint8_t* b) {
  return there(a) == there(b) && (!there(a) || colour_of(a) == colour_of(b));
}

// What has to vanish between two canvases: a GIF image can cover pixels, never clear them.
Rect cleared_between(const image::Image& before, const image::Image& after) {
  return bounds_of(before.width_px, before.height_px,
                   [&](uint32_t x, uint32_t y) { return there(at(before, x, y)) && !there(at(after, x, y)); });
}

void append_control(Bytes& out, const Control& control, Disposal disposal, int transparent_index) {
  const int number = disposal == Disposal::kKeep ? 1 : disposal == Disposal::kClear ? 2 : 3;
  const auto flags =
      static_cast<uint8_t>(number << 2 | (control.user_input ? 2 : 0) | (transparent_index >= 0 ? 1 : 0));
  append(out, Bytes{container::kGifExtension, container::kGifGraphicControl, 4, flags, control.delay[0],
                    control.delay[1], static_cast<uint8_t>(std::max(transparent_index, 0)), 0});
}

// Images that lead a viewer's canvas from one edited frame to the next. What becomes of a frame is known only when the
// next one is, so each is written one call late.
class GifFrameWriter {
 public:
  GifFrameWriter(const GifBlocks& split, Touch touch, uint64_t max_bytes)
      : touch_(touch), shown_(split.width_px, split.height_px, image::PixelFormat::kRgba8), max_bytes_(max_bytes) {}

  void append_raw(ByteView block) { append(waiting_, block); }

  Status add(image::Image canvas, const Control& control) {
    if (has_frame_) IMPRINT_RETURN_IF_ERROR(write_before(canvas));
    rect_ = bounds_of(canvas.width_px, canvas.height_px,
                      [&](uint32_t x, uint32_t y) { return !looks_alike(at(canvas, x, y), at(shown_, x, y)); });
    if (rect_.empty()) rect_ = {0, 0, 1, 1};
    frame_ = std::move(canvas);
    control_ = control;
    before_.swap(waiting_);  // empty since the last write
    has_frame_ = true;
    return {};
  }

  // The last frame. A viewer may lay the first one of the next round over it.
  Result<Bytes> finish() {
    Disposal disposal = Disposal::kKeep;
    if (control_.disposal != Disposal::kKeep) {
      disposal = Disposal::kClear;
      rect_ = united(rect_, bounds_of(frame_.width_px, frame_.height_px,
                                      [&](uint32_t x, uint32_t y) { return there(at(frame_, x, y)); }));
    }
    IMPRINT_RETURN_IF_ERROR(write(disposal));
    append(out_, waiting_);
    return std::move(out_);
  }

 private:
  // Restoring, where the file did, keeps a frame's own colours out of the next table; what must vanish is cleared.
  Status write_before(const image::Image& next) {
    if (control_.disposal == Disposal::kRestore && cleared_between(shown_, next).empty())
      return write(Disposal::kRestore);
    const Rect cleared = cleared_between(frame_, next);
    rect_ = united(rect_, cleared);
    IMPRINT_RETURN_IF_ERROR(write(cleared.empty() ? Disposal::kKeep : Disposal::kClear));
    shown_ = std::move(frame_);
    if (!cleared.empty())
      for (uint32_t y = 0; y < rect_.height_px; ++y) {
        uint8_t* row = shown_.view().row(rect_.y_px + y) + rect_.x_px * kPixel;
        std::fill_n(row, rect_.width_px * kPixel, kClear);
      }
    return {};
  }

  bool is_drawn(uint32_t x, uint32_t y) const {
    return there(at(frame_, x, y)) && !looks_alike(at(frame_, x, y), at(shown_, x, y));
  }

  // Pixels that are right already, or have nothing to show, take the transparent colour. A frame that is cleared or
  // named one names one in any case: some viewers learn from it that the canvas can be seen through.
  GifIndexed index_pixels(Disposal disposal, int& transparent_index) const {
    ColourCounts kept, drawn;
    size_t covered = 0;
    each_pixel([&](uint32_t x, uint32_t y) {
      if (!is_drawn(x, y)) return;
      const uint8_t* pixel = at(frame_, x, y);
      ++(pixel[3] == kKept ? kept : drawn)[colour_of(pixel)];
      ++covered;
    });
    const bool transparent = covered < pixels_of(rect_) || disposal == Disposal::kClear || control_.transparent;
    const size_t room = transparent ? 255 : 256;
    const bool shaded = touch_ == Touch::kShaded && kept.size() + drawn.size() > room;
    GifIndexed out{rect_, {}, {}};
    if (shaded) {
      for (const auto& [colour, count] : kept) drawn[colour] += count;
      out.colours = choose_shades(drawn, room);
      out.indices = diffused(drawn_pixels(), rect_.width_px, out.colours, static_cast<uint8_t>(out.colours.size()));
    } else {
      const Palette palette = choose_palette(kept, drawn, room);
      out.colours = palette.colours;
      for (const Colour colour : drawn_pixels())
        out.indices.push_back(colour == kNoColour ? static_cast<uint8_t>(out.colours.size()) : palette.index_of.at(colour));
    }
    transparent_index = transparent ? static_cast<int>(out.colours.size()) : -1;
    if (transparent) out.colours.push_back(0);
    return out;
  }

  std::vector<Colour> drawn_pixels() const {
    std::vector<Colour> out;
    out.reserve(pixels_of(rect_));
    each_pixel([&](uint32_t x, uint32_t y) { out.push_back(is_drawn(x, y) ? colour_of(at(frame_, x, y)) : kNoColour); });
    return out;
  }

  template <typename Visit>
  void each_pixel(const Visit& visit) const {
    for (uint32_t y = rect_.y_px; y < rect_.y_px + rect_.height_px; ++y)
      for (uint32_t x = rect_.x_px; x < rect_.x_px + rect_.width_px; ++x) visit(x, y);
  }

  Status write(Disposal disposal) {
    int transparent_index = -1;
    IMPRINT_ASSIGN_OR_RETURN(const Bytes image, code_gif_image(index_pixels(disposal, transparent_index)));
    append(out_, before_);
    append_control(out_, control_, disposal, transparent_index);
    append(out_, image);
    if (out_.size() > max_bytes_)
      return limit_exceeded("size of the written GIF", out_.size(), "max_file_bytes", max_bytes_);
    before_.clear();
    return {};
  }

  Touch touch_;
  image::Image shown_, frame_;  // the canvas before the frame, and with it
  Rect rect_;
  Control control_;
  bool has_frame_ = false;
  Bytes out_;
  Bytes before_, waiting_;  // other blocks, before the frame and behind it
  uint64_t max_bytes_;
};

// --- the three calls ------------------------------------------------------------------------------------------

Result<std::optional<FramesInfo>> probe_gif_frames(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const GifBlocks split, split_frames(file, limits));
  return std::optional(FramesInfo{split.width_px, split.height_px, count_images(split)});
}

class GifSource : public FrameSource {
 public:
  GifSource(GifBlocks split, size_t most, Reservation canvases)
      : split_(std::move(split)), left_(most), canvases_(std::move(canvases)), composer_(split_) {}

  Result<std::optional<image::View>> next() override {
    while (at_ < split_.blocks.size() && split_.blocks[at_].kind != container::kGifImage) ++at_;
    if (at_ == split_.blocks.size() || left_ == 0) return std::optional<image::View>();
    --left_;
    IMPRINT_ASSIGN_OR_RETURN(const image::View canvas, composer_.show(split_.blocks[at_++]));
    return std::optional(canvas);
  }

 private:
  GifBlocks split_;
  size_t at_ = 0, left_;
  Reservation canvases_;
  GifComposer composer_;
};

Result<std::unique_ptr<FrameSource>> open_gif_frames(ByteView file, size_t most, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(GifBlocks split, split_frames(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(Reservation canvases,
                           take_canvases(split.width_px, split.height_px, std::min(count_images(split), most), limits));
  return std::unique_ptr<FrameSource>(std::make_unique<GifSource>(std::move(split), most, std::move(canvases)));
}

image::Image copy_of(image::View canvas) {
  image::Image out(canvas.width_px, canvas.height_px, canvas.format);
  std::copy_n(canvas.data, out.samples.size(), out.samples.begin());
  return out;
}

Result<Bytes> edit_gif_frames(ByteView file, Touch touch, const FrameEdit& edit, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const GifBlocks split, split_frames(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const Reservation canvases,
                           take_canvases(split.width_px, split.height_px, count_images(split), limits));
  GifComposer composer(split);
  GifFrameWriter writer(split, touch, limits.max_file_bytes);
  for (const GifBlock& block : split.blocks) {
    if (block.kind != container::kGifImage) {
      if (block.label != container::kGifGraphicControl) writer.append_raw(block.raw);
      continue;
    }
    IMPRINT_ASSIGN_OR_RETURN(const image::View composed, composer.show(block));
    image::Image canvas = copy_of(composed);
    IMPRINT_RETURN_IF_ERROR(edit(canvas.view()));
    classify(composed, canvas.view());
    IMPRINT_RETURN_IF_ERROR(writer.add(std::move(canvas), control_of(split, block)));
  }
  IMPRINT_ASSIGN_OR_RETURN(const Bytes images, writer.finish());
  // 17: the version that has control extensions. At the end the trailer and what follows it.
  return join({as_bytes("GIF89a"), split.header.subspan(6), images, file.last(split.trailing.size() + 1)});
}

}  // namespace

const FrameCodec kGifFrames = {probe_gif_frames, open_gif_frames, edit_gif_frames};

}  // namespace imprint::codec
