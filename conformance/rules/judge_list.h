// The judges that a rule file may name: what each looks at, and the parameters that it takes. The table is the contract
// between rule files and judges/: a name outside it refuses the rule file, and a name inside it without a judge is
// "not_judged" in every report.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imprint_conform {

enum class ParameterType { kNumber, kText, kFlag, kTexts };

struct JudgeParameter {
  std::string_view name;
  ParameterType type;
};
struct JudgeEntry {
  std::string_view name;
  std::vector<JudgeParameter> parameters;  // all needed, no others known
  // What it judges, so that one fault fails one rule: `n/a` means not_applicable with no_file_in_scope.
  std::string_view says;
  // What it can come to by itself; otherwise a person settles it.
  bool passes = true, fails = true;
};

std::span<const JudgeEntry> judge_list();
const JudgeEntry* find_judge(std::string_view name);  // null: unknown
std::set<std::string> judge_names();

// Those that stand for the absence of a judge.
inline constexpr std::string_view kHumanJudge = "human";
inline constexpr std::string_view kMediumNotBuilt = "medium.not_built";
inline constexpr std::string_view kUnknownText = "unknown_text";
inline constexpr std::string_view kComposite = "composite";

}  // namespace imprint_conform
