// Nobody's label or mark is written over without a word (spec/decisions/0012-replacement-by-word.md; Measures Art. 10).
#pragma once

#include "pipeline/evidence.h"

namespace imprint::pipeline {

// What stands in a file, named for people: every label, and what may be one and cannot be read …
std::vector<std::string> labels_in(const aigc::ReadResult& found);
// … that is not of `producer`; without a producer all.
std::vector<std::string> labels_of_others(const aigc::ReadResult& found, const std::string& producer);

// The known keys and `key`, once.
std::vector<watermark::Key> with_key(std::vector<watermark::Key> known, const watermark::Key& key);
// Marks that carry another payload than `own`, named for people.
std::vector<std::string> names_of_others(const FoundMarks& marks, uint64_t own);
// Those of the whole picture under the known keys and `key`. No search: one in vain would cost every generator 0.4 s a picture (decision
// 0012).
Result<std::vector<std::string>> marks_of_others(image::View picture, std::vector<watermark::Key> known, const watermark::Key& key,
                                                 uint64_t own, const Limits& limits);

// What was replaced, for a record: UTF-8 without control characters, at most 4096 bytes.
std::string in_one_line(const Replacement& replacement);

// kAlreadyLabelled when anything stands there and nobody gave a word; else it is noted as replaced.
Status allow_replacing(std::vector<std::string> standing, Replacement& replacement);

}  // namespace imprint::pipeline
