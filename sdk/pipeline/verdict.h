// The verdict by the table of Art. 6 of the Measures (spec/verdict.md). Pure: evidence in, verdict out.
#pragma once

#include "pipeline/evidence.h"

namespace imprint::pipeline {

// Of several labels the one that decides: that of the strongest state, generated before possible before suspected, and
// of equal ones the first. Null where there is none.
const aigc::Found* deciding_label(const aigc::ReadResult& found);
// Two labels of the file lead to different states, or name different producers or contents.
bool labels_contradict(const aigc::ReadResult& found);

// How `payload` is the mark of what the caller knows of the picture: the id of the key of its mark_id, empty for version 1; none when it
// is not.
std::optional<std::string> known_by(const KnownContent& known, uint64_t payload);
bool is_known(const KnownContent& known, uint64_t payload);
// The watermark is that mark.
bool matches_known(const Evidence& evidence);
Verdict judge(const Evidence& evidence);

}  // namespace imprint::pipeline
