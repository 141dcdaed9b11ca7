// Puts the page together.
#include "report/html.h"

#include <openssl/evp.h>

#include <array>

#include "model/error.h"
#include "report/dsse.h"
#include "report/html_parts.h"
#include "report/run.h"
#include "report/tables.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

// "sha256-<base64>" of what stands between the tags: the policy lets these bytes through and no others.
std::string policy_hash(std::string_view text) {
  std::array<unsigned char, 32> digest{};
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    throw ConformError("SHA-256 is not available in this OpenSSL");
  }
  return "'sha256-" + base64({reinterpret_cast<const char*>(digest.data()), digest.size()}) + "'";
}

std::string head(const Report& report) {
  const std::string policy = "default-src 'none'; img-src data:; style-src " + policy_hash(html::kStyle) +
                             "; script-src " + policy_hash(html::kScript) + "; base-uri 'none'; form-action 'none'";
  const std::string en = "Conformance report: " + report.profile.title.en;
  const std::string zh = "合规性评测报告：" + report.profile.title.zh;
  return "<!DOCTYPE html>\n<html lang=\"en\" data-title-en=\"" + escaped(en) + "\" data-title-zh=\"" + escaped(zh) +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" +
         escaped(policy) + "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
         "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" + escaped(en + " · " + zh) + "</title>\n<style>" +
         std::string(html::kStyle) + "</style>\n</head>\n";
}

std::string banner(const Report& report) {
  return "<a class=\"skip\" href=\"#verdict\">" + html::both("Skip to the verdict", "跳至结论") +
         "</a>\n<header><div class=\"inside\"><div><p class=\"kind\">" +
         html::both("Conformance report", "合规性评测报告") + "</p><h1>" + html::both(report.profile.title) +
         "</h1></div><div class=\"languages\" role=\"group\" aria-label=\"Language 语言\" hidden>"
         "<button type=\"button\" data-language=\"zh\" lang=\"zh-CN\">中文</button>"
         "<button type=\"button\" data-language=\"en\" lang=\"en\">English</button></div></div></header>\n";
}

std::string contents(bool compared) {
  struct Entry {
    const char *id, *en, *zh;
  };
  std::vector<Entry> entries{{"verdict", "Verdict", "结论"}, {"counts", "Counts", "统计"}};
  if (compared) entries.push_back({"comparison", "Side by side", "对比"});
  for (const Entry& entry : {Entry{"rules", "Rules", "逐条结果"}, Entry{"robustness", "Robustness", "鲁棒性"},
                             Entry{"claims", "Claims", "恢复率声明"},
                             Entry{"false-positives", "False positives", "误报"}, Entry{"quality", "Quality", "画质"},
                             Entry{"disagreements", "Disagreements", "读取分歧"}, Entry{"sources", "Sources", "依据"},
                             Entry{"reproduce", "Making it again", "复现"}, Entry{"check", "Signature", "核验签名"}}) {
    entries.push_back(entry);
  }
  std::string list;
  for (const Entry& entry : entries) {
    list += "<li><a href=\"#" + std::string(entry.id) + "\">" + html::both(entry.en, entry.zh) + "</a></li>";
  }
  return "<nav aria-label=\"Contents 目录\"><ul class=\"inside\">" + list + "</ul></nav>\n";
}

std::string page(const Report& report, const Comparison* comparison, size_t left_out) {
  std::string text = head(report) + "<body>\n" + std::string(html::kSigns) + banner(report) +
                     contents(comparison != nullptr) + "<main class=\"inside\">\n" + html::verdict_part(report);
  if (comparison != nullptr) text += html::comparison_part(report, *comparison);
  text += html::rules_part(report);
  if (left_out != 0) {
    const std::string n = std::to_string(left_out);
    text += "<p>" +
            html::both("Pictures left out of this page for its size: " + n, "因篇幅未收入本页的图片：" + n + " 张") +
            "</p>\n";
  }
  return text + html::robustness_part(report, comparison) + html::numbers_part(report) + html::sources_part(report) +
         "</main>\n<footer><div class=\"inside\"><p>" +
         html::both("Made from report.json alone; where the two differ, report.json counts.",
                    "本页仅由 report.json 生成；如有出入，以 report.json 为准。") +
         "</p></div></footer>\n<script>" + std::string(html::kScript) + "</script>\n</body>\n</html>\n";
}

}  // namespace

std::string html_of(const Report& report, const Comparison* comparison) {
  std::string text = page(report, comparison, 0);
  if (text.size() <= kPageBytes) return text;
  // The pictures go one at a time from the last rule's on, as long as the page is too large.
  Report smaller = report;
  size_t left_out = 0;
  while (text.size() > kPageBytes && !smaller.thumbnails.empty()) {
    const size_t over = text.size() - kPageBytes;
    size_t saved = 0;
    for (auto rule = smaller.rules.rbegin(); rule != smaller.rules.rend() && saved <= over; ++rule) {
      for (const Finding& finding : rule->findings) {
        const auto picture = smaller.thumbnails.find(finding.exhibit);
        if (picture == smaller.thumbnails.end()) continue;
        saved += picture->second.size();
        smaller.thumbnails.erase(picture);
        ++left_out;
      }
    }
    if (saved == 0) smaller.thumbnails.clear();
    text = page(smaller, comparison, left_out);
  }
  if (text.size() > kPageBytes) {
    throw ConformError("the page would have " + std::to_string(text.size()) + " bytes, more than " +
                       std::to_string(kPageBytes));
  }
  return text;
}

}  // namespace imprint_conform
