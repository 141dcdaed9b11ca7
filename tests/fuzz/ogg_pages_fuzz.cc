// Pages of Ogg: unchanged comments leave the file as it is, others are found again, and no other packet of a header
// changes. Checksums are put right first, since no fuzzer hits them; an odd first byte leaves them.
#include "container/ogg_pages.h"
#include "fuzz.h"

using namespace imprint;

namespace {

uint32_t crc_of(ByteView page) {
  uint32_t crc = 0;
  for (size_t i = 0; i < page.size(); ++i) {
    crc ^= uint32_t{i >= 22 && i < 26 ? uint8_t{0} : page[i]} << 24;
    for (int bit = 0; bit < 8; ++bit) crc = crc << 1 ^ ((crc & 0x80000000u) != 0 ? 0x04C11DB7u : 0u);
  }
  return crc;
}

void mend_checksums(Bytes& file) {
  size_t at = 0;
  while (file.size() - at >= 27 && as_text(ByteView(file).subspan(at, 4)) == "OggS" &&
         file.size() - at >= 27u + file[at + 26]) {
    size_t bytes = 27u + file[at + 26];
    for (size_t i = 0; i < file[at + 26]; ++i) bytes += file[at + 27 + i];
    if (bytes > file.size() - at) return;
    const uint32_t crc = crc_of(ByteView(file).subspan(at, bytes));
    for (size_t i = 0; i < 4; ++i) file[at + 22 + i] = static_cast<uint8_t>(crc >> (8 * i));
    at += bytes;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  Bytes file(data + 1, data + size);
  if (data[0] % 2 == 0) mend_checksums(file);
  fuzz::Run run(size);
  const auto streams = container::read_ogg_streams(file, run.call());
  if (!streams.ok()) return 0;
  std::vector<Bytes> comments;
  for (const auto& stream : streams.value()) comments.push_back(stream.comments);
  const auto same = container::with_ogg_comments(file, streams.value(), comments, run.call());
  FUZZ_REQUIRE(same.ok() && same.value() == file);
  comments[0].resize(comments[0].size() + 70000, 'x');
  const auto longer = container::with_ogg_comments(file, streams.value(), comments, run.call());
  if (!longer.ok()) return 0;
  Limits limits = run.call();
  limits.max_metadata_bytes = 1 << 20;
  const auto again = container::read_ogg_streams(longer.value(), limits);
  FUZZ_REQUIRE(again.ok() && again.value().size() == streams.value().size());
  FUZZ_REQUIRE(again.value()[0].comments == comments[0] && again.value()[0].headers == streams.value()[0].headers);
  return 0;
}
