// The audible label on samples that come through a pipe: audible_label.py gives it sound that codecs and handling had
// in their hands.
//   audible_label put RATE CHANNELS start|end|middle <f32 >f32        audible_label find RATE CHANNELS [MIN_UNIT
//   MAX_UNIT] <f32 >JSON
//   audible_label say RATE CHANNELS VOICE.f32 <f32 >f32               audible_label like RATE CHANNELS VOICE.f32 PROGRAMME.f32 <f32 >JSON
// say puts a voice, of one channel at the same rate, before the programme and behind it; like asks how like what came of it is.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "label/audible/audible.h"
#include "label/audible/label_listener.h"

using namespace imprint;
using namespace imprint::label;

namespace {

std::vector<float> read_all() {
  std::vector<float> out, block(1 << 16);
  while (const size_t n = std::fread(block.data(), sizeof(float), block.size(), stdin))
    out.insert(out.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(n));
  return out;
}

int fail(const Status& status) { return std::fprintf(stderr, "%s\n", status.message().c_str()), 1; }

int put(const std::vector<float>& sound, imprint::audio::PcmFormat format, const std::string& where) {
  const AudiblePlace place = where == "start" ? AudiblePlace::kStart
                             : where == "end" ? AudiblePlace::kEnd
                                              : AudiblePlace::kMiddle;
  const auto out = with_audible_label(sound, format, place);
  if (!out.ok()) return fail(out.status());
  return std::fwrite(out.value().data(), sizeof(float), out.value().size(), stdout) == out.value().size() ? 0 : 1;
}

int find(const std::vector<float>& sound, imprint::audio::PcmFormat format, const FindAudibleOptions& options) {
  const std::clock_t began = std::clock();
  const auto out = find_audible_label(sound, format, options);
  const double cpu_ms = 1000.0 * static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  if (!out.ok()) return fail(out.status());
  const FoundAudible& f = out.value();
  const auto number = [](double v) { return v < -200.0 ? -200.0 : v; };  // JSON has no infinity
  std::printf(
      "{\"found\":%s,\"score\":%.4f,\"contrast_db\":%.2f,\"start\":%.3f,\"unit\":%.4f,\"tone_hz\":%.0f,\"timing\":%.3f,"
      "\"label_lufs\":%.2f,"
      "\"programme_lufs\":%.2f,\"place\":%u,\"audibility\":%u,\"cpu_ms\":%.1f,\"seconds\":%.2f}\n",
      f.found ? "true" : "false", f.score, f.contrast_db, f.start_seconds, f.unit_seconds, f.tone_hz,
      f.worst_timing_units, number(f.label_lufs), number(f.programme_lufs), static_cast<unsigned>(f.place),
      static_cast<unsigned>(f.audibility), cpu_ms,
      static_cast<double>(sound.size()) / format.channels / format.rate_hz);
  return 0;
}

std::vector<float> read_file(const char* path) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) std::exit(fail({Code::kInvalidArgument, path}));
  std::vector<float> out, block(1 << 16);
  while (const size_t n = std::fread(block.data(), sizeof(float), block.size(), file)) out.insert(out.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(n));
  std::fclose(file);
  return out;
}

Result<PlannedLabels> planned(const std::vector<float>& programme, imprint::audio::PcmFormat format, const char* voice_file) {
  VoiceTaker taker({format.rate_hz, 1});
  IMPRINT_RETURN_IF_ERROR(taker.take(read_file(voice_file)));
  IMPRINT_ASSIGN_OR_RETURN(const Voice voice, std::move(taker).finish());
  IMPRINT_ASSIGN_OR_RETURN(LabelPlanner planner, LabelPlanner::make(format));
  IMPRINT_RETURN_IF_ERROR(planner.take(programme));
  const uint64_t places[] = {0, planner.frames()};
  return planner.plan({&voice, false}, places);
}

int say(const std::vector<float>& programme, imprint::audio::PcmFormat format, const char* voice) {
  const auto labels = planned(programme, format, voice);
  if (!labels.ok()) return fail(labels.status());
  for (size_t i = 0; i < 2; ++i) {
    std::vector<float> label(static_cast<size_t>(labels->frames(i)) * format.channels);
    labels->fill(i, 0, label);
    std::fwrite(label.data(), sizeof(float), label.size(), stdout);
    if (i == 0) std::fwrite(programme.data(), sizeof(float), programme.size(), stdout);
  }
  return 0;
}

// Of each label, without the threshold.
int like(const std::vector<float>& sound, imprint::audio::PcmFormat format, const char* voice, const char* programme) {
  const auto labels = planned(read_file(programme), format, voice);
  if (!labels.ok()) return fail(labels.status());
  const Likeness wanted(labels->sound(), format.rate_hz);
  std::printf("[");
  for (size_t i = 0; i < 2; ++i) {
    BandBank heard(format);
    const size_t begin = std::min(sound.size(), static_cast<size_t>(labels->start(i)) * format.channels),
                 end = std::min(sound.size(), begin + static_cast<size_t>(labels->frames(i)) * format.channels);
    heard.take(std::span(sound).subspan(begin, end - begin));
    std::printf("%s%.4f", i == 0 ? "" : ",", wanted.with(heard, static_cast<size_t>(static_cast<double>(labels->voice(i).begin) / format.rate_hz / kHopSeconds + 0.5)));
  }
  std::printf("]\n");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4)
    return std::fprintf(stderr, "audible_label put RATE CHANNELS PLACE | find RATE CHANNELS [MIN_UNIT MAX_UNIT]\n"), 1;
  const imprint::audio::PcmFormat format{static_cast<uint32_t>(std::atoi(argv[2])), static_cast<uint32_t>(std::atoi(argv[3]))};
  const std::vector<float> sound = read_all();
  if (std::string(argv[1]) == "say" && argc > 4) return say(sound, format, argv[4]);
  if (std::string(argv[1]) == "like" && argc > 5) return like(sound, format, argv[4], argv[5]);
  if (std::string(argv[1]) == "put") return put(sound, format, argc > 4 ? argv[4] : "start");
  FindAudibleOptions options;
  if (argc > 5) {
    options.min_unit_seconds = std::atof(argv[4]);
    options.max_unit_seconds = std::atof(argv[5]);
  }
  return find(sound, format, options);
}
