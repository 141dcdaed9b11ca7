// What several writers say alike about a report.
#include "report/tables.h"

#include <algorithm>
#include <array>

namespace imprint_conform {

std::vector<DocumentRules> by_document(const Report& report) {
  std::vector<DocumentRules> documents;
  for (const RuleResult& result : report.rules) {
    auto found = std::find_if(documents.begin(), documents.end(),
                              [&](const DocumentRules& document) { return document.name == result.rule.document; });
    if (found == documents.end()) found = documents.insert(found, {result.rule.document, {}});
    found->rules.push_back(&result);
  }
  return documents;
}

std::map<Outcome, uint64_t> outcomes_of(const Report& report) {
  std::map<Outcome, uint64_t> counts;
  for (const Outcome outcome : kAllOutcomes) counts[outcome] = 0;
  for (const RuleResult& result : report.rules) ++counts[result.outcome];
  return counts;
}

std::vector<Caution> cautions_of(const Report& report) {
  std::vector<Caution> cautions;
  const auto counts = outcomes_of(report);
  const std::string not_judged = std::to_string(counts.at(Outcome::kNotJudged));
  const std::string errors = std::to_string(counts.at(Outcome::kError));
  const auto add = [&](bool when, const char* id, const std::string& en, const std::string& zh) {
    if (when) cautions.push_back({id, {en, zh}});
  };
  add(not_judged != "0", "not_judged", "Not everything was judged: rules without a judgement: " + not_judged + ".",
      "并非所有规则均已判定：未判定规则 " + not_judged + " 条。");
  add(errors != "0", "errors", "Rules that ended in an error: " + errors + ". They count as not judged.",
      "因出错而未能判定的规则 " + errors + " 条，按未判定计。");
  const std::string declined = std::to_string(report.declined.embeddings), asked = std::to_string(report.declined.asked);
  add(report.declined.embeddings > 0, "declined",
      "The product declined to embed its watermark in " + declined + " of " + asked +
          " pictures, so no attack was run on them. Of the first it said: \"" + report.declined.says + "\"",
      "受测产品拒绝在 " + asked + " 张图片中的 " + declined + " 张嵌入水印，这些图片未做任何处理测试。首次拒绝时的说明：“" +
          report.declined.says + "”");
  add(report.quick, "quick", "A quick run: few pictures and few attacks. It confirms no claim of robustness.",
      "快速运行：图片和处理方式数量有限，不能用于确认鲁棒性声明。");
  const nlohmann::json media = report.scope.value("media", nlohmann::json::array());
  const bool sound = std::find(media.begin(), media.end(), "audio") != media.end();
  const std::string kind = report.subject.value("kind", "");
  add(sound && kind != "files" && kind != "folder", "sound_mill",
      "The mill has no attacks on sound: what the watermark and the labels in it survive was not judged.",
      "处理测试尚不包括音频：音频中的水印和标识经处理后能否保留，未作判定。");
  add(report.test_certificates, "test_certificates",
      "Test certificates were trusted. Signatures prove nothing about who made the files.",
      "本次运行信任了测试证书，签名不能证明文件的制作者身份。");
  add(report.suite.value("dirty", true), "dirty",
      "The suite was built from sources with uncommitted changes. Nobody else can build the same one.",
      "本套件由含未提交修改的源代码构建，他人无法重建相同版本。");
  return cautions;
}

BothLanguages long_message(const RuleResult& result) {
  BothLanguages text = result.message;
  if (result.outcome == Outcome::kFail && !result.waived_until.empty()) {
    return {text.en + " (waived until " + result.waived_until + "; it remains a failure)",
            text.zh + "（豁免至 " + result.waived_until + "，仍计为不合格）"};
  }
  if (result.reason == Reason::kNone) return text;
  const BothLanguages sentence = sentence_of(result.reason);
  const std::string word = std::string(word_of(result.outcome)) + " (" + std::string(word_of(result.reason)) + "): ";
  return {word + sentence.en + (text.en == sentence.en ? "" : " " + text.en),
          word + sentence.zh + (text.zh == sentence.zh ? "" : text.zh)};
}

std::string sentence_of(const Finding& finding) {
  std::string text = finding.exhibit;
  if (!finding.place.empty()) text += (text.empty() ? "" : ", ") + finding.place;
  text += ": " + finding.measured;
  if (!finding.needed.empty()) text += ", needed " + finding.needed;
  return text + " (" + std::string(word_of(finding.outcome)) + ")";
}

BothLanguages name_of(Outcome outcome) {
  static const std::array<BothLanguages, 6> kNames{{{"Pass", "合格"},
                                                    {"Fail", "不合格"},
                                                    {"Not applicable", "不适用"},
                                                    {"Needs review", "需人工判定"},
                                                    {"Not judged", "未判定"},
                                                    {"Error", "出错"}}};
  return kNames[static_cast<size_t>(outcome)];
}

BothLanguages name_of(Level level) {
  static const std::array<BothLanguages, 3> kNames{
      {{"Mandatory", "强制"}, {"Recommended", "推荐"}, {"Informative", "参考"}}};
  return kNames[static_cast<size_t>(level)];
}

}  // namespace imprint_conform
