// The judges, a file for each concern; judge_table.cc gives them their names.
#pragma once

#include "judges/judge.h"

namespace imprint_conform {

// What marking acts give: files that are judged by themselves.
inline const std::set<std::string> kLabelledFiles{"given", "mark"};

// visible_judges.cc: 5.2, by the finder's reading "visible"
FileJudge visible_present();
RuleResult judge_visible_present(const Rule& rule, const Evidence& evidence, const Results& results);
RuleResult judge_visible_words(const Rule& rule, const Evidence& evidence, const Results& results);
RuleResult judge_visible_ai(const Rule& rule, const Evidence& evidence, const Results& results);
RuleResult judge_visible_generation(const Rule& rule, const Evidence& evidence, const Results& results);
RuleResult judge_visible_edge(const Rule& rule, const Evidence& evidence, const Results& results);
RuleResult judge_visible_legible(const Rule& rule, const Evidence& evidence, const Results& results);
RuleResult judge_visible_height(const Rule& rule, const Evidence& evidence, const Results& results);
RuleResult judge_visible_nonrectangular(const Rule& rule, const Evidence& evidence, const Results& results);
RuleResult judge_visible_survives(const Rule& rule, const Evidence& evidence, const Results& results);

// sound_judges.cc: 5.3, by the reading "audible" of our finder of the rhythm
void add_sound_judges(std::map<std::string, Judge>& table);
// aigc_judges.cc: 6.1 and Annex E, by the reading "lint"
void add_aigc_judges(std::map<std::string, Judge>& table);
// platform_judges.cc: Art. 6, 9 and 10
void add_platform_judges(std::map<std::string, Judge>& table);
// quality_judges.cc: layers, survival, what a file keeps, refusals
void add_quality_judges(std::map<std::string, Judge>& table);

}  // namespace imprint_conform
