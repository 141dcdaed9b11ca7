// The judges of 5.2 on a sight: each rule from both sides.
#include "visible/judge.h"

#include <doctest/doctest.h>

using namespace imprint_conform;

namespace {

FoundText label() {
  FoundText text;
  text.text = "AI生成";
  text.ink_height_px = 51;
  text.em_height_px = 57;
  text.ink_percent = 5.1;
  text.em_percent = 5.7;
  text.contrast = 7;
  text.place = "lower-right";
  text.at_edge = text.ai_element = text.generation_element = text.is_label = text.legible_after_handling = true;
  return text;
}

Sight with(const FoundText& text) {
  Sight sight;
  sight.width_px = sight.height_px = sight.shortest_side_px = 1000;
  (text.is_label ? sight.labels : sight.near_misses).push_back(text);
  return sight;
}

Outcome height(double ink, double em) {
  FoundText text = label();
  text.ink_percent = ink;
  text.em_percent = em;
  return judge_height(with(text), 5).outcome;
}

}  // namespace

TEST_CASE("judge: a good label passes everything") {
  const Sight sight = with(label());
  for (const Told& told :
       {judge_present(sight), judge_ai_element(sight), judge_generation_element(sight), judge_edge(sight),
        judge_legibility(sight), judge_contrast(sight, 4.5), judge_height(sight, 5)}) {
    CAPTURE(told.needed);
    CHECK(told.outcome == Outcome::kPass);
    CHECK(told.reason == Reason::kNone);
    CHECK_FALSE(told.measured.empty());
  }
}

TEST_CASE("judge: without a label everything fails, and says what was nearest") {
  Sight sight = with(label());
  sight.labels.clear();
  for (const Told& told :
       {judge_present(sight), judge_ai_element(sight), judge_generation_element(sight), judge_edge(sight),
        judge_legibility(sight), judge_contrast(sight, 4.5), judge_height(sight, 5)})
    CHECK(told.outcome == Outcome::kFail);
  sight.complete = false;
  CHECK(judge_present(sight).outcome == Outcome::kNeedsReview);
  CHECK(judge_present(sight).reason == Reason::kUnclear);
  FoundText denied = label();
  denied.text = "非AI生成";
  denied.is_label = false;
  denied.negated = true;
  CHECK(judge_ai_element(with(denied)).outcome == Outcome::kFail);
  CHECK(judge_ai_element(with(denied)).measured == "no label; the words \"非AI生成\" deny it");
}

TEST_CASE("judge: height by ink and by em") {
  CHECK(height(5.0, 5.6) == Outcome::kPass);
  CHECK(height(4.9, 5.4) == Outcome::kNeedsReview);
  CHECK(height(4.99, 5.0) == Outcome::kNeedsReview);
  CHECK(height(4.4, 4.99) == Outcome::kFail);
  CHECK(judge_height(with(label()), 5).measured == "ink 51 px (5.10 %), em about 57 px (5.70 %)");
  CHECK(judge_height(with(label()), 5).needed == "50.0 px (5.0 % of 1000 px)");
}

TEST_CASE("judge: each of the others alone") {
  FoundText text = label();
  text.ai_element = false;
  CHECK(judge_ai_element(with(text)).outcome == Outcome::kFail);
  CHECK(judge_generation_element(with(text)).outcome == Outcome::kPass);
  text = label();
  text.generation_element = false;
  text.text = "AI创作";
  CHECK(judge_generation_element(with(text)).outcome == Outcome::kFail);
  text.text = "AI生瓜";  // half of an element: a person looks
  CHECK(judge_generation_element(with(text)).outcome == Outcome::kNeedsReview);
  text.text = "AI创作";
  CHECK(judge_ai_element(with(text)).outcome == Outcome::kPass);
  text.english_generation_only = true;
  CHECK(judge_generation_element(with(text)).outcome == Outcome::kNeedsReview);
  CHECK(judge_generation_element(with(text)).reason == Reason::kUnconfirmed);
  text = label();
  text.at_edge = false;
  CHECK(judge_edge(with(text)).outcome == Outcome::kFail);
  text = label();
  text.legible_after_handling = false;
  CHECK(judge_legibility(with(text)).outcome == Outcome::kFail);
  text = label();
  text.contrast = 4.49;
  CHECK(judge_contrast(with(text), 4.5).outcome == Outcome::kFail);
  text.contrast = 4.5;
  CHECK(judge_contrast(with(text), 4.5).outcome == Outcome::kPass);
}
