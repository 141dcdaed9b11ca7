// The numbers of spec/watermark-format.md, format version 1. Each constant cites its clause there.
#pragma once

#include <cstdint>

#include "payload/frame.h"

namespace imprint::watermark {

using namespace payload;  // what marks share: key, frame, code, signs, agreement

inline constexpr int kPeriod = 128;                 // §3: period of the pattern in canonical pixels
inline constexpr int kCanonicalSide = 512;          // §3: the shortest side in canonical pixels
inline constexpr int kRadiusMin = 5;                // §4: carriers lie between these radii, cycles per period
inline constexpr int kRadiusMax = 30;
inline constexpr int kPilotRadiusMin = 9;           // §4.2
inline constexpr int kPilotRadiusMax = 26;
inline constexpr int kPilotCount = 40;
inline constexpr double kPilotGain = 2.0;           // §4.3: amplitude of a pilot over a payload carrier of the same radius

}  // namespace imprint::watermark
