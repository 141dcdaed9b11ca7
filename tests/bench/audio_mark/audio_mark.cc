// Marks and reads raw sound (interleaved 32-bit floats), for the measurements of run.py; prints one line of JSON a
// file.
//   audio_mark embed RATE CHANNELS IN OUT PAYLOAD [KEY [STRENGTH]]
//   audio_mark detect RATE CHANNELS KEYS IN...          KEYS: numbers of keys, with commas; 0 is the open key
//   audio_mark quiet RATE CHANNELS CALLS SECONDS SEED IN...   pieces of files, each read with a key that nobody has
//   used: hits are false
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "audio/sound_reader.h"
#include "audio/sound_writer.h"

using namespace imprint;
using namespace imprint::audio;

namespace {

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::vector<float> load(const char* path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<float> out(static_cast<size_t>(std::max<std::streamoff>(file.tellg(), 0)) / sizeof(float));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size() * sizeof(float)));
  return out;
}

payload::Key key_of(unsigned long number) {
  if (number == 0) return payload::open_key();
  std::array<uint8_t, 32> bytes{};
  for (size_t i = 0; i < 8; ++i) bytes[i] = static_cast<uint8_t>(number >> (8 * i));
  return payload::private_key(bytes);
}

int fail(const Status& status) {
  std::fprintf(stderr, "audio_mark: %s\n", status.message().c_str());
  return 1;
}

int embed(PcmFormat format, int count, char** args) {
  const std::vector<float> in = load(args[0]);
  const double before = cpu_seconds();
  Result<SoundWriter> writer = SoundWriter::make(format, std::strtoull(args[2], nullptr, 16),
                                                 key_of(count > 3 ? std::strtoul(args[3], nullptr, 10) : 0),
                                                 {.strength = count > 4 ? std::atof(args[4]) : 1.0});
  if (!writer.ok()) return fail(writer.status());
  std::vector<float> out;
  out.reserve(in.size() + 1'000'000);
  if (const Status status = writer->process(in, out); !status.ok()) return fail(status);
  writer->flush(out);
  const double cpu = cpu_seconds() - before;
  std::ofstream(args[1], std::ios::binary)
      .write(reinterpret_cast<const char*>(out.data()), static_cast<std::streamsize>(out.size() * sizeof(float)));
  const WriteReport report = writer->report();
  const double seconds = static_cast<double>(in.size()) / format.channels / format.rate_hz;
  std::printf(
      "{\"seconds\":%.3f,\"cpu\":%.4f,\"times_real\":%.1f,\"depth_db\":%.3f,\"seconds_heard\":%.2f,\"samples_in\":%zu,"
      "\"samples_out\":%zu}\n",
      seconds, cpu, seconds / cpu, report.depth_db, report.seconds_heard, in.size(), out.size());
  return 0;
}

int detect(PcmFormat format, int count, char** args) {
  std::vector<payload::Key> keys;
  std::stringstream list(args[0]);
  for (std::string number; std::getline(list, number, ',');)
    keys.push_back(key_of(std::strtoul(number.c_str(), nullptr, 10)));
  for (int i = 1; i < count; ++i) {
    const std::vector<float> in = load(args[i]);
    const double before = cpu_seconds();
    Result<SoundReader> reader = SoundReader::make(format, keys);
    if (!reader.ok()) return fail(reader.status());
    if (const Status status = reader->process(in); !status.ok()) return fail(status);
    reader->finish();
    const double cpu = cpu_seconds() - before;
    const SoundDetection d = reader->result();
    const double seconds = static_cast<double>(in.size()) / format.channels / format.rate_hz;
    std::printf(
        "{\"file\":\"%s\",\"found\":%s,\"payload\":\"%016llx\",\"p_value\":%.3g,\"sigma\":%.2f,\"from\":%.2f,\"to\":%."
        "2f,\"time_scale\":%.4f,"
        "\"pitch\":%.3f,\"attempts\":%u,\"seconds\":%.2f,\"cpu\":%.4f,\"marks\":[",
        args[i], d.found ? "true" : "false", static_cast<unsigned long long>(d.payload), d.p_value, d.pilot_sigma,
        d.start_seconds, d.end_seconds, d.time_scale, d.pitch_shift_semitones, d.attempts, seconds, cpu);
    const char* comma = "";
    for (const SoundDetection& mark : reader->results()) {
      if (!mark.found) continue;
      std::printf("%s{\"key\":\"%s\",\"payload\":\"%016llx\",\"p_value\":%.3g,\"from\":%.2f,\"to\":%.2f}", comma, mark.key_id.c_str(),
                  static_cast<unsigned long long>(mark.payload), mark.p_value, mark.start_seconds, mark.end_seconds);
      comma = ",";
    }
    std::printf("]}\n");
  }
  return 0;
}

int quiet(PcmFormat format, int count, char** args) {
  const int calls = std::atoi(args[0]);
  const auto length = static_cast<size_t>(std::atof(args[1]) * format.rate_hz) * format.channels;
  std::mt19937_64 random(std::strtoull(args[2], nullptr, 10));
  std::vector<std::vector<float>> files;
  for (int i = 3; i < count; ++i) files.push_back(load(args[i]));
  uint64_t hits = 0, attempts = 0;
  double most_sigma = 0, sigmas = 0;
  for (int i = 0; i < calls; ++i) {
    const std::vector<float>& file = files[random() % files.size()];
    const size_t piece = std::min(length, file.size());
    const size_t first = random() % (file.size() - piece + 1) / format.channels * format.channels;
    Result<SoundReader> reader = SoundReader::make(format, {key_of(1 + random() / 2)});
    if (!reader.ok()) return fail(reader.status());
    if (const Status status = reader->process(std::span(file).subspan(first, piece)); !status.ok()) return fail(status);
    reader->finish();
    const SoundDetection d = reader->result();
    hits += d.found ? 1 : 0;
    attempts += d.attempts;
    most_sigma = std::max(most_sigma, d.pilot_sigma);
    sigmas += d.pilot_sigma;
  }
  std::printf("{\"calls\":%d,\"hits\":%llu,\"attempts\":%llu,\"sigma_mean\":%.3f,\"sigma_most\":%.3f}\n", calls,
              static_cast<unsigned long long>(hits), static_cast<unsigned long long>(attempts), sigmas / calls,
              most_sigma);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) return std::fprintf(stderr, "audio_mark embed|detect RATE CHANNELS …\n"), 2;
  const PcmFormat format{static_cast<uint32_t>(std::atol(argv[2])), static_cast<uint32_t>(std::atol(argv[3]))};
  if (std::strcmp(argv[1], "embed") == 0 && argc >= 7) return embed(format, argc - 4, argv + 4);
  if (std::strcmp(argv[1], "quiet") == 0 && argc >= 8) return quiet(format, argc - 4, argv + 4);
  if (std::strcmp(argv[1], "detect") == 0) return detect(format, argc - 4, argv + 4);
  return 2;
}
