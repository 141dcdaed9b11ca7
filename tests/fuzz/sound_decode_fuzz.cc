// Files of sound: what decodes agrees with what was probed, and its first two seconds can be written in the place of all.
#include <algorithm>
#include <cmath>

#include "codec/sound/sound.h"
#include "container/format.h"
#include "container/ogg_pages.h"
#include "fuzz.h"

using namespace imprint;

namespace {

constexpr size_t kMostSamples = 1 << 17;

struct Heard {
  Status status;
  uint64_t samples = 0;
  std::vector<float> first;  // at most two seconds
};

Heard hear(ByteView file, const Limits& limits) {
  Heard out;
  const auto source = codec::open_sound(file, limits);
  out.status = source.status();
  if (!source.ok()) return out;
  const audio::PcmFormat format = source.value()->info().format;
  FUZZ_REQUIRE(audio::check_format(format).ok());
  const size_t most = std::min<size_t>(2 * format.rate_hz, kMostSamples / 8) * format.channels;
  std::vector<float> block(599 * format.channels);
  while (true) {
    const auto count = source.value()->read(block);
    out.status = count.status();
    if (!count.ok() || count.value() == 0) break;
    FUZZ_REQUIRE(count.value() <= block.size() && count.value() % format.channels == 0);
    for (size_t i = 0; i < count.value(); ++i) {
      FUZZ_REQUIRE(std::isfinite(block[i]));
      if (out.first.size() < most) out.first.push_back(block[i]);
    }
    out.samples += count.value();
  }
  FUZZ_REQUIRE(source.value()->read(block).status().ok() == out.status.ok());
  return out;
}

void check_writing(ByteView file, const Heard& heard, const codec::SoundInfo& info, fuzz::Run& run) {
  size_t at = 0;
  const codec::SoundFeed feed = [&](std::span<float> room) -> Result<size_t> {
    const size_t count = std::min(room.size(), heard.first.size() - at);
    std::copy_n(heard.first.begin() + static_cast<std::ptrdiff_t>(at), count, room.begin());
    at += count;
    return count;
  };
  const bool writable = codec::check_sound_writable(file, run.call()).ok();
  const uint64_t first = heard.samples % 7;
  const codec::SoundInsertion inserted[] = {{first, heard.samples % 3}, {first + 1 + heard.samples % 11, heard.samples % 5}};
  const auto out = codec::encode_sound_like(file, feed, run.call(), inserted);
  FUZZ_REQUIRE(writable || !out.ok());
  if (!out.ok()) return;
  FUZZ_REQUIRE(out->frames == heard.first.size() / info.format.channels);
  const Heard again = hear(out->file, run.call());
  if (again.status.code() == Code::kLimitExceeded) return;
  FUZZ_REQUIRE(again.status.ok());
  FUZZ_REQUIRE(codec::probe_sound(out->file, run.call())->format.channels == info.format.channels);
  if (info.form == codec::SampleForm::kLossy) {
    FUZZ_REQUIRE(again.samples >= heard.first.size());
    return;
  }
  FUZZ_REQUIRE(again.samples == heard.first.size());
  if (inserted[0].frames == 0 && inserted[1].frames == 0 && info.form != codec::SampleForm::kPcm32) FUZZ_REQUIRE(again.first == heard.first);
}

void check(ByteView file, fuzz::Run& run) {
  const auto info = codec::probe_sound(file, run.call());
  const Heard heard = hear(file, run.call());
  FUZZ_REQUIRE(info.ok() || !heard.status.ok());
  if (!heard.status.ok()) return;
  FUZZ_REQUIRE(heard.samples > 0);
  check_writing(file, heard, info.value(), run);
}

// Pages of Ogg with a wrong checksum are refused, and behind that door nothing else would be tried.
Bytes with_right_checksums(ByteView file, fuzz::Run& run) {
  Bytes out(file.begin(), file.end());
  if (file.size() > 18) (void)container::set_ogg_serial(out, read_le32(&file[14]), run.call());
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView file(data, size);
  fuzz::Run run(size, {.ns = 10'000'000'000});
  check(file, run);
  if (container::sniff(file) == container::Format::kOgg) check(with_right_checksums(file, run), run);
  return 0;
}
