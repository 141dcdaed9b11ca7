// Claims, false positives, quality, and where two readers disagree.
#include <cmath>

#include "report/html_parts.h"
#include "report/text.h"

namespace imprint_conform::html {
namespace {

std::string claims(const Report& report) {
  if (report.claims.empty()) {
    return "<p>" +
           both("The subject claims no recovery rate, so none was tested: the curves stand without a verdict.",
                "受测产品未声明恢复率，故未作检验，曲线仅供参考。") +
           "</p>\n";
  }
  Table table("claims", {"Claims of the subject, tested by an interval", "受测产品的声明及区间检验"},
              {{"Handling", "处理"},
               {"Claimed", "声明"},
               {"Recovered", "恢复"},
               {"One-sided 95 % bounds", "单侧 95% 界"},
               {"Result", "结果"},
               {"Further pictures needed", "尚需图片数"}});
  for (const Claim& claim : report.claims) {
    const std::string further = claim.further_pictures == 0
                                    ? "–"
                                    : both(std::to_string(claim.further_pictures) + ", if none fails",
                                           std::to_string(claim.further_pictures) + "（均不失败时）");
    table.row({foreign(claim.attack + " " + claim.parameter), "≥ " + share(claim.claimed), k_of_n(claim.k, claim.n),
               share(claim.low) + " – " + share(claim.high), badge_of_claim(claim.result), further});
  }
  return table.text();
}

std::string calibration(const FalsePositives& tried) {
  Table table("calibration", {"Are the p-values honest on unmarked pictures?", "未标识图片上 p 值是否可信"},
              {{"u", "u"}, {"p-values at or below u", "p 值不大于 u 的次数"}, {"Holds", "是否成立"}});
  for (const Calibration& row : tried.calibration) {
    table.row({small(row.u), k_of_n(row.at_most, row.n), badge(row.holds ? Outcome::kPass : Outcome::kFail)});
  }
  return table.empty() ? "" : table.text();
}

std::string false_positives(const FalsePositives& tried) {
  if (tried.n == 0) {
    return "<p>" + both("Not tried on unmarked pictures.", "未在未标识图片上测试。") + "</p>\n";
  }
  const std::string found = std::to_string(tried.found), n = std::to_string(tried.n), upper = small(tried.upper);
  return "<p>" +
         both(found + " found in " + n + " unmarked pictures. That shows, with 95 % confidence, a rate of at most " +
                  upper + " and nothing smaller.",
              n + " 张未标识图片中误报 " + found + " 次；95% 置信度下误报率不高于 " + upper + "，不能证明更低。") +
         "</p>\n" + calibration(tried);
}

std::string decibel(double value) {
  return std::isinf(value) ? both("no difference", "无差异") : decimal(value, 1, "decibels") + " dB";
}

std::string quality(const Quality& quality) {
  if (quality.n == 0) return "<p>" + both("Not measured.", "未测量。") + "</p>\n";
  Table table("quality", {"What marking changes in the pictures", "标识对画质的影响"},
              {{"Measure", "指标"}, {"Mean", "平均"}, {"Worst picture", "最差图片"}});
  table.row({"PSNR", decibel(quality.psnr_mean_db), decibel(quality.psnr_least_db)});
  table.row({"SSIM", decimal(quality.ssim_mean, 4, "SSIM"), decimal(quality.ssim_least, 4, "SSIM")});
  table.row({both("Largest change of a sample", "最大像素变化"), "–", std::to_string(quality.largest_change)});
  const std::string n = std::to_string(quality.n);
  return table.text() + "<p>" + both("Pictures measured: " + n, "测量图片 " + n + " 张") + "</p>\n";
}

std::string disagreements(const Report& report) {
  if (report.disagreements.empty()) {
    return "<p>" +
           both("None: the readers saw the same wherever more than one of them looked.",
                "无：凡有两个以上读取工具读取之处，结果一致。") +
           "</p>\n";
  }
  Table table("disagreements", {"Where two readers saw different things", "读取工具结果不一致之处"},
              {{"File", "文件"}, {"What", "内容"}, {"One reader", "读取工具甲"}, {"The other", "读取工具乙"}});
  for (const Disagreement& row : report.disagreements) {
    table.row({foreign(row.exhibit), foreign(row.what), foreign(row.reader_a), foreign(row.reader_b)});
  }
  return table.text();
}

}  // namespace

std::string numbers_part(const Report& report) {
  return section("claims", {"Claims on recovery", "恢复率声明"}, claims(report)) +
         section("false-positives", {"False positives", "误报"}, false_positives(report.false_positives)) +
         section("quality", {"Picture quality", "画质"}, quality(report.quality)) +
         section("disagreements", {"Disagreements between readers", "读取结果分歧"}, disagreements(report));
}

}  // namespace imprint_conform::html
