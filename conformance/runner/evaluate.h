// From the ledger's records to the report: nothing but the records, the rules and what the run was told goes in.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "judges/judge.h"
#include "model/report.h"

namespace imprint_conform {

using Records = std::map<std::string, nlohmann::json>;  // by job

// What acts left: {"exhibits": [...]}.
std::vector<Exhibit> exhibits_of(const Records& records);

// Steps of the mill: {"ladder", "picture", "cells": [{"parameter", "detected", "right", "bits"}]}, summed over pictures
// in the order of the mill's own list.
std::vector<Ladder> ladders_of(const Records& records);

// Unmarked pictures: {"clean": [{"detected", "p_value"}]}.
FalsePositives false_positives_of(const Records& records);

Quality quality_of(const std::vector<Exhibit>& exhibits);

// Where our linter and ExifTool saw different labels.
std::vector<Disagreement> disagreements_of(const std::vector<Exhibit>& exhibits);

struct ClaimedRobustness {
  std::string attack, parameter;
  double recovery = 0;
};
std::vector<Claim> claims_of(const std::vector<ClaimedRobustness>& claimed, const std::vector<Ladder>& ladders);

// ran, failed_to_run, and the skips that records tell of.
Declined declined_of(const Records& records);
std::map<std::string, uint64_t> counts_of(const Records& records);

}  // namespace imprint_conform
