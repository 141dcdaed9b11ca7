#include "runner/sound_uploads.h"

#include <algorithm>
#include <cmath>
#include <imprint/imprint.hpp>

#include "model/error.h"
#include "sound/painter.h"

namespace imprint_conform {
namespace {

constexpr double kProgrammeLufs = -20;  // about that of drawn sound: spec/label.md 8.2 takes it for the label's own
constexpr size_t kSilence = kDrawnRateHz / 5;  // spec/label.md 8.3

// The rhythm before the sound.
FileBytes with_rhythm(const imprint::Context& context, const FileBytes& wav) {
  const std::vector<int16_t> own = samples_of(wav);
  if (own.empty()) throw ConformError("an upload of sound is made of drawn sound alone");
  std::vector<int16_t> samples;
  for (const float sample : context.make_audible_label(kDrawnRateHz, 1, kProgrammeLufs))
    samples.push_back(static_cast<int16_t>(std::lround(std::clamp(sample, -1.0f, 1.0f) * 32767)));
  samples.insert(samples.end(), kSilence, 0);
  samples.insert(samples.end(), own.begin(), own.end());
  return wav_of(samples);
}

FileBytes with_sound_traces(const imprint::Context& context, const FileBytes& wav) {
  const uint64_t id = imprint::mark_id(kOtherProducer, kOtherProduceId);
  const imprint::Bytes marked = context.embed_watermark_file(with_rhythm(context, wav), id).file;
  return {marked.begin(), marked.end()};
}

FileBytes shortened(const FileBytes& file, size_t percent) {
  return {file.begin(), file.begin() + static_cast<long>(file.size() * percent / 100)};
}

// Little end first; where the head of a WAV ends with 44 bytes.
FileBytes with_number(FileBytes file, size_t at, uint32_t value, size_t bytes) {
  for (size_t i = 0; i < bytes && at + i < file.size(); ++i) file[at + i] = static_cast<uint8_t>(value >> 8 * i);
  return file;
}

}  // namespace

std::vector<Upload> prepared_sound_uploads(const FileBytes& wav) {
  const FileBytes traced = with_sound_traces(imprint::Context(), wav);
  return uploads_of(wav, traced);
}

std::vector<Spoilt> spoilt_sounds(const FileBytes& wav) {
  constexpr size_t kChannels = 22, kRate = 24, kFrameBytes = 32, kBits = 34, kFmtBytes = 16, kDataBytes = 40;
  const std::string words = "This is no sound.\n";
  FileBytes no_data = wav;
  no_data.resize(std::min<size_t>(no_data.size(), 36));
  return {{"wav-empty", "wav", {}},
          {"text-named-wav", "wav", {words.begin(), words.end()}},
          {"wav-signature-alone", "wav", {wav.begin(), wav.begin() + 12}},
          {"wav-cut-60", "wav", shortened(wav, 60)},
          {"wav-without-data", "wav", no_data},
          {"wav-no-channels", "wav", with_number(wav, kChannels, 0, 2)},
          {"wav-65535-channels", "wav", with_number(wav, kChannels, 0xffff, 2)},
          {"wav-rate-0", "wav", with_number(wav, kRate, 0, 4)},
          {"wav-rate-huge", "wav", with_number(wav, kRate, 0xffffffff, 4)},
          {"wav-bits-0", "wav", with_number(with_number(wav, kBits, 0, 2), kFrameBytes, 0, 2)},
          {"wav-fmt-past-end", "wav", with_number(wav, kFmtBytes, 0xfffffff0, 4)},
          {"wav-data-past-end", "wav", with_number(wav, kDataBytes, 0xfffffff0, 4)}};
}

}  // namespace imprint_conform
