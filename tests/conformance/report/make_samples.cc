// Writes sample reports for the checks that are not C++: schemas, the offline check by openssl, the page in a browser.
//   make_samples FOLDER [PRIVATE_KEY.pem...]
#include <fstream>
#include <iostream>
#include <sstream>

#include "conformance/report/sample.h"
#include "report/check_text.h"
#include "report/dsse.h"
#include "report/html.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/run.h"
#include "report/sarif.h"
#include "report/statement.h"
#include "report/text.h"

using namespace imprint_conform;

namespace {

void write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << text)) throw std::runtime_error(path + " cannot be written");
}

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (!(text << file.rdbuf())) throw std::runtime_error(path + " cannot be read");
  return text.str();
}

void write_all(const Report& report, const std::string& prefix) {
  const std::string json = report_json(report);
  Run run{"2026-12-01T00:00:00Z", {{"total", 61.5}}, {{"mark", 42}}, "host", 2, 0.25, {}, sha256_hex(json), {}};
  write(prefix + "report.json", json);
  write(prefix + "run.json", run_json(run));
  write(prefix + "report.xml", junit_xml(report));
  write(prefix + "report.sarif", sarif_json(report));
  Report from_file = report_of(json);
  from_file.thumbnails = report.thumbnails;
  write(prefix + "report.html", html_of(from_file));
}

// The second subject: it loses where the first one holds, on enough pictures to say so, and ties elsewhere.
void write_comparison(const Report& report, const std::string& folder) {
  Comparison comparison{report, {}, 0.12};
  comparison.second.subject["statement"]["product"] = {{"name", "Other labeller"}, {"version", "1.0"}};
  comparison.second.rules[0].outcome = Outcome::kFail;
  comparison.second.ladders[0].steps[1] = {"50", 3, 12, 0.088937, 0.532305, 0.7};
  comparison.paired = {
      {"jpeg", "90", 12, 0, 0, 0, 1}, {"jpeg", "50", 3, 9, 0, 0, 0.0117}, {"rotate", "5", 8, 4, 0, 0, 0.25}};
  write(folder + "compared.html", html_of(report, &comparison));
}

void write_signed(const Report& report, const std::string& folder, int count, char** paths) {
  std::vector<Signer> signers;
  for (int i = 0; i < count; ++i) {
    std::string pem = read(paths[i]);
    signers.push_back(signer_of(pem));
  }
  if (signers.empty()) return;
  write(folder + "report.dsse.json",
        sealed(statement_json(report, {{"report.json", sha256_hex(read(folder + "report.json"))}}), signers));
  for (const KeyKind kind : kAllKeyKinds) {
    write(folder + "check-" + std::string(word_of(kind)) + ".sh", offline_check(kind));
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) throw std::runtime_error("usage: make_samples FOLDER [PRIVATE_KEY.pem...]");
  const std::string folder = std::string(argv[1]) + "/";
  write_all(sample::whole(), folder);
  write_all(sample::hostile(), folder + "hostile-");
  write_all(sample::empty(), folder + "empty-");
  write_all(sample::regulator(), folder + "regulator-");
  write_comparison(sample::whole(), folder);
  write_signed(sample::whole(), folder, argc - 2, argv + 2);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
