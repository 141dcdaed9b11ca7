// What may become of a rule, and the closed list of reasons for everything that is neither pass nor fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imprint_conform {

enum class Outcome { kPass, kFail, kNotApplicable, kNeedsReview, kNotJudged, kError };
inline constexpr Outcome kAllOutcomes[] = {Outcome::kPass,        Outcome::kFail,      Outcome::kNotApplicable,
                                           Outcome::kNeedsReview, Outcome::kNotJudged, Outcome::kError};

// "pass", "fail", "not_applicable", "needs_review", "not_judged", "error": the words of every file that the suite
// writes.
std::string_view word_of(Outcome outcome);
std::optional<Outcome> outcome_of(std::string_view word);  // empty for any other word

// Why a rule was not simply passed or failed. Who settles it follows from the reason.
enum class Reason {
  kNone,  // pass and fail
  // not_applicable
  kNotClaimed,     // the subject does not claim the medium, format or role
  kNoFileInScope,  // it claims it, and none of the judged files is of that kind
  kNoOriginals,    // files without their originals: quality and survival cannot be told
  // needs_review
  kUnconfirmed,      // the clause's own text is not confirmed, or its readings differ
  kReadersDisagree,  // two readers saw different things
  kHumanOnly,        // documents and products: a person reads them
  kUnclear,          // the judge saw something that it cannot settle
  // not_judged
  kNoJudge,         // no judge is built for it
  kProgramMissing,  // the judge needs a program that is not there
  kLeftOut,         // --quick or a filter left it out
  kMediumNotBuilt,  // waits for audio, video, text
  // error
  kSubjectBroke,  // killed, out of limits, or answered what nobody can read
  kJudgeBroke,
};
std::string_view word_of(Reason reason);  // "not_claimed", ...; "" of kNone
std::optional<Reason> reason_of(std::string_view word);
// Whether `reason` may stand beside `outcome`.
bool fits(Reason reason, Outcome outcome);

// One text in both languages of the reports.
struct BothLanguages {
  std::string en, zh;
};

// One sentence on `reason`, for people.
BothLanguages sentence_of(Reason reason);

}  // namespace imprint_conform
