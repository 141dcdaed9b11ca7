// What a judge is: a pure function of a rule and of what was gathered. It opens no file and calls no subject.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/exhibit.h"
#include "model/report.h"
#include "model/told.h"

namespace imprint_conform {

// Everything that the judges of one run look at.
struct Evidence {
  std::vector<Exhibit> exhibits;                // sorted by id
  std::string kind;                             // of the subject: "command", "stream", "folder"
  std::set<std::string> roles, media, formats;  // claimed
  bool watermark = false;                       // claims one
  std::set<std::string> verbs;                  // that the subject has a command for
  std::set<std::string> programs;               // readers that are here: "visible", "exiftool"
  std::vector<Claim> claims;                    // tested
  std::vector<Ladder> ladders;
  Quality quality;
};

Told passed(std::string measured = {}, std::string needed = {});
Told failed(std::string measured, std::string needed);
Told to_review(Reason reason, std::string measured, std::string needed);
Told not_judged(Reason reason);
// A reader could not read the file: a person looks at it; the reader did not run: left out.
Told unread(const Exhibit& exhibit, const std::string& reader);
Told broken(const Exhibit& exhibit);  // the call ended by a limit or a signal

using FileJudge = std::function<Told(const Rule&, const Exhibit&)>;
// By another rule's id; composites stand on these.
using Results = std::map<std::string, RuleResult>;
using Judge = std::function<RuleResult(const Rule&, const Evidence&, const Results&)>;

// `judge` over the exhibits of these acts that are of the rule's formats; the worst decides: fail, then error, review,
// not judged, pass. A call that broke is an error; a call that refused gives no file and is passed over, unless the act
// must give one.
RuleResult over_files(const Rule& rule, const Evidence& evidence, const std::set<std::string>& acts,
                      const FileJudge& judge);
RuleResult over(const Rule& rule, const std::vector<const Exhibit*>& exhibits, const FileJudge& judge);
std::vector<const Exhibit*> of_acts(const Evidence& evidence, const std::set<std::string>& acts);

// An answer without files.
RuleResult answer(const Rule& rule, Outcome outcome, Reason reason);
RuleResult answer(const Rule& rule, const Told& told);

// A failure of a rule whose wording is unconfirmed becomes what the rule says, and each result gets its sentence.
void finish(RuleResult& result);

// The judges by name (table in judge_table.cc).
const std::map<std::string, Judge>& judge_table();

// Every rule of the profile, in its order; waivers are noted, and change no outcome.
std::vector<RuleResult> judge_all(const std::vector<Rule>& rules, const Profile& profile,
                                  const std::vector<Waiver>& waivers, const Evidence& evidence);

}  // namespace imprint_conform
