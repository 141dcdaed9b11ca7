// The visible label of any program: which words stand in a picture, how high, where, how well to be seen.
#pragma once

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "visible/reader.h"

namespace imprint_conform {

struct Box {
  int x = 0, y = 0, width = 0, height = 0;  // px of the picture
};

struct FoundText {
  std::string text;             // as read
  Box box;                      // around its ink
  double ink_height_px = 0;     // from the top of the highest letter to the foot of the lowest; descenders do not count
  double letter_height_px = 0;  // of the lowest letter of the line
  double em_height_px = 0;      // the font size that such letters have in common fonts: an estimate
  double ink_percent = 0, em_percent = 0;  // of Sight::shortest_side_px
  double contrast = 1;                     // WCAG 2.2 ratio of the ink to what is around it, 1..21
  std::string
      place;  // "upper-left", "top", "upper-right", "left", "middle", "right", "lower-left", "bottom", "lower-right"
  bool at_edge = false;   // touches the outer fifth of a side
  double confidence = 0;  // of the reader, 0..1
  bool ai_element = false, generation_element = false;
  bool english_generation_only = false;  // says it in English or another language that is not Chinese
  bool negated = false;
  bool is_label = false;                // an AI label of some kind, complete or not
  bool legible_after_handling = false;  // still read at half size after JPEG of quality 60
};

struct Sight {
  int width_px = 0, height_px = 0;
  int shortest_side_px = 0;            // of the smallest upright rectangle around what is not transparent
  std::vector<FoundText> labels;       // best first
  std::vector<FoundText> near_misses;  // words on generation that are no label, and labels denied
  bool complete = true;                // false: the bounds below ended the search before every candidate was read
};

struct LookOptions {
  size_t max_candidates = 1000;  // kept of what is proposed: a page of text has hundreds
  size_t max_reads = 120;       // calls of the reader, a picture
  bool everything = false;      // goes on after a sure label at the edge
};

// `picture` is CV_8UC3 (RGB) or CV_8UC4 (RGBA), upright, sides of 16 px and more. Throws ConformError on anything else.
Sight look(const cv::Mat& picture, TextReader& reader, const LookOptions& options = {});

// Deterministic: keys sorted, lengths and ratios as decimal strings of fixed precision.
nlohmann::json to_json(const Sight& sight);
nlohmann::json to_json(const FoundText& text);
// What to_json() wrote; throws ConformError when it is something else.
Sight sight_of(const nlohmann::json& record);

}  // namespace imprint_conform
