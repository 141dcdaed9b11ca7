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
};

// `grey` is the picture that `line.box` is measured in. At most `most_reads` (>= 1) calls.
Reading read_candidate(const cv::Mat& grey, const Candidate& line, TextReader& reader, int most_reads);

// Whether the words are those of an AI mark without a word of generation (即梦AI): a short line, read surely
// or seen as such in two views.
bool bare_ai_mark(const Reading& reading);

}  // namespace imprint_conform
