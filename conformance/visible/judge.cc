// The judges of visible labels.
#include "visible/judge.h"

#include <cstdio>

namespace imprint_conform {
namespace {

std::string fixed(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

const FoundText* best(const Sight& sight) { return sight.labels.empty() ? nullptr : &sight.labels.front(); }

std::string quoted(const FoundText& text) { return "\"" + text.text + "\""; }

Told passed(std::string measured, std::string needed) {
  return {Outcome::kPass, Reason::kNone, std::move(measured), std::move(needed)};
}
Told failed(std::string measured, std::string needed) {
  return {Outcome::kFail, Reason::kNone, std::move(measured), std::move(needed)};
}
Told review(Reason reason, std::string measured, std::string needed) {
  return {Outcome::kNeedsReview, reason, std::move(measured), std::move(needed)};
}

// What every judge says of a picture without a label.
Told missing(const Sight& sight, std::string needed) {
  for (const FoundText& text : sight.near_misses)
    if (text.negated) return failed("no label; the words " + quoted(text) + " deny it", std::move(needed));
  if (!sight.near_misses.empty())
    return failed("no label; the nearest words are " + quoted(sight.near_misses.front()), std::move(needed));
  if (!sight.complete)
    return review(Reason::kUnclear, "no label in the lines that were read; more were left", std::move(needed));
  return failed("no label", std::move(needed));
}

// Small letters are misread one at a time: 生瓜 may well be 生成, and a person looks.
bool half_of_one(const std::string& text) {
  for (const char* half : {"生", "成", "合"}) {
    if (text.find(half) != std::string::npos) return true;
  }
  return false;
}

Told told(bool good, std::string measured, std::string needed) {
  return good ? passed(std::move(measured), std::move(needed)) : failed(std::move(measured), std::move(needed));
}

}  // namespace

Told judge_present(const Sight& sight) {
  const char* needed = "a label in words";
  const FoundText* label = best(sight);
  return label ? passed(quoted(*label), needed) : missing(sight, needed);
}

Told judge_ai_element(const Sight& sight) {
  const char* needed = "人工智能 or AI";
  const FoundText* label = best(sight);
  if (!label) return missing(sight, needed);
  return told(label->ai_element && !label->negated, quoted(*label), needed);
}

Told judge_generation_element(const Sight& sight) {
  const char* needed = "生成 or 合成";
  const FoundText* label = best(sight);
  if (!label) return missing(sight, needed);
  if (label->english_generation_only) return review(Reason::kUnconfirmed, quoted(*label), needed);
  if (!label->generation_element && half_of_one(label->text)) return review(Reason::kUnclear, quoted(*label), needed);
  return told(label->generation_element, quoted(*label), needed);
}

Told judge_edge(const Sight& sight) {
  const char* needed = "touches the outer fifth of a side";
  const FoundText* label = best(sight);
  if (!label) return missing(sight, needed);
  return told(label->at_edge, label->place + (label->at_edge ? "" : ", inside"), needed);
}

Told judge_legibility(const Sight& sight) {
  const char* needed = "read as delivered and at half size after JPEG 60";
  const FoundText* label = best(sight);
  if (!label) return missing(sight, needed);
  return told(label->legible_after_handling,
              label->legible_after_handling ? "read both times" : "read as delivered only", needed);
}

Told judge_contrast(const Sight& sight, double ratio) {
  const std::string needed = "at least " + fixed(ratio, 1) + ":1";
  const FoundText* label = best(sight);
  if (!label) return missing(sight, needed);
  return told(label->contrast >= ratio, fixed(label->contrast, 2) + ":1", needed);
}

Told judge_height(const Sight& sight, double percent) {
  const double least = percent / 100 * sight.shortest_side_px;
  const std::string needed =
      fixed(least, 1) + " px (" + fixed(percent, 1) + " % of " + std::to_string(sight.shortest_side_px) + " px)";
  const FoundText* label = best(sight);
  if (!label) return missing(sight, needed);
  const std::string measured = "ink " + fixed(label->ink_height_px, 0) + " px (" + fixed(label->ink_percent, 2) +
                               " %), em about " + fixed(label->em_height_px, 0) + " px (" +
                               fixed(label->em_percent, 2) + " %)";
  if (label->ink_percent >= percent) return passed(measured, needed);
  if (label->em_percent < percent) return failed(measured, needed);
  return review(Reason::kUnconfirmed, measured, needed);
}

}  // namespace imprint_conform
