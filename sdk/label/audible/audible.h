// The audible label: a rhythm made, put before, behind or into sound, and found again (spec/label.md 8).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "audio/pcm.h"
#include "base/status.h"

namespace imprint::label {

// Samples are interleaved and full scale is 1.0. What takes them refuses as audio::check_sound().

// By ITU-R BS.1770-4, gated; both are -infinity for silence.
struct Loudness {
  double integrated_lufs = 0.0;
  double true_peak_db = 0.0;
};
Result<Loudness> loudness_of(std::span<const float> samples, audio::PcmFormat format);

// The rhythm alone, without the silence around it, as loud as a programme of `programme_lufs` within the bounds of
// spec/label.md 8.2.
Result<std::vector<float>> make_audible_label(audio::PcmFormat format, double programme_lufs);

// Where it goes; what is there makes room, and none of it is covered.
enum class AudiblePlace : uint32_t { kStart = 1, kEnd, kMiddle };

// `samples` with the label at one place. The middle is the quietest 200 ms between a third and two thirds of the sound.
Result<std::vector<float>> with_audible_label(std::span<const float> samples, audio::PcmFormat format,
                                              AudiblePlace place);

// The same at places of the caller's, such as the turns of a dialogue: numbers of sample frames before which it goes,
// rising. kInvalidArgument for one behind the end, or none.
Result<std::vector<float>> with_audible_labels(std::span<const float> samples, audio::PcmFormat format,
                                               std::span<const uint64_t> places);

struct FindAudibleOptions {
  // Of a unit; the defaults are ours at +-10 % of speed. The standard names no length: a wider range finds rhythms of
  // others, and costs false alarms that nobody measured.
  double min_unit_seconds = 0.072, max_unit_seconds = 0.089;
};

enum class Audibility : uint32_t {
  kAudible = 1,
  kWrongTiming,  // a length is off by more than spec/label.md 8.4 allows
  kTooQuiet,     // against the programme
};

struct FoundAudible {
  bool found = false;
  double score = 0.0;        // correlation with the rhythm; of the best place where nothing is found
  double contrast_db = 0.0;  // tone over gaps, in its band
  double start_seconds = 0.0, end_seconds = 0.0, unit_seconds = 0.0, tone_hz = 0.0;
  double worst_timing_units = 0.0;                // of the seven lengths, the largest deviation
  double label_lufs = 0.0, programme_lufs = 0.0;  // of the rhythm, and of all else
  AudiblePlace place = AudiblePlace::kStart;
  Audibility audibility = Audibility::kAudible;
};

// The best place. Time goes with the length of the sound and its channels; memory does not. Errors as check_sound(),
// and kInvalidArgument for units outside 20 to 500 ms; sound that is shorter than the rhythm holds none. A sound that comes in
// pieces is passed a second time where something was found.
Result<FoundAudible> find_audible_label(std::span<const float> samples, audio::PcmFormat format,
                                        const FindAudibleOptions& options = {});
Result<FoundAudible> find_audible_label(const audio::SoundPass& pass, audio::PcmFormat format, const FindAudibleOptions& options = {});

}  // namespace imprint::label
