// What the report rests on: suite, tools, corpus, the subject's statement, how to make it again and how to check it.
#include "report/check_text.h"
#include "report/html_parts.h"
#include "report/json.h"
#include "report/sections.h"
#include "report/text.h"

namespace imprint_conform::html {
namespace {

constexpr size_t kStatementShown = 20000;

std::string or_unknown(const std::string& value) { return value.empty() ? both("not known", "未知") : code(value); }

std::string plain(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : json_line(value);
}

std::string pairs(const BothLanguages& caption, const nlohmann::json& object) {
  Table table("pairs", caption, {{"Name", "名称"}, {"Value", "值"}});
  for (const auto& [name, value] : object.items()) table.row({foreign(name), code(plain(value))});
  return table.empty() ? "" : table.text();
}

std::string suite(const Report& report) {
  Table table("pairs", {"Suite, rules and pictures", "套件、规则与图片"}, {{"Name", "名称"}, {"Value", "值"}});
  const auto row = [&](const char* en, const char* zh, const std::string& value) { table.row({both(en, zh), value}); };
  const auto text = [](const nlohmann::json& section, const char* key) { return or_unknown(section.value(key, "")); };
  row("Suite version", "套件版本", text(report.suite, "version"));
  row("Source revision", "源代码版本",
      text(report.suite, "git") +
          (report.suite.value("dirty", true) ? " " + both("with uncommitted changes", "含未提交修改") : ""));
  row("Rubric, SHA-256", "规则文件 SHA-256", text(report.suite, "rubric_sha256"));
  row("Profile, SHA-256", "规则集 SHA-256", text(report.suite, "profile_sha256"));
  row("Attack list, SHA-256", "处理清单 SHA-256", text(report.suite, "attacks_sha256"));
  row("Subject's program, SHA-256", "受测程序 SHA-256", text(report.subject, "binary_sha256"));
  row("Pictures", "图片数", std::to_string(report.corpus.value("count", 0u)));
  row("Pictures, SHA-256 of the list", "图片清单 SHA-256", text(report.corpus, "manifest_sha256"));
  row("Painter version and seed", "绘图程序版本与种子",
      text(report.corpus, "painter_version") + " " + std::to_string(report.corpus.value("seed", 0u)));
  if (report.corpus.contains("sounds"))
    row("Drawn sounds", "合成音频数", std::to_string(report.corpus["sounds"].value("count", 0u)));
  row("Pictures are private", "图片不公开",
      report.corpus.value("private", false) ? both("yes, only their digests are given", "是，仅给出摘要")
                                            : both("no", "否"));
  for (const auto& folder : report.corpus.value("folders", nlohmann::json::array())) {
    table.row({both("Folder ", "文件夹 ") + foreign(folder.value("name", "")),
               std::to_string(folder.value("count", 0u)) + " · " + or_unknown(folder.value("sha256", ""))});
  }
  return table.text();
}

std::string calls(const Report& report) {
  static constexpr struct {
    const char *key, *en, *zh;
  } kRows[]{{"ran", "ran", "已运行"},
            {"skipped_by_suite", "left out by the suite", "套件略过"},
            {"skipped_by_subject", "declined by the subject", "受测产品未提供"},
            {"failed_to_run", "failed to run", "运行失败"}};
  Table table("pairs", {"Calls", "调用"}, {{"What became of them", "情况"}, {"Number", "次数"}});
  for (const auto& row : kRows) {
    const auto found = report.counts.find(row.key);
    table.row({both(row.en, row.zh), std::to_string(found == report.counts.end() ? 0 : found->second)});
  }
  return table.text();
}

std::string statement(const Report& report) {
  std::string text =
      json_text(without_fractions(report.subject.value("statement", nlohmann::json::object()), "subject"));
  const bool cut = text.size() > kStatementShown;
  std::string shown, line;
  for (size_t i = 0; i < std::min(text.size(), kStatementShown); ++i) {
    if (text[i] == '\n') {
      shown += escaped(line) + "\n";
      line.clear();
    } else {
      line += text[i];
    }
  }
  return "<details><summary>" + both("The subject's statement, as given", "受测产品声明原文") + "</summary><pre>" +
         shown + escaped(line) + "</pre>" +
         (cut ? "<p>" + both("Cut here; report.json holds it whole.", "此处截断，全文见 report.json。") + "</p>" : "") +
         "</details>\n";
}

std::string levels() {
  Table table("levels", {"What a second run has to give", "复现时应得到的结果"},
              {{"Level", "等级"}, {"Where", "条件"}, {"Same", "应一致的内容"}});
  table.row({"L1", both("same packages, same kind of machine", "软件包与机器类型相同"),
             both("the same SHA-256 of report.json", "report.json 的 SHA-256 相同")});
  table.row(
      {"L2", both("another processor", "处理器不同"), both("the same outcomes and k of n", "判定结果与 k/n 相同")});
  table.row({"L3", both("other versions of codecs", "编解码器版本不同"),
             both("the same outcomes, k of n inside the printed intervals", "判定结果相同，k/n 落在所列区间内")});
  return table.text();
}

std::string checks() {
  std::string text = "<p>" + both(offline_check_introduction()) + "</p>\n";
  for (const KeyKind kind : kAllKeyKinds) {
    // escaped() would join the lines.
    std::string lines, line;
    for (const char c : offline_check(kind)) {
      if (c != '\n') {
        line += c;
        continue;
      }
      lines += escaped(line) + "\n";
      line.clear();
    }
    text += "<details><summary>" + both("Lines for a key of ", "适用密钥类型：") + std::string(word_of(kind)) +
            "</summary><pre>" + lines + "</pre></details>\n";
  }
  return text;
}

}  // namespace

std::string sources_part(const Report& report) {
  const std::string digest = sha256_hex(report_json(report));
  return section("sources", {"What this rests on", "依据"},
                 "<p>" + both("SHA-256 of report.json: ", "report.json 的 SHA-256：") + code(digest) + "</p>\n" +
                     suite(report) + calls(report) + pairs({"Tools", "工具"}, report.tools) +
                     pairs({"Options", "选项"}, report.suite.value("options", nlohmann::json::object())) +
                     statement(report)) +
         section("reproduce", {"Making it again", "复现"}, levels()) +
         section("check", {"Checking the signature", "核验签名"}, checks());
}

}  // namespace imprint_conform::html
