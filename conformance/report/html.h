// The page: one file that opens without a network, in Chinese and English, rendered from report.json and the thumbnails
// of run.json alone. The language stands in the address (#zh, #en); without scripts both languages are shown. A content
// security policy lets the page's own script run and nothing else.
#pragma once

#include <string>

#include "model/report.h"
#include "report/compare.h"

namespace imprint_conform {

inline constexpr size_t kPageBytes = 2u << 20;

// `comparison`: null, or the second subject. ConformError where even without thumbnails the page would be larger than
// kPageBytes; thumbnails are left out before that, and the page says how many.
std::string html_of(const Report& report, const Comparison* comparison = nullptr);

}  // namespace imprint_conform
