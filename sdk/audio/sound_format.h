// The numbers of spec/audio-mark-format.md, format version 1. Each constant cites its clause there.
#pragma once

#include <cstdint>

#include "payload/frame.h"

namespace imprint::audio {

using namespace payload;  // what marks share: key, frame, code, signs, attempts

inline constexpr double kPeriodSeconds = 3;  // §3: period of the pattern in time …
inline constexpr int kPeriodOctaves = 5;     // … and in log-frequency
inline constexpr double kReferenceHz = 250;  // §3: log-frequency 0
inline constexpr int kTimeLineMin = 9;       // §4: cycles per period in time: 3 to 15 Hz
inline constexpr int kTimeLineMax = 45;
inline constexpr int kPitchLineMin = 1;         // §4: cycles per period in log-frequency, of either sign
inline constexpr int kPitchLineMax = 30;        // 6 cycles per octave
inline constexpr int kSoundPilotCount = 256;    // §4.2
inline constexpr double kSoundPilotGain = 1.5;  // §4.3: amplitude of a pilot over a payload carrier

}  // namespace imprint::audio
