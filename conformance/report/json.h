// report.json (spec/conformance.md 7): the whole of a report and nothing that differs between two runs of the same
// thing. Keys sorted, numbers whole or decimal strings of fixed precision, LF, UTF-8. What is written here can be read
// here, and gives the same bytes when it is written again.
#pragma once

#include <string>
#include <string_view>

#include "model/report.h"

namespace imprint_conform {

inline constexpr int kReportSchema = 1;

// Digits after the point of each kind of number.
inline constexpr int kSharePlaces = 6;    // recovery, bounds, SSIM, bit accuracy
inline constexpr int kBoundPlaces = 12;   // bounds of false positives and u of calibrations
inline constexpr int kDecibelPlaces = 3;  // PSNR; "inf" where nothing differs

// ConformError where the report contradicts itself or a number is none.
std::string report_json(const Report& report);

// The report back, without its thumbnails. Strict: an unknown key, a word that is none, a number in another form, a
// verdict that does not follow from the rules, and any other byte that report_json() would not have written refuse it.
Report report_of(std::string_view json);

// The counts of one level under the words of the outcomes, with "human" and "waived".
nlohmann::json counts_json(const Counts& counts);
nlohmann::json both_json(const BothLanguages& both);

}  // namespace imprint_conform
