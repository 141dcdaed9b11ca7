#include "runner/paired.h"

#include <algorithm>
#include <tuple>

#include "mill/mill.h"
#include "statistics/comparison.h"

namespace imprint_conform {
namespace {

using nlohmann::json;
using Cell = std::tuple<std::string, std::string, std::string>;  // ladder, parameter, picture

std::map<Cell, bool> cells_of(const Records& records) {
  std::map<Cell, bool> cells;
  for (const auto& [job, record] : records) {
    const json list = record.value("cells", json::array());
    for (const json& cell : list) {
      cells[{record.at("ladder").get<std::string>(), cell.at("parameter").get<std::string>(),
             record.at("picture").get<std::string>()}] = cell.value("right", false);
    }
  }
  return cells;
}

void count(bool first, bool second, Paired& paired) {
  if (first && second) ++paired.both;
  if (first && !second) ++paired.only_first;
  if (!first && second) ++paired.only_second;
  if (!first && !second) ++paired.neither;
}

uint64_t pictures_in(const Paired& paired) {
  return paired.both + paired.only_first + paired.only_second + paired.neither;
}

}  // namespace

Comparison paired(const Records& first, const Records& second) {
  const std::map<Cell, bool> ours = cells_of(first), theirs = cells_of(second);
  std::map<std::pair<std::string, std::string>, Paired> steps;
  for (const auto& [cell, right] : ours) {
    const auto other = theirs.find(cell);
    if (other == theirs.end()) continue;
    const auto& [ladder, parameter, picture] = cell;
    Paired& step = steps[{ladder, parameter}];
    step.ladder = ladder;
    step.parameter = parameter;
    count(right, other->second, step);
  }
  Comparison comparison;
  std::vector<double> p_values;
  for (const MillLadder& ladder : all_ladders()) {  // in the order of the report
    for (const MillStep& step : ladder.steps) {
      const auto found = steps.find({ladder.name, step.parameter});
      if (found == steps.end()) continue;
      comparison.paired.push_back(found->second);
      p_values.push_back(mcnemar({found->second.only_first, found->second.only_second}));
    }
  }
  const std::vector<double> corrected = holm(p_values);
  uint64_t most = 0;
  for (size_t i = 0; i < comparison.paired.size(); ++i) {
    comparison.paired[i].p = corrected[i];
    most = std::max(most, pictures_in(comparison.paired[i]));
  }
  if (most != 0) comparison.smallest_difference = smallest_difference(most, comparison.paired.size()).value_or(0);
  return comparison;
}

}  // namespace imprint_conform
