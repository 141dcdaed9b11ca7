// Odd sound through the audio mark's writer and reader: the first bytes choose rate, channels and sizes, the rest are
// samples as they are.
#include <cmath>
#include <cstring>

#include "audio/sound_reader.h"
#include "audio/sound_writer.h"
#include "fuzz.h"

using namespace imprint;
using namespace imprint::audio;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 8) return 0;
  const fuzz::Run run(size, {.ns = 4'000'000'000, .ns_a_byte = 1'000'000});
  static constexpr uint32_t kRates[] = {8000, 8001, 11025, 44100, 48000, 191999, 192000, 1'000'000'000};
  const PcmFormat format{data[0] < 250 ? kRates[data[0] % 8] : uint32_t{data[1]} << 24, data[2] % 10u};
  std::vector<float> samples((size - 8) / sizeof(float));
  std::memcpy(samples.data(), data + 8, samples.size() * sizeof(float));
  Result<SoundWriter> writer = SoundWriter::make(format, 42, payload::open_key());
  Result<SoundReader> reader = SoundReader::make(format, {payload::open_key()});
  FUZZ_REQUIRE(writer.ok() == reader.ok());
  if (!writer.ok()) return 0;
  samples.resize(samples.size() / format.channels * format.channels);
  // Little input stands for much sound.
  const size_t times = format.rate_hz <= 48000 ? 1 + data[3] * 2u : 1;
  std::vector<float> out;
  uint64_t taken = 0;
  for (size_t i = 0; i < times; ++i) {
    const bool fits = writer->process(samples, out).ok();
    FUZZ_REQUIRE(fits == reader->process(samples).ok() || reader->is_done());
    taken += fits ? samples.size() : 0;
  }
  writer->flush(out);
  FUZZ_REQUIRE(out.size() == taken);
  for (float v : out) FUZZ_REQUIRE(std::isfinite(v));
  reader->finish();
  const SoundDetection found = reader->result();
  FUZZ_REQUIRE(!found.found || found.p_value <= 1e-6);
  return 0;
}
