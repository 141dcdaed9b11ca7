// What must stand in the sections, checked on the way out and on the way in by the same function.
#include "report/sections.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "model/error.h"
#include "report/fields.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

void check_suite(const Report& report) {
  Fields suite(report.suite, "suite");
  for (const char* key : {"version", "git"}) suite.text(key);
  suite.flag("dirty");
  for (const char* key : {"rubric_sha256", "profile_sha256", "attacks_sha256"}) suite.digest(key);
  const std::string profile = suite.text("profile");
  if (profile != report.profile.id) {
    throw ConformError("suite.profile is " + visible(profile) + ", and the profile is " + visible(report.profile.id));
  }
  suite.object("options");
  suite.done();
}

void check_subject(const Report& report) {
  Fields subject(report.subject, "subject");
  subject.object("statement");
  subject.digest("binary_sha256");
  static constexpr std::array<std::string_view, 4> kKinds{"command", "folder", "stream", "files"};
  const std::string kind = subject.text("kind");
  if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) {
    throw ConformError("subject.kind is " + visible(kind) + ", and none of command, folder, stream, files");
  }
  subject.done();
}

void check_corpus(const Report& report) {
  Fields corpus(report.corpus, "corpus");
  corpus.text("painter_version");
  corpus.whole("seed");
  corpus.whole("count");
  corpus.digest("manifest_sha256");
  corpus.flag("private");
  for (const nlohmann::json& item : corpus.array("folders")) {
    Fields folder(item, "corpus.folders[]");
    folder.text("name");
    folder.whole("count");
    folder.digest("sha256");
    folder.done();
  }
  if (corpus.has("sounds")) {
    Fields sounds(corpus.object("sounds"), "corpus.sounds");
    sounds.text("painter_version");
    sounds.whole("count");
    sounds.done();
  }
  corpus.done();
}

}  // namespace

nlohmann::json without_fractions(const nlohmann::json& value, const std::string& where) {
  if (value.is_structured()) {
    nlohmann::json copy = value;
    for (auto it = copy.begin(); it != copy.end(); ++it) {
      *it = without_fractions(*it, value.is_object() ? where + "." + it.key() : where + "[]");
    }
    return copy;
  }
  if (!value.is_number_float()) return value;
  const double number = value.get<double>();
  if (!std::isfinite(number)) throw ConformError(where + " is no finite number");
  std::array<char, 512> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), number, std::chars_format::fixed).ptr;
  return std::string(digits.begin(), end);
}

void check_sections(const Report& report) {
  check_suite(report);
  check_subject(report);
  check_corpus(report);
  Fields scope(report.scope, "scope");
  for (const char* key : {"media", "formats", "roles"}) scope.texts(key);
  scope.done();
  if (!report.tools.is_object()) throw ConformError("tools is no object");
  for (const auto& [name, version] : report.tools.items()) {
    if (!version.is_string()) throw ConformError("tools." + visible(name) + " is no text");
  }
}

void check_result(const RuleResult& result, const std::string& where) {
  const std::string which = where + " (" + visible(result.rule.id) + ")";
  if (result.rule.id.empty()) throw ConformError(where + ".id is empty");
  if (!fits(result.reason, result.outcome)) {
    throw ConformError(which + ": the reason \"" + std::string(word_of(result.reason)) + "\" does not stand beside " +
                       std::string(word_of(result.outcome)));
  }
  if (result.message.en.empty() || result.message.zh.empty()) throw ConformError(which + ".message is empty");
  if (result.rule.text.en.empty() || result.rule.text.zh.empty()) throw ConformError(which + ".text is empty");
  if (result.findings.size() > kFindingsKept) {
    throw ConformError(which + ".evidence has " + std::to_string(result.findings.size()) + " rows, more than " +
                       std::to_string(kFindingsKept));
  }
}

}  // namespace imprint_conform
