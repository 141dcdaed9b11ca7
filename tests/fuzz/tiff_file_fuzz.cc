// TIFF pages: what is set is found again, and the directory that was there before is still there.
#include "container/tiff_file.h"
#include "fuzz.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size, fuzz::bounds_of_products());
  const auto opened = container::open_tiff(file, run.call());
  if (!opened.ok()) return 0;
  const container::TiffFile& tiff = opened.value();
  constexpr uint16_t kTag = 700;
  const Bytes value(40, 'x');
  Bytes out(file.begin(), file.end());
  const bool was_there = tiff.tiff.find(tiff.pages[0].at, kTag, run.call()).has_value();
  if (!container::set_tiff_field(out, tiff, tiff.pages[0], kTag, value, false, run.call()).ok()) return 0;
  FUZZ_REQUIRE(out.size() >= size + value.size() && out.size() <= size * 2 + 128);
  // Behind the header only the entry of an old value changes: type, count, offset.
  const size_t header = tiff.tiff.header_offset_at() + tiff.tiff.offset_bytes();
  size_t changed = 0;
  for (size_t i = header; i < size; ++i) changed += out[i] != file[i] ? 1 : 0;
  FUZZ_REQUIRE(changed <= (was_there ? 2 * tiff.tiff.offset_bytes() : 0));
  if (was_there) return 0;
  const auto again = container::open_tiff(out, run.call());
  FUZZ_REQUIRE(!again.ok() || again->pages.size() == tiff.pages.size() || again->pages.size() == 1);
  if (!again.ok()) return 0;  // one page or one strip beyond the limits
  const auto entry = again->tiff.find(again->pages[0].at, kTag, run.call());
  const auto text = entry ? again->tiff.text(*entry) : std::nullopt;
  FUZZ_REQUIRE(text && Bytes(text->begin(), text->end()) == value);
  return 0;
}
