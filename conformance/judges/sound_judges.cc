// GB 45438-2025 5.3: what was heard of the explicit label of sound (spec/label.md 8). A rhythm is judged; words that are
// spoken are not understood here, so without a rhythm a person listens, and nothing passes or fails by its absence.
#include <array>
#include <cstdio>

#include "judges/judges.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

std::string in_digits(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

// Sound that was listened to, in the reading "audible": the verifier's layer `visible` (spec/schema/report.schema.json).
FileJudge on_heard(std::function<Told(const json&)> judge) {
  return [judge = std::move(judge)](const Rule&, const Exhibit& exhibit) {
    const json* heard = exhibit.reading("audible");
    if (!heard) return not_judged(Reason::kLeftOut);
    const std::string state = heard->value("state", "not_checked");
    if (heard->contains("error") || state == "not_checked")
      return to_review(Reason::kUnclear, heard->value("error", heard->value("note", "not listened to")),
                       "sound that can be decoded");
    Told told = judge(*heard);
    if (told.place.empty() && heard->contains("span_s"))
      told.place = in_digits(heard->at("span_s")[0], 2) + " s to " + in_digits(heard->at("span_s")[1], 2) + " s";
    return told;
  };
}

bool has_rhythm(const json& heard) { return heard.value("state", "") != "absent"; }
bool is_right(const json& heard) { return heard.value("state", "") == "present"; }

// "unit 80 ms, -23.1 LUFS beside -24.1 LUFS"; silence has no loudness.
std::string figures_of(const json& heard) {
  const auto loudness = [&](const char* name) {
    const json value = heard.value(name, json());
    return value.is_number() ? in_digits(value.get<double>(), 1) + " LUFS" : "silence";
  };
  return "unit " + in_digits(1000 * heard.value("unit_s", 0.0), 0) + " ms, " + loudness("label_lufs") + " beside " +
         loudness("programme_lufs");
}

Told no_rhythm(const char* needed) { return to_review(Reason::kUnclear, "no rhythm", needed); }

// Art. 4 (2) leaves other ways open, a voice and a notice in the interface, so this never fails.
Told label_heard(const json& heard) {
  if (!has_rhythm(heard)) return no_rhythm("a rhythm, a voice, or a notice in the interface");
  if (is_right(heard)) return passed(heard.value("text", "a rhythm"));
  return to_review(Reason::kUnclear, heard.value("note", "a rhythm that is not right"),
                   "a rhythm that is heard, a voice, or a notice in the interface");
}

Told rhythm_right(const json& heard) {
  if (!has_rhythm(heard)) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  if (is_right(heard)) return passed(figures_of(heard), "short-long short-short, heard beside the programme");
  return failed(heard.value("note", "not right") + "; " + figures_of(heard),
                "short-long short-short, heard beside the programme");
}

// Start, end and middle are all of the clause's places: where a rhythm stands cannot be wrong.
Told place_heard(const json& heard) {
  return has_rhythm(heard) ? passed(heard.value("place", "middle")) : no_rhythm("a label at the start, the end or in the middle");
}

Told voice_left(const json& heard) {
  if (has_rhythm(heard)) return {Outcome::kNotApplicable, Reason::kNoFileInScope};
  return no_rhythm("a voice that a person listens to");
}

Judge of_sounds(FileJudge judge) {
  return [judge = std::move(judge)](const Rule& rule, const Evidence& evidence, const Results&) {
    return over_files(rule, evidence, kLabelledFiles, judge);
  };
}

// The explicit label of whatever a file holds.
RuleResult explicit_present(const Rule& rule, const Evidence& evidence, const Results&) {
  const bool sees = evidence.programs.contains("visible");
  return over_files(rule, evidence, kLabelledFiles,
                    [sees, seen = visible_present(), heard = on_heard(label_heard)](const Rule& r, const Exhibit& exhibit) {
                      if (exhibit.medium == "audio") return heard(r, exhibit);
                      return sees ? seen(r, exhibit) : not_judged(Reason::kProgramMissing);
                    });
}

}  // namespace

void add_sound_judges(std::map<std::string, Judge>& table) {
  table["explicit.present"] = explicit_present;
  table["audible.present"] = of_sounds(on_heard(label_heard));
  table["audible.rhythm"] = of_sounds(on_heard(rhythm_right));
  table["audible.place"] = of_sounds(on_heard(place_heard));
  table["audible.spoken"] = of_sounds(on_heard(voice_left));
}

}  // namespace imprint_conform
