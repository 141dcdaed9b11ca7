// That a rule file with anything wrong in it is refused by a sentence that names file, line and thing.
#include "rules/loader.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "model/error.h"
#include "model/digest.h"

using namespace imprint_conform;

namespace {

class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("imprint-rules-" + std::to_string(++made_) + "-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  std::string path() const { return path_.string(); }

 private:
  static inline int made_ = 0;
  std::filesystem::path path_;
};

const std::string kGood = R"(schema = 1
document = "A Law"

[prefixes]
law = "A Law"

[[rule]]
id = "law-5.2e-1"
clause = "5.2 e"
applies_to = { media = "image", role = "generator" }
level = "mandatory"
how = "machine"
confidence = "P2+"
text.en = "High enough."
text.zh = "足够高。"
judge = "visible.height"
parameters.percent = 5.0
on_unconfirmed = "needs_review"
message.pass.en = "{files} files: {percent} %"
message.pass.zh = "{files}"
message.fail.en = "{measured}"
message.fail.zh = "{needed}"
examples.pass = ["ok-png"]
sources = ["a page"]
since = "1.0"
)";

std::string with(std::string text, const std::string& old, const std::string& fresh) {
  const size_t at = text.find(old);
  REQUIRE_MESSAGE(at != std::string::npos, old);
  return text.replace(at, old.size(), fresh);
}

template <typename Body>
std::string refusal(Body body) {
  try {
    body();
  } catch (const ConformError& e) {
    return e.what();
  }
  return "";
}

std::string refusal_of_rules(const std::string& text, const Vocabulary& vocabulary = default_vocabulary()) {
  const Folder folder;
  folder.write("law.toml", text);
  return refusal([&] { load_rubric(folder.path(), vocabulary); });
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("loader: a good file is read whole") {
  const Folder folder;
  folder.write("law.toml", kGood);
  folder.write("faults.toml", "this is no rule file");
  const Rubric rubric = load_rubric(folder.path());
  REQUIRE(rubric.rules.size() == 1);
  const Rule& rule = rubric.rules[0];
  CHECK(rule.id == "law-5.2e-1");
  CHECK(rule.document == "A Law");
  CHECK(rule.medium == "image");
  CHECK(rule.role == "generator");
  CHECK(rule.level == Level::kMandatory);
  CHECK(rule.how == How::kMachine);
  CHECK(rule.confidence == "P2+");
  CHECK(rule.text.zh == "足够高。");
  CHECK(rule.parameters.at("percent") == 5.0);
  CHECK(rule.message.at(Outcome::kFail).en == "{measured}");
  CHECK(rule.examples.at(Outcome::kPass) == std::vector<std::string>{"ok-png"});
  CHECK(rubric.sha256 == sha256_hex(kGood));
  CHECK(rubric.find("law-5.2e-2") == nullptr);
}

TEST_CASE("loader: each thing that is wrong refuses the file, with its line") {
  struct Wrong {
    const char *old, *fresh, *says;
    int line;
  };
  const Wrong wrongs[] = {
      {"clause = \"5.2 e\"", "clause = \"5.2 e\"\ncolour = \"red\"", "unknown key rule.colour", 10},
      {"clause = \"5.2 e\"", "", "rule.clause is missing", 7},
      {"schema = 1", "schema = 2", "schema is 2, not 1 to 1", 1},
      {"schema = 1", "schema = \"1\"", "schema is no whole number", 1},
      {"law-5.2e-1", "lex-5.2e-1", "id lex-5.2e-1 is not <document>-<clause>-<number>", 8},
      {"law-5.2e-1", "law-5.2e", "id law-5.2e is not", 8},
      {"law-5.2e-1", "law-1", "id law-1 is not", 8},
      {"law-5.2e-1", "law-5.2e-01", "id law-5.2e-01 is not", 8},
      {"law-5.2e-1", "law-5.2 e-1", "id law-5.2 e-1 is not", 8},
      {"media = \"image\"", "media = \"picture\"", "media is \"picture\", none of", 10},
      {"media = \"image\"", "media = \"image\", kind = \"x\"", "unknown key rule.applies_to.kind", 10},
      {"role = \"generator\"", "role = \"generator\", formats = [\"bmp\"]", "format bmp is none of", 10},
      {"role = \"generator\"", "role = \"Generator\"", "role is \"Generator\"", 10},
      {"\"mandatory\"", "\"must\"", "level is \"must\", none of mandatory, recommended and informative", 11},
      {"\"machine\"", "\"robot\"", "how is \"robot\"", 12},
      {"\"machine\"", "\"human\"", "the judge is visible.height and how is human", 16},
      {"\"P2+\"", "\"P3\"", "confidence is \"P3\"", 13},
      {"text.zh = \"足够高。\"\n", "", "rule.text.zh is missing", 14},
      {"text.zh = \"足够高。\"", "text.zh = \"\"", "rule.text.zh is empty", 15},
      {"text.zh = \"足够高。\"", "text.zh = \"a\\tb\"", "rule.text.zh holds a control character", 15},
      {"text.zh", "text.cn", "unknown key rule.text.cn", 15},
      {"visible.height", "visible.heigth", "unknown judge visible.heigth", 16},
      {"parameters.percent = 5.0\n", "", "needs 1 parameters, there are 0", 16},
      {"parameters.percent = 5.0", "parameters.percent = \"5\"",
       "parameter percent of judge visible.height has the wrong type", 17},
      {"parameters.percent = 5.0", "parameters.percent = 5.0\nparameters.share = 1", "knows no parameter share", 17},
      {"on_unconfirmed = \"needs_review\"", "on_unconfirmed = \"pass\"", "on_unconfirmed is \"pass\"", 18},
      {"message.fail.en", "message.skip.en = \"x\"\nmessage.fail.en", "\"skip\" is no outcome", 21},
      {"message.fail.en = \"{measured}\"\nmessage.fail.zh = \"{needed}\"\n", "", "rule law-5.2e-1 has no message.fail",
       19},
      {"message.fail.zh = \"{needed}\"\n", "", "rule.message.fail.zh is missing", 21},
      {"{needed}", "{ink_px}", "unknown placeholder {ink_px}", 21},
      {"{needed}", "{needed", "a { without its }", 21},
      {"{needed}", "needed}", "a } without its {", 21},
      {"examples.pass", "examples.passed", "\"passed\" is no outcome", 23},
      {"[\"ok-png\"]", "[\"ok-png\", \"ok-png\"]", "holds ok-png twice", 23},
      {"[\"ok-png\"]", "[]", "rule.examples.pass is empty", 23},
      {"sources = [\"a page\"]\n", "", "rule.sources is missing", 7},
      {"since = \"1.0\"", "since = 1.0", "rule.since is no string", 25},
      {"[prefixes]\nlaw = \"A Law\"", "[prefixes]", "id law-5.2e-1 is not", 7},
      {"since = \"1.0\"", "since = ", "", 25},
  };
  for (const Wrong& wrong : wrongs) {
    CAPTURE(wrong.fresh);
    const std::string says = refusal_of_rules(with(kGood, wrong.old, wrong.fresh));
    CAPTURE(says);
    CHECK(holds(says, "law.toml:" + std::to_string(wrong.line) + ": "));
    CHECK(holds(says, wrong.says));
  }
  CHECK(refusal_of_rules(kGood).empty());
}

TEST_CASE("loader: a rule of confidence U cannot fail") {
  std::string text = with(kGood, "\"P2+\"", "\"U\"");
  CHECK(holds(refusal_of_rules(text), "has no message.needs_review"));
  text = with(text, "message.fail.en = \"{measured}\"\nmessage.fail.zh",
              "message.needs_review.en = \"a\"\nmessage.needs_review.zh");
  CHECK(refusal_of_rules(text).empty());
  CHECK(holds(refusal_of_rules(with(text, "on_unconfirmed = \"needs_review\"", "on_unconfirmed = \"fail\"")),
              "it cannot fail"));
  CHECK(refusal_of_rules(with(kGood, "on_unconfirmed = \"needs_review\"", "on_unconfirmed = \"fail\"")).empty());
  const std::string both =
      with(text, "examples.pass", "message.fail.en = \"a\"\nmessage.fail.zh = \"b\"\nexamples.pass");
  CHECK(holds(refusal_of_rules(both), "is unconfirmed (U) and has a message for fail"));
}

TEST_CASE("loader: judges and examples are looked up in what the caller knows") {
  Vocabulary vocabulary = default_vocabulary();
  vocabulary.cases = std::set<std::string>{"ok-jpeg"};
  CHECK(holds(refusal_of_rules(kGood, vocabulary), "law.toml:23: example ok-png is no case"));
  vocabulary.cases->insert("ok-png");
  CHECK(refusal_of_rules(kGood, vocabulary).empty());
  vocabulary.judges.erase("visible.height");
  CHECK(holds(refusal_of_rules(kGood, vocabulary), "law.toml:16: unknown judge visible.height"));
}

TEST_CASE("loader: an id stands once, in whatever file") {
  const Folder folder;
  folder.write("a.toml", kGood);
  folder.write("b.toml", kGood);
  CHECK(holds(refusal([&] { load_rubric(folder.path()); }), "b.toml:8: rule law-5.2e-1 stands in a.toml already"));
}

TEST_CASE("loader: composites are of rules that are there, and not of themselves") {
  const auto composite = [](const std::string& id, const std::string& of) {
    std::string text = with(kGood, "law-5.2e-1", id);
    text = with(text, "visible.height", "composite");
    text = with(text, "parameters.percent = 5.0", "parameters.rules = [\"" + of + "\"]");
    return with(text, "{percent} %", "all");
  };
  CHECK(holds(refusal_of_rules(composite("law-1-1", "law-2-1")), "a composite of law-2-1, which no rule file holds"));
  CHECK(holds(refusal_of_rules(composite("law-1-1", "law-1-1")), "which is a composite of it"));
  const Folder folder;
  folder.write("a.toml", composite("law-1-1", "lex-1-1"));
  folder.write("b.toml",
               with(with(composite("lex-1-1", "law-1-1"), "[prefixes]\nlaw", "[prefixes]\nlex"), "A Law", "B Law"));
  CHECK(holds(refusal([&] { load_rubric(folder.path()); }), "which is a composite of it"));
}

TEST_CASE("loader: a folder without rule files, and one that is not there") {
  const Folder folder;
  CHECK(holds(refusal([&] { load_rubric(folder.path()); }), "holds no rule file"));
  CHECK(holds(refusal([&] { load_rubric(folder.path() + "/absent"); }), "cannot be read as a folder"));
}

TEST_CASE("profile: known rules, each once, under the file's own name") {
  const Folder folder;
  folder.write("law.toml", kGood);
  const Rubric rubric = load_rubric(folder.path());
  const std::string good =
      "schema = 1\nid = \"p\"\ntitle = { en = \"P\", zh = \"甲\" }\nlaw = true\n[[rule]]\nid = \"law-5.2e-1\"\nlevel = "
      "\"recommended\"\n";
  const auto says = [&](const std::string& text) {
    const std::string file = folder.write("p.toml", text);
    return refusal([&] { load_profile(file, rubric); });
  };
  CHECK(says(good).empty());
  CHECK(load_profile(folder.path() + "/p.toml", rubric).rules[0].level == Level::kRecommended);
  CHECK(holds(says(with(good, "law-5.2e-1", "law-9-1")), "p.toml:6: unknown rule law-9-1"));
  CHECK(holds(says(with(good, "\"p\"", "\"q\"")), "p.toml:2: id is q, which is not the file's name"));
  CHECK(holds(says(with(good, "recommended", "optional")), "p.toml:7: level is \"optional\""));
  CHECK(holds(says(good + "[[rule]]\nid = \"law-5.2e-1\"\nlevel = \"mandatory\"\n"), "stands in the profile already"));
  CHECK(holds(says(good + "weight = 2\n"), "unknown key rule.weight"));
  CHECK(holds(says(with(good, ", zh = \"甲\"", "")), "title.zh is missing"));
  CHECK(holds(says(with(good, "law = true", "law = 1")), "law is neither true nor false"));
}

TEST_CASE("waivers: known rules, a person, a reason and a last day that is a day") {
  const Folder folder;
  folder.write("law.toml", kGood);
  const Rubric rubric = load_rubric(folder.path());
  const std::string good =
      "schema = 1\n[[waiver]]\nrule = \"law-5.2e-1\"\nreason = \"r\"\nperson = \"p\"\nuntil = \"2026-11-30\"\n";
  const std::string file = folder.path() + "/waivers.toml";
  const auto says = [&](const std::string& text, const std::string& today = "2026-11-30") {
    folder.write("waivers.toml", text);
    return refusal([&] { load_waivers(file, rubric, today); });
  };
  CHECK(says(good).empty());
  CHECK(holds(says(with(good, "law-5.2e-1", "law-9-1")), "waivers.toml:3: unknown rule law-9-1"));
  CHECK(holds(says(with(good, "2026-11-30", "2026-02-29")), "waivers.toml:6: until is \"2026-02-29\""));
  CHECK(holds(says(with(good, "person = \"p\"\n", "")), "waiver.person is missing"));
  CHECK(holds(says(with(good, "reason = \"r\"", "reason = \"\"")), "waiver.reason is empty"));
  CHECK(holds(says(good + good.substr(good.find("[["))), "rule law-5.2e-1 is waived twice"));
  CHECK(holds(says(good, "today"), "today is \"today\""));
  folder.write("waivers.toml", good);
  std::vector<Waiver> ended;
  CHECK(load_waivers(file, rubric, "2026-11-30", &ended).size() == 1);
  CHECK(ended.empty());
  CHECK(load_waivers(file, rubric, "2026-12-01", &ended).empty());
  REQUIRE(ended.size() == 1);
  CHECK(ended[0].until == "2026-11-30");
}

TEST_CASE("days of the calendar") {
  for (const char* day : {"2026-11-30", "2024-02-29", "2000-02-29", "2026-01-01"}) CHECK_MESSAGE(is_day(day), day);
  for (const char* day : {"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1",
                          "2026-11-3x", "", "2026/11/30"}) {
    CHECK_FALSE_MESSAGE(is_day(day), day);
  }
}

TEST_CASE("faults: of known rules, none twice") {
  const Folder folder;
  folder.write("law.toml", kGood);
  const Rubric rubric = load_rubric(folder.path());
  const std::string good =
      "schema = 1\n[[fault]]\nid = \"f\"\nen = \"e\"\nverb = \"mark\"\nprofiles = [\"p\"]\nfails = "
      "[\"law-5.2e-1\"]\n[[case]]\nid = \"c\"\nen = \"e\"\n";
  const auto says = [&](const std::string& text) {
    const std::string file = folder.write("faults.toml", text);
    return refusal([&] { load_faults(file, rubric); });
  };
  CHECK(says(good).empty());
  CHECK(load_faults(folder.path() + "/faults.toml", rubric).case_ids() == std::set<std::string>{"c", "fault-f"});
  CHECK(holds(says(with(good, "law-5.2e-1", "law-9-1")), "faults.toml:7: unknown rule law-9-1"));
  CHECK(holds(says(with(good, "id = \"c\"", "id = \"fault-f\"")), "case fault-f stands there already"));
  CHECK(holds(says(with(good, "verb", "verbs")), "unknown key fault.verbs"));
}

TEST_CASE("digest: SHA-256 as FIPS 180-4 gives it") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
