// GB 45438-2025 5.2: what the finder saw of the explicit label of any program (visible/judge.h judges a sight; here are
// the files).
#include "judges/judges.h"
#include "visible/judge.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

// Files whose picture was looked at, in the reading "visible".
FileJudge on_sights(std::function<Told(const Sight&, const Rule&, const Exhibit&)> judge) {
  return [judge = std::move(judge)](const Rule& rule, const Exhibit& exhibit) {
    const json* reading = exhibit.reading("visible");
    if (!reading) return not_judged(Reason::kLeftOut);
    if (reading->contains("error"))
      return to_review(Reason::kUnclear, reading->value("error", ""), "a picture that can be read");
    Told told = judge(sight_of(*reading), rule, exhibit);
    const json labels = reading->value("labels", json::array());
    if (told.place.empty() && !labels.empty()) told.place = labels[0].value("place", "");
    return told;
  };
}

// How a label looks is a matter of labels that are there; that there is none fails the rules on presence.
FileJudge on_visible_labels(std::function<Told(const Sight&, const Rule&, const Exhibit&)> judge) {
  return on_sights([judge = std::move(judge)](const Sight& sight, const Rule& rule, const Exhibit& exhibit) {
    if (sight.labels.empty()) return Told{Outcome::kNotApplicable, Reason::kNoFileInScope};
    return judge(sight, rule, exhibit);
  });
}

// What words say is asked of the label, or without one of the words that came nearest: 算法生成 is a label that lacks
// an element.
FileJudge on_words(std::function<Told(const Sight&)> judge) {
  return on_sights([judge = std::move(judge)](const Sight& sight, const Rule&, const Exhibit&) {
    if (!sight.labels.empty()) return judge(sight);
    if (sight.near_misses.empty()) return Told{Outcome::kNotApplicable, Reason::kNoFileInScope};
    Sight nearest = sight;
    nearest.labels = {sight.near_misses.front()};
    return judge(nearest);
  });
}

RuleResult over_sights(const Rule& rule, const Evidence& evidence, const FileJudge& judge) {
  if (!evidence.programs.contains("visible")) return answer(rule, Outcome::kNotJudged, Reason::kProgramMissing);
  return over_files(rule, evidence, kLabelledFiles, judge);
}

bool seen_at_all(const Exhibit& exhibit) {
  const json* reading = exhibit.reading("visible");
  return reading && !reading->contains("error") && !sight_of(*reading).labels.empty();
}

bool is_cut_out(const Exhibit& exhibit) {
  const json* reading = exhibit.reading("visible");
  if (!reading || reading->contains("error")) return false;
  const Sight sight = sight_of(*reading);
  return sight.shortest_side_px < std::min(sight.width_px, sight.height_px);
}

Told height(const Sight& sight, const Rule& rule, const Exhibit&) {
  return judge_height(sight, rule.parameters.value("percent", 5.0));
}

Told legible(const Sight& sight, const Rule& rule, const Exhibit&) {
  const Told read = judge_legibility(sight);
  return read.outcome == Outcome::kPass ? judge_contrast(sight, rule.parameters.value("contrast", 4.5)) : read;
}

}  // namespace

// Words on generation that are no label, such as 算法生成, may be meant as one; a denial is none.
FileJudge visible_present() {
  return on_sights([](const Sight& sight, const Rule&, const Exhibit&) {
    const bool meant = sight.labels.empty() && !sight.near_misses.empty() && !sight.near_misses.front().negated;
    return meant ? to_review(Reason::kUnclear, sight.near_misses.front().text, "a label in words")
                 : judge_present(sight);
  });
}

RuleResult judge_visible_present(const Rule& rule, const Evidence& evidence, const Results&) {
  return over_sights(rule, evidence, visible_present());
}

// A denial is words all the same: what it says is another rule's matter.
RuleResult judge_visible_words(const Rule& rule, const Evidence& evidence, const Results&) {
  return over_sights(rule, evidence, on_sights([](const Sight& sight, const Rule&, const Exhibit&) {
                       if (sight.labels.empty() && !sight.near_misses.empty())
                         return passed(sight.near_misses.front().text);
                       return judge_present(sight);
                     }));
}

RuleResult judge_visible_ai(const Rule& rule, const Evidence& evidence, const Results&) {
  return over_sights(rule, evidence, on_words([](const Sight& sight) { return judge_ai_element(sight); }));
}

RuleResult judge_visible_generation(const Rule& rule, const Evidence& evidence, const Results&) {
  return over_sights(rule, evidence, on_words([](const Sight& sight) { return judge_generation_element(sight); }));
}

RuleResult judge_visible_edge(const Rule& rule, const Evidence& evidence, const Results&) {
  return over_sights(rule, evidence,
                     on_visible_labels([](const Sight& sight, const Rule&, const Exhibit&) { return judge_edge(sight); }));
}

RuleResult judge_visible_legible(const Rule& rule, const Evidence& evidence, const Results&) {
  return over_sights(rule, evidence, on_visible_labels(legible));
}

RuleResult judge_visible_height(const Rule& rule, const Evidence& evidence, const Results&) {
  const FileJudge judge = on_visible_labels(height);
  return over_sights(rule, evidence, [&judge](const Rule& r, const Exhibit& exhibit) {
    return is_cut_out(exhibit) ? Told{Outcome::kNotApplicable, Reason::kNoFileInScope} : judge(r, exhibit);
  });
}

RuleResult judge_visible_nonrectangular(const Rule& rule, const Evidence& evidence, const Results&) {
  const FileJudge judge = on_visible_labels(height);
  return over_sights(rule, evidence, [&judge](const Rule& r, const Exhibit& exhibit) {
    return is_cut_out(exhibit) ? judge(r, exhibit) : Told{Outcome::kNotApplicable, Reason::kNoFileInScope};
  });
}

// After each pipeline of the mill that the rule names: {"pipeline": was it read}.
RuleResult judge_visible_survives(const Rule& rule, const Evidence& evidence, const Results&) {
  return over_sights(rule, evidence, [](const Rule&, const Exhibit& exhibit) {
    const json* reading = exhibit.reading("visible_handled");
    if (!reading || reading->empty() || !seen_at_all(exhibit))
      return Told{Outcome::kNotApplicable, Reason::kNoFileInScope};
    if (reading->contains("error"))
      return to_review(Reason::kUnclear, reading->value("error", ""), "a picture that can be read");
    for (const auto& [pipeline, read] : reading->items()) {
      if (!read.get<bool>()) return failed(pipeline, "read after each");
    }
    return passed(std::to_string(reading->size()) + " pipelines");
  });
}

}  // namespace imprint_conform
