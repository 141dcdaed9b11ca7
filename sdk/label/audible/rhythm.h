// The rhythm of GB 45438-2025 5.3, short-long short-short, as Morse has it (spec/label.md 8.1).
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace imprint::label {

// Lengths in units: tone, gap, tone, … Gaps within a letter are 1, between the letters 3.
inline constexpr std::array<uint32_t, 7> kRhythm = {1, 1, 3, 3, 1, 1, 1};
inline constexpr uint32_t kRhythmUnits = 11;

inline constexpr double kUnitSeconds = 0.080;
inline constexpr double kToneHz = 880.0, kOctaveDb = -12.0;
inline constexpr double kEdgeSeconds = 0.005;
inline constexpr double kSilenceSeconds = 0.200;  // between the label and what stands next to it

inline constexpr double kMinLabelLufs = -23.0, kMaxLabelLufs = -14.0, kMaxTruePeakDb = -1.0;
inline constexpr double kMaxSofterLu = 6.0;  // than a programme louder than that

// 8.2: what a label is brought to beside a programme. One of silence has -infinity, one that was never measured may have no number at all.
inline double wanted_lufs(double programme_lufs) {
  if (std::isnan(programme_lufs)) return kMinLabelLufs;
  return std::clamp(programme_lufs, kMinLabelLufs, std::max(kMaxLabelLufs, programme_lufs - kMaxSofterLu));
}

// 8.4: below it a label is too quiet.
inline constexpr double kMaxBelowProgrammeLu = 8.0, kMinHeardLufs = -50.0;
inline double least_heard_lufs(double programme_lufs) { return std::max(programme_lufs - kMaxBelowProgrammeLu, kMinHeardLufs); }

}  // namespace imprint::label
