#include "runner/evaluate.h"

#include <algorithm>
#include <set>

#include "mill/mill.h"
#include "statistics/claims.h"
#include "statistics/ladder.h"
#include "statistics/proportion.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

struct Sum {
  uint64_t k = 0, n = 0, with_payload = 0;
  double bits = 0;
};

std::map<std::pair<std::string, std::string>, Sum> sums_of(const Records& records) {
  std::map<std::pair<std::string, std::string>, Sum> sums;
  for (const auto& [job, record] : records) {
    for (const json& cell : record.value("cells", json::array())) {
      Sum& sum = sums[{record.at("ladder"), cell.at("parameter")}];
      ++sum.n;
      sum.k += cell.value("right", false);
      if (!cell.contains("bits")) continue;
      ++sum.with_payload;
      sum.bits += cell["bits"].get<double>();
    }
  }
  return sums;
}

}  // namespace

std::vector<Exhibit> exhibits_of(const Records& records) {
  std::vector<Exhibit> exhibits;
  for (const auto& [job, record] : records) {
    for (const json& one : record.value("exhibits", json::array())) exhibits.push_back(exhibit_of(one));
  }
  std::sort(exhibits.begin(), exhibits.end(), [](const Exhibit& a, const Exhibit& b) { return a.id < b.id; });
  return exhibits;
}

std::vector<Ladder> ladders_of(const Records& records) {
  const auto sums = sums_of(records);
  std::vector<Ladder> ladders;
  for (const MillLadder& info : all_ladders()) {
    Ladder ladder;
    ladder.name = info.name;
    ladder.title = info.title;
    for (const MillStep& step : info.steps) {
      const auto sum = sums.find({info.name, step.parameter});
      if (sum == sums.end()) continue;
      const Sum& s = sum->second;
      ladder.steps.push_back(
          {step.parameter, s.k, s.n, 0, 1, s.with_payload ? s.bits / static_cast<double>(s.with_payload) : 0});
    }
    if (ladder.steps.empty()) continue;
    ladder.ordered = info.ordered;
    conclude(ladder);
    ladders.push_back(std::move(ladder));
  }
  return ladders;
}

FalsePositives false_positives_of(const Records& records) {
  FalsePositives result;
  std::vector<double> p_values;
  for (const auto& [job, record] : records) {
    for (const json& cell : record.value("clean", json::array())) {
      ++result.n;
      result.found += cell.value("detected", false);
      if (cell.contains("p_value")) p_values.push_back(cell["p_value"].get<double>());
    }
  }
  if (result.n == 0) return result;
  result.upper = upper_bound(result.found, result.n);
  result.calibration = calibration_of(p_values);
  return result;
}

Quality quality_of(const std::vector<Exhibit>& exhibits) {
  Quality quality;
  double psnr_sum = 0, ssim_sum = 0;
  for (const Exhibit& exhibit : exhibits) {
    const json* reading = exhibit.act == "mark" ? exhibit.reading("quality") : nullptr;
    if (!reading || !reading->contains("psnr_db")) continue;
    const double psnr = std::stod(reading->at("psnr_db").get<std::string>()),
                 ssim = std::stod(reading->at("ssim").get<std::string>());
    quality.psnr_least_db = quality.n ? std::min(quality.psnr_least_db, psnr) : psnr;
    quality.ssim_least = quality.n ? std::min(quality.ssim_least, ssim) : ssim;
    psnr_sum += psnr;
    ssim_sum += ssim;
    ++quality.n;
    quality.largest_change = std::max(quality.largest_change, reading->at("largest_change").get<uint64_t>());
  }
  if (quality.n == 0) return quality;
  quality.psnr_mean_db = psnr_sum / static_cast<double>(quality.n);
  quality.ssim_mean = ssim_sum / static_cast<double>(quality.n);
  return quality;
}

std::vector<Disagreement> disagreements_of(const std::vector<Exhibit>& exhibits) {
  std::vector<Disagreement> found;
  for (const Exhibit& exhibit : exhibits) {
    const json* ours = exhibit.reading("lint");
    const json* theirs = exhibit.reading("exiftool");
    if (!ours || !theirs || ours->contains("error") || !theirs->value("reads_format", false)) continue;
    const size_t a = ours->value("labels", json::array()).size(), b = theirs->value("aigc", json::array()).size();
    if ((a == 0) != (b == 0))
      found.push_back(
          {exhibit.id, "metadata labels", "imprint: " + std::to_string(a), "exiftool: " + std::to_string(b)});
  }
  return found;
}

std::vector<Claim> claims_of(const std::vector<ClaimedRobustness>& claimed, const std::vector<Ladder>& ladders) {
  std::vector<Claim> claims;
  for (const ClaimedRobustness& one : claimed) {
    Claim claim{one.attack, one.parameter, one.recovery, 0, 0, 0, 1, "not_judged", 0};
    for (const Ladder& ladder : ladders) {
      for (const Step& step : ladder.steps) {
        if (ladder.name != one.attack || step.parameter != one.parameter || step.n == 0) continue;
        claim.k = step.k;
        claim.n = step.n;
        judge(claim);
      }
    }
    claims.push_back(std::move(claim));
  }
  return claims;
}

Declined declined_of(const Records& records) {
  std::map<std::string, std::string> said;  // by picture: each of its ladders was declined alike
  std::set<std::string> asked;
  for (const auto& [job, record] : records) {
    if (!record.contains("cells")) continue;
    const std::string picture = record.value("picture", "");
    asked.insert(picture);
    if (record.contains("declined")) said.emplace(picture, record.value("declined", ""));
  }
  return {said.size(), asked.size(), said.empty() ? "" : said.begin()->second};
}

std::map<std::string, uint64_t> counts_of(const Records& records) {
  std::map<std::string, uint64_t> counts{
      {"ran", 0}, {"failed_to_run", 0}, {"skipped_by_suite", 0}, {"skipped_by_subject", 0}};
  for (const auto& [job, record] : records) {
    for (const auto& exhibit : record.value("exhibits", json::array())) {
      const std::string ended = exhibit.value("ended", "");
      ++counts[ended == "exited" || ended == "not_called" ? "ran" : "failed_to_run"];
    }
    for (const char* cells : {"cells", "clean"}) {
      for (const auto& cell : record.value(cells, json::array()))
        ++counts[cell.contains("ended") ? "failed_to_run" : "ran"];
    }
    counts["skipped_by_subject"] += record.value("skipped_by_subject", uint64_t{0});
    counts["skipped_by_suite"] += record.value("skipped_by_suite", uint64_t{0});
  }
  return counts;
}

}  // namespace imprint_conform
