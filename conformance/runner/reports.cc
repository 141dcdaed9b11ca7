// The files of a report, each under a temporary name first.
#include "model/digest.h"
#include "model/error.h"
#include "pictures/files.h"
#include "report/dsse.h"
#include "report/html.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/sarif.h"
#include "report/statement.h"
#include "runner/run.h"

namespace imprint_conform {
namespace {

void write_text(const std::filesystem::path& path, const std::string& text) {
  write_file(path, ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}

std::vector<Signer> signers_of(const RunOptions& options) {
  std::vector<Signer> signers;
  for (const std::filesystem::path& path : options.signing_keys) {
    std::string pem = read_text_file(path.string());
    signers.push_back(signer_of(pem));
  }
  return signers;
}

}  // namespace

std::string write_reports(const RunOptions& options, Outcomes& outcomes) {
  const std::vector<Signer> signers = signers_of(options);  // a key that cannot be read costs no report
  const std::string report = report_json(outcomes.report);
  const std::string digest = sha256_hex(std::string_view(report));
  outcomes.run.report_sha256 = digest;
  const std::string run = run_json(outcomes.run);
  write_text(options.out / "report.json", report);
  write_text(options.out / "run.json", run);
  write_text(options.out / "report.xml", junit_xml(outcomes.report));
  write_text(options.out / "report.sarif", sarif_json(outcomes.report));
  write_text(options.out / "report.html", html_of(outcomes.report));
  if (signers.empty()) return digest;
  const std::vector<SignedFile> files{{"report.json", digest}, {"run.json", sha256_hex(std::string_view(run))}};
  write_text(options.out / "report.dsse.json", sealed(statement_json(outcomes.report, files), signers));
  return digest;
}

}  // namespace imprint_conform
