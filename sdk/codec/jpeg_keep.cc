// A faint change that goes into a JPEG with coarse tables: most of its coefficients are far below half a step, and ordinary rounding takes
// them away (spec/decisions/0017-marks-in-coarse-tables.md).
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "codec/codec.h"
#include "codec/jpeg_codec.h"
#include "codec/jpeg_frame.h"

namespace imprint::codec {
namespace {

constexpr int kLowFrequencies = 4;      // of 8, in both directions: where a watermark stands
constexpr double kCoarseStep = 12;      // mean step of those
constexpr int kMostAc = 1023, kMostDc = 1023;  // that baseline coding takes (T.81 F.1.2)

using Block = std::array<float, DCTSIZE2>;

// Orthonormal, as that of T.81 A.3.3.
const Block& cosines() {
  static const Block table = [] {
    Block out{};
    for (int k = 0; k < DCTSIZE; ++k)
      for (int x = 0; x < DCTSIZE; ++x)
        out[static_cast<size_t>(k * DCTSIZE + x)] =
            static_cast<float>(std::cos((2 * x + 1) * k * std::acos(-1.0) / 16) * (k == 0 ? std::sqrt(0.125) : 0.5));
    return out;
  }();
  return table;
}

void transform(Block& block) {
  const Block& c = cosines();
  Block rows{};
  for (size_t y = 0; y < DCTSIZE; ++y)
    for (size_t k = 0; k < DCTSIZE; ++k)
      for (size_t x = 0; x < DCTSIZE; ++x) rows[y * DCTSIZE + k] += c[k * DCTSIZE + x] * block[y * DCTSIZE + x];
  block.fill(0);
  for (size_t k = 0; k < DCTSIZE; ++k)
    for (size_t y = 0; y < DCTSIZE; ++y)
      for (size_t u = 0; u < DCTSIZE; ++u) block[k * DCTSIZE + u] += c[k * DCTSIZE + y] * rows[y * DCTSIZE + u];
}

// Change of luma (BT.601, as JFIF has it) in the block that begins at (left, top); the picture's last column and row go on beyond it.
Block luma_change(image::View before, image::View after, uint32_t left, uint32_t top) {
  const bool grey = before.format == image::PixelFormat::kGray8;
  Block out;
  for (uint32_t y = 0; y < DCTSIZE; ++y) {
    const uint32_t row = std::min(top + y, before.height_px - 1);
    const uint8_t *a = before.row(row), *b = after.row(row);
    for (uint32_t x = 0; x < DCTSIZE; ++x) {
      const size_t column = std::min(left + x, before.width_px - 1);
      const size_t at = column * (grey ? 1 : 3);
      out[y * DCTSIZE + x] = grey ? static_cast<float>(b[at] - a[at])
                                  : 0.299f * static_cast<float>(b[at] - a[at]) + 0.587f * static_cast<float>(b[at + 1] - a[at + 1]) +
                                        0.114f * static_cast<float>(b[at + 2] - a[at + 2]);
    }
  }
  return out;
}

// Luma of the picture's own resolution, alone or beside two chroma components.
bool takes(const jpeg_decompress_struct& state) {
  const jpeg_component_info& luma = state.comp_info[0];
  return (state.jpeg_color_space == JCS_GRAYSCALE || state.jpeg_color_space == JCS_YCbCr) && luma.h_samp_factor == state.max_h_samp_factor &&
         luma.v_samp_factor == state.max_v_samp_factor && luma.quant_tbl_no >= 0 && luma.quant_tbl_no < NUM_QUANT_TBLS &&
         state.quant_tbl_ptrs[luma.quant_tbl_no] != nullptr;
}

double mean_low_step(const JQUANT_TBL& table) {
  double sum = 0;
  for (int v = 0; v < kLowFrequencies; ++v)
    for (int u = 0; u < kLowFrequencies; ++u) sum += table.quantval[v * DCTSIZE + u];
  return sum / (kLowFrequencies * kLowFrequencies);
}

// Adds the change to the coefficients of one block, in steps of the table.
void add_change(const Block& change, const JQUANT_TBL& table, float threshold, JCOEF* block) {
  for (size_t i = 0; i < DCTSIZE2; ++i) {
    const float steps = change[i] / static_cast<float>(table.quantval[i]);
    const int whole = static_cast<int>(std::floor(std::abs(steps) + 1 - threshold));
    if (whole == 0) continue;
    const int most = i == 0 ? kMostDc : kMostAc;
    block[i] = static_cast<JCOEF>(std::clamp(block[i] + (steps < 0 ? -whole : whole), -most, most));
  }
}

void add_changes(jpeg_decompress_struct& source, jvirt_barray_ptr coefficients, image::View before, image::View after, float threshold) {
  const jpeg_component_info& luma = source.comp_info[0];
  const JQUANT_TBL& table = *source.quant_tbl_ptrs[luma.quant_tbl_no];
  for (JDIMENSION row = 0; row < luma.height_in_blocks; ++row) {
    JBLOCKARRAY blocks = source.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&source), coefficients, row, 1, TRUE);
    for (JDIMENSION column = 0; column < luma.width_in_blocks; ++column) {
      Block change = luma_change(before, after, column * DCTSIZE, row * DCTSIZE);
      transform(change);
      add_change(change, table, threshold, blocks[0][column]);
    }
  }
}

void set_like_coefficients(jpeg_decompress_struct& source, jpeg_compress_struct& target) {
  jpeg_copy_critical_parameters(&source, &target);
  target.optimize_coding = has_standard_huffman_tables(source, target) ? FALSE : TRUE;
  target.restart_interval = source.restart_interval;
  if (source.progressive_mode) jpeg_simple_progression(&target);
  target.write_JFIF_header = FALSE;
  target.write_Adobe_marker = FALSE;
}

// `bare` is `before`, coded as ever.
Result<Bytes> with_changes(const container::JpegSegments& split, ByteView bare, image::View before, image::View after, double threshold) {
  Trap trap;
  set_trap(trap);
  Decompressor source;
  Compressor target;
  Sink sink(bare.size() + 4096);
  (void)cosines();  // made before libjpeg may jump
  const bool done = run_guarded(trap, [&] {
    read_header(source.state, trap, bare);
    target.state.err = &trap.manager;
    jpeg_create_compress(&target.state);
    target.state.dest = &sink.manager;
    set_like_coefficients(source.state, target.state);
    jvirt_barray_ptr* coefficients = jpeg_read_coefficients(&source.state);
    add_changes(source.state, coefficients[0], before, after, static_cast<float>(threshold));
    jpeg_write_coefficients(&target.state, coefficients);
    jpeg_finish_compress(&target.state);
    jpeg_finish_decompress(&source.state);
  });
  if (done) return std::move(sink.bytes);
  if (target.state.dest == nullptr && trap.code != JERR_OUT_OF_MEMORY) return decode_status(trap, split);
  return encode_status(trap);
}

// Of luma's table; none for files that are not taken.
std::optional<double> coarseness_of(ByteView file, const Limits& limits) {
  if (container::sniff(file) != container::Format::kJpeg) return std::nullopt;
  const auto split = container::split_jpeg_header(file, limits);
  if (!split.ok() || !read_jpeg_frame(split.value(), limits).ok()) return std::nullopt;
  Trap trap;
  set_trap(trap);
  Decompressor source;
  double step = 0;
  bool taken = false;
  const bool read = run_guarded(trap, [&] {
    read_header(source.state, trap, file);
    taken = takes(source.state);
    if (taken) step = mean_low_step(*source.state.quant_tbl_ptrs[source.state.comp_info[0].quant_tbl_no]);
  });
  return read && taken ? std::optional(step) : std::nullopt;
}

}  // namespace

bool rounds_changes_away(ByteView file, const Limits& limits) { return coarseness_of(file, limits).value_or(0) >= kCoarseStep; }

Result<Bytes> encode_keeping(ByteView original, image::View before, image::View after, double threshold, const Limits& limits) {
  if (!rounds_changes_away(original, limits))
    return Status{Code::kUnsupportedPixels, "only JPEG with coarse tables are coded so that a change is kept"};
  IMPRINT_ASSIGN_OR_RETURN(const container::JpegSegments split, container::split_jpeg(original, limits));
  IMPRINT_RETURN_IF_ERROR(check_jpeg_tables(split));
  const uint64_t samples = uint64_t{before.width_px} * before.height_px * traits(before.format).channels;
  IMPRINT_ASSIGN_OR_RETURN(const Reservation memory, limits.reserve(2 * samples, "the coefficients of a JPEG"));
  const ByteView picture = original.first(original.size() - split.trailing.size());
  IMPRINT_ASSIGN_OR_RETURN(const Bytes as_ever, write_bare_jpeg(split, picture, before));
  IMPRINT_ASSIGN_OR_RETURN(const Bytes changed, with_changes(split, as_ever, before, after, threshold));
  return with_coded_picture(original, split, changed, limits);
}

}  // namespace imprint::codec
