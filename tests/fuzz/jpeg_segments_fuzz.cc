// JPEG segments: what was taken apart is the file again when put together; moving multi-picture offsets keeps the
// length.
#include "container/jpeg_segments.h"
#include "container/mpf.h"
#include "fuzz.h"

using namespace imprint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size);
  const Limits limits = run.call();
  const auto split = container::split_jpeg(file, limits);
  if (!split.ok()) return 0;
  FUZZ_REQUIRE(container::split_jpeg_header(file, limits).ok());
  Bytes again;
  for (const auto& segment : split.value().segments) append(again, segment.raw);
  append(again, split.value().trailing);
  FUZZ_REQUIRE(again == Bytes(file.begin(), file.end()));

  // The same file with one more comment behind SOI, as if a label had been added.
  Bytes longer(again.begin(), again.begin() + 2);
  container::append_jpeg_segment(longer, container::kJpegCom, Bytes(10));
  append(longer, ByteView(again).subspan(2));
  const size_t longer_size = longer.size();
  container::restore_mpf_offsets(file, longer, limits);
  FUZZ_REQUIRE(longer.size() == longer_size);
  return 0;
}
