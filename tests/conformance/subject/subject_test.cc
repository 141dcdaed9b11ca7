// That subject.toml and files.csv are read strictly, and that commands are filled in as they say.
#include "subject/subject.h"

#include <doctest/doctest.h>

#include "conformance/subject/folder.h"
#include "subject/files_csv.h"

using namespace imprint_conform;
using namespace imprint_conform_test;

namespace {

const std::string kGood = R"(schema = 1
kind = "command"
[product]
name = "Labeller"
vendor = "Somebody"
version = "1.0"
[claims]
roles = ["generator"]
media = ["image"]
formats = ["png", "jpeg"]
watermark_bits = 64
[[claims.robustness]]
attack = "jpeg"
parameter = 50
recovery = 0.95
[claims.false_positive]
bound = 1e-6
kind = "per call, any key searched"
[commands]
mark = ["tool", "mark", "{in}", "-o", "{out}", "--id={produce_id}", ["--key", "{key}"]]
propagate = ["tool", "{in}", "{out}", ["{?declared}", "--declared"]]
[exit]
not_found = [2, 4]
[detect]
found = "/detected"
[notice]
pointer = "/verdict/state"
is = ["generated"]
may_be = ["possible"]
suspected = ["suspected"]
[limits]
seconds = 7
files = "one folder"
[trust]
anchors = ["anchors.pem"]
test_certificates = true
)";

std::string with(std::string text, const std::string& old, const std::string& fresh) {
  const size_t at = text.find(old);
  REQUIRE_MESSAGE(at != std::string::npos, old);
  return text.replace(at, old.size(), fresh);
}

std::string refusal_of(const std::string& text) {
  const Folder folder;
  const std::string file = folder.write("subject.toml", text);
  return refusal([&] { load_subject(file); });
}

}  // namespace

TEST_CASE("subject: a good file is read whole") {
  const Folder folder;
  const Subject subject = load_subject(folder.write("subject.toml", kGood));
  CHECK(subject.kind == SubjectKind::kCommand);
  CHECK(subject.product.vendor == "Somebody");
  CHECK(subject.claims.has_role("generator"));
  CHECK_FALSE(subject.claims.has_role("platform"));
  CHECK(subject.claims.has_format("jpeg"));
  CHECK(subject.claims.watermark_bits == 64);
  REQUIRE(subject.claims.robustness.size() == 1);
  CHECK(subject.claims.robustness[0].parameter == "50");
  CHECK(subject.claims.false_positive_bound == 1e-6);
  CHECK(subject.can("mark"));
  CHECK_FALSE(subject.can("lint"));
  CHECK(subject.exits.not_found == std::vector<int>{2, 4});
  CHECK(subject.exits.refused == std::vector<int>{2, 3});
  CHECK(subject.detect.found == "/detected");
  CHECK(subject.notice.may_be == std::vector<std::string>{"possible"});
  CHECK(subject.limits.seconds == 7);
  CHECK(subject.limits.memory_mb == 3000);
  CHECK(subject.trust.anchors == std::vector<std::string>{folder.path("anchors.pem")});
  CHECK(subject.trust.test_certificates);
  CHECK(subject.statement["product"]["name"] == "Labeller");
}

TEST_CASE("subject: each thing that is wrong refuses the file, with its line") {
  struct Wrong {
    const char *old, *fresh, *says;
    int line;
  };
  const Wrong wrongs[] = {
      {"schema = 1", "schema = 2", "schema is 2", 1},
      {"\"command\"", "\"commands\"", "kind is \"commands\", none of", 2},
      {"\"command\"", "\"folder\"", "a subject of kind folder has no table commands", 19},
      {"vendor = \"Somebody\"\n", "", "product.vendor is missing", 3},
      {"version = \"1.0\"", "version = \"1.0\"\nlicence = \"x\"", "unknown key product.licence", 7},
      {"version = \"1.0\"", "version = \"1.0\"\nbuild_sha256 = \"AB\"", "build_sha256 is no SHA-256", 7},
      {"[\"generator\"]", "[\"maker\"]", "roles holds maker, none of", 8},
      {"[\"image\"]", "[]", "claims.media is empty", 9},
      {"\"jpeg\"]", "\"jpg\"]", "formats holds jpg", 10},
      {"= 64", "= 5000", "watermark_bits is 5000, not 0 to 4096", 11},
      {"recovery = 0.95", "recovery = 95", "recovery is not between 0 and 1", 15},
      {"bound = 1e-6", "bound = 0", "bound is not between 0 and 1", 17},
      {"mark = [", "sign = [", "unknown verb sign", 20},
      {"\"mark\", \"{in}\"", "\"mark\", \"{input}\"", "command mark: unknown placeholder {input}", 20},
      {"\"-o\", \"{out}\", ", "", "command mark names no {out}", 20},
      {"--id={produce_id}", "--id={produce_id", "a brace without its partner", 20},
      {"\"tool\", \"mark\"", "[\"tool\"], \"mark\"", "command mark does not begin with a program", 20},
      {"\"tool\", \"mark\"", "\"tool\", 7", "neither a string nor a list", 20},
      {"\"tool\", \"mark\"", "\"tool\", []", "an empty group", 20},
      {"[\"--key\", \"{key}\"]", "\"{?key}\"", "{?key} stands outside of a group", 20},
      {"{?declared}", "x{?declared}", "has to be a word of its own", 21},
      {"[2, 4]", "[2, 400]", "no whole number from 0 to 255", 23},
      {"\"/detected\"", "\"detected\"", "no JSON pointer", 25},
      {"found = \"/detected\"", "score = 1", "detect.score is no string", 25},
      {"pointer = \"/verdict/state\"\n", "", "notice.pointer is missing", 26},
      {"seconds = 7", "seconds = 0", "seconds is 0, not 1 to 3600", 32},
      {"\"one folder\"", "\"anywhere\"", "files is not \"one folder\"", 33},
      {"test_certificates = true", "test_certificates = \"no\"", "neither true nor false", 36},
      {"[trust]", "[network]\nopen = true\n[trust]", "unknown key network", 34},
  };
  for (const Wrong& wrong : wrongs) {
    CAPTURE(wrong.fresh);
    const std::string says = refusal_of(with(kGood, wrong.old, wrong.fresh));
    CAPTURE(says);
    CHECK(holds(says, "subject.toml:" + std::to_string(wrong.line) + ": "));
    CHECK(holds(says, wrong.says));
  }
  CHECK(refusal_of(kGood).empty());
}

TEST_CASE("subject: a product's sound is WAV, and formats belong to media that are claimed") {
  const auto claims = [](const char* media, const char* formats) {
    return with(with(kGood, "[\"image\"]", media), "[\"png\", \"jpeg\"]", formats);
  };
  CHECK(refusal_of(claims("[\"audio\"]", "[\"wav\"]")).empty());
  CHECK(refusal_of(claims("[\"image\", \"audio\"]", "[\"png\", \"wav\"]")).empty());
  CHECK(holds(refusal_of(claims("[\"audio\"]", "[\"wav\", \"flac\"]")), "formats holds flac; of sound the suite makes wav alone"));
  CHECK(holds(refusal_of(claims("[\"image\"]", "[\"png\", \"wav\"]")), "formats holds wav and media no audio"));
  CHECK(holds(refusal_of(claims("[\"audio\"]", "[\"png\", \"wav\"]")), "formats holds png and media no image"));
  CHECK(holds(refusal_of(claims("[\"image\", \"audio\"]", "[\"png\"]")), "media holds audio and formats no wav"));
  CHECK(holds(refusal_of(claims("[\"image\", \"audio\"]", "[\"wav\"]")), "media holds image and formats none of"));
}

TEST_CASE("subject: commands are filled in word by word, groups come and go") {
  const Folder folder;
  const Subject subject = load_subject(folder.write("subject.toml", kGood));
  using Words = std::vector<std::string>;
  std::map<std::string, std::string> values{{"in", "a b.png"}, {"out", "o"}, {"produce_id", "{in} $(x)"}};
  CHECK(fill(subject.commands.at("mark"), values) == Words{"tool", "mark", "a b.png", "-o", "o", "--id={in} $(x)"});
  values["key"] = "k";
  CHECK(fill(subject.commands.at("mark"), values) ==
        Words{"tool", "mark", "a b.png", "-o", "o", "--id={in} $(x)", "--key", "k"});
  CHECK(fill(subject.commands.at("propagate"), values) == Words{"tool", "a b.png", "o"});
  values["declared"] = "yes";
  CHECK(fill(subject.commands.at("propagate"), values) == Words{"tool", "a b.png", "o", "--declared"});
  values.erase("produce_id");
  CHECK(holds(refusal([&] { fill(subject.commands.at("mark"), values); }), "needs {produce_id}"));
}

TEST_CASE("subject: a stream starts with what is known before any call") {
  const std::string head =
      "schema = 1\n[product]\nname = \"n\"\nvendor = \"v\"\nversion = \"1\"\n[claims]\nroles = [\"generator\"]\nmedia "
      "= [\"text\"]\n[stream]\n";
  CHECK(refusal_of(head + "command = [\"python3\", \"{here}/a.py\"]\nverbs = [\"embed\", \"detect\"]\n").empty());
  CHECK(holds(refusal_of(head + "command = [\"a\", \"{in}\"]\nverbs = [\"embed\"]\n"), "before there is a {in}"));
  CHECK(holds(refusal_of(head + "command = [\"a\"]\nverbs = [\"hide\"]\n"), "verbs holds hide"));
  CHECK(holds(refusal_of(head + "command = [\"a\"]\nverbs = [\"mark\"]\nprotocol = \"adapter\"\n"),
              "knows embed and detect, not mark"));
  CHECK(
      holds(refusal_of(head + "command = [\"a\"]\nverbs = [\"embed\"]\nprotocol = \"xml\"\n"), "protocol is \"xml\""));
}

TEST_CASE("csv: RFC 4180, and nothing beside it") {
  const auto rows = parse_csv("a,\"b,\"\"c\"\"\"\r\n\"line\nend\",\n", "f.csv");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].fields == std::vector<std::string>{"a", "b,\"c\""});
  CHECK(rows[1].fields == std::vector<std::string>{"line\nend", ""});
  CHECK(rows[1].line == 2);
  CHECK(parse_csv("\xef\xbb\xbfx\n", "f.csv")[0].fields[0] == "x");
  CHECK(holds(refusal([] { parse_csv("a,b\n1\n", "f.csv"); }), "f.csv:2: 1 fields, the head has 2"));
  CHECK(holds(refusal([] { parse_csv("a\n\"x\ny\"\n\"b\n", "f.csv"); }), "f.csv:4: a quote that is never closed"));
  CHECK(holds(refusal([] { parse_csv("a\"b\n", "f.csv"); }), "a quote in a field that does not begin with one"));
  CHECK(holds(refusal([] { parse_csv("\"a\"b\n", "f.csv"); }), "text after a closing quote"));
  CHECK(holds(refusal([] { parse_csv("a\rb\n", "f.csv"); }), "a carriage return without its line feed"));
  CHECK(holds(refusal([] { parse_csv("\xff\n", "f.csv"); }), "is not UTF-8"));
}

TEST_CASE("files.csv: files that are there, below the folder, each once") {
  const Folder folder;
  folder.write("b.png", "x");
  folder.write("sub/a.png", "x");
  const auto read = [&](const std::string& text) {
    return read_files_csv(folder.write("files.csv", text), folder.path());
  };
  const auto says = [&](const std::string& text) { return refusal([&] { read(text); }); };
  const auto files = read("declared,file,original,producer\nyes,sub/a.png,b.png,ACME\n,b.png,,\n");
  REQUIRE(files.size() == 2);
  CHECK(files[0].name == "b.png");
  CHECK_FALSE(files[0].declared.has_value());
  CHECK(files[0].original.empty());
  CHECK(files[1].declared == true);
  CHECK(files[1].original == folder.path("b.png"));
  CHECK(files[1].producer == "ACME");
  CHECK(holds(says("file\n../x.png\n"), "files.csv:2: file ../x.png is not below the folder"));
  CHECK(holds(says("file\n/etc/passwd\n"), "is not below the folder"));
  CHECK(holds(says("file\nc.png\n"), "files.csv:2: file c.png is not there"));
  CHECK(holds(says("file\nb.png\n./b.png\n"), "files.csv:3: file ./b.png stands twice"));
  CHECK(holds(says("file,size\nb.png,1\n"), "unknown column size"));
  CHECK(holds(says("file,file\nb.png,b.png\n"), "column file stands twice"));
  CHECK(holds(says("made_by\nx\n"), "there is no column file"));
  CHECK(holds(says("file,declared\nb.png,maybe\n"), "declared is \"maybe\""));
  CHECK(holds(says("file\n"), "holds no files"));
}

TEST_CASE("folder: every picture and every sound below it by name, and an empty one is refused") {
  const Folder folder;
  folder.write("z.jpg", "x");
  folder.write("s/tune.Flac", "x");
  folder.write("a/b.PNG", "x");
  folder.write("notes.txt", "x");
  const Subject subject = subject_of_folder(folder.path());
  CHECK(subject.kind == SubjectKind::kFolder);
  CHECK(subject.claims.media == std::vector<std::string>{"image", "audio"});
  REQUIRE(subject.files.size() == 3);
  CHECK(subject.files[0].name == "a/b.PNG");
  CHECK(subject.files[1].name == "s/tune.Flac");
  CHECK(subject.files[2].name == "z.jpg");
  const Folder empty;
  CHECK(holds(refusal([&] { subject_of_folder(empty.path()); }), "holds no pictures"));
}

TEST_CASE("folder: a subject.toml may name the folder and its list") {
  const Folder folder;
  folder.write("labelled/a.png", "x");
  folder.write("list.csv", "file\na.png\n");
  const std::string head =
      "schema = 1\nkind = \"folder\"\n[product]\nname = \"n\"\nvendor = \"v\"\nversion = \"1\"\n[claims]\nroles = "
      "[\"generator\"]\nmedia = [\"image\"]\nformats = [\"png\"]\n[folder]\npath = \"labelled\"\n";
  CHECK(load_subject(folder.write("subject.toml", head)).files.size() == 1);
  CHECK(load_subject(folder.write("subject.toml", head + "files = \"list.csv\"\n")).files[0].name == "a.png");
  CHECK(holds(refusal([&] { load_subject(folder.write("subject.toml", head + "files = \"no.csv\"\n")); }),
              "no.csv: cannot be read"));
}
