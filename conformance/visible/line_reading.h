// Reading one candidate: views of it as a reader of pages likes them, until one says something.
#pragma once

#include <opencv2/core.hpp>

#include "visible/candidates.h"
#include "visible/reader.h"
#include "visible/words.h"

namespace imprint_conform {

struct Reading {
  ReadLine line;
  Words words;
  int reads = 0;     // calls of the reader that it took
  int ai_reads = 0;  // of them, those that saw AI or 人工智能
  int denials = 0;   // of them, those that saw a label denied
  ReadLine denial;   // the surest of these
};

// `grey` is the picture that `line.box` is measured in. At most `most_reads` (>= 1) calls.
Reading read_candidate(const cv::Mat& grey, const Candidate& line, TextReader& reader, int most_reads);

// The surest denial in `line` and what stands beside it (非 before AI生成, "not" before "AI-generated"), where a label was
// read in it: a gap or another height keeps such a word out of the line's box. No denial: `words.negated` is false.
Reading read_denial(const cv::Mat& grey, const Candidate& line, TextReader& reader);

// Whether the words are those of an AI mark without a word of generation (即梦AI): a short line, read surely
// or seen as such in two views.
bool bare_ai_mark(const Reading& reading);

}  // namespace imprint_conform
