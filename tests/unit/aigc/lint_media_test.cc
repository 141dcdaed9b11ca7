// Lint on real files: what services wrote is named, and no file without a label shows an error.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "aigc/lint.h"
#include "unit/aigc/support.h"

using namespace aigc_test;
namespace fs = std::filesystem;

namespace {

const fs::path kImages = fs::path(IMPRINT_SHARED_DATA) / "images";

Bytes load(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.is_open(), path);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

Codes lint_codes(const char* name, aigc::LintStatus status) {
  const auto found = aigc::lint(load(kImages / name), {}, {});
  REQUIRE(found.ok());
  CHECK(found->status == status);
  Codes out;
  for (const auto& f : found->findings) out.push_back(f.rule->code);
  return out;
}

}  // namespace

TEST_CASE("lint media: labels of two services, and IPTC without a label" * doctest::skip(!fs::exists(kImages))) {
  CHECK(lint_codes("labelled/doubao_black_2048_tc260.png", aigc::LintStatus::kDeviating) ==
        Codes{"GB-PROPAGATOR-EMPTY"});
  CHECK(lint_codes("labelled/jimeng_black_2048_tc260.png", aigc::LintStatus::kConforming) ==
        Codes{"GB-PROPAGATOR-DIFFERS"});
  CHECK(lint_codes("labelled/midjourney_iptc.png", aigc::LintStatus::kAbsent) ==
        Codes{"GB-LABEL-ABSENT", "GB-SOURCE-TYPE-ALONE"});
}

TEST_CASE("lint media: no error on files without a label" * doctest::skip(!fs::exists(kImages))) {
  int covered = 0;
  for (const char* folder : {"kodak", "ai", "special", "labelled"})
    for (const auto& entry : fs::directory_iterator(kImages / folder)) {
      const auto found = aigc::lint(load(entry.path()), {}, {});
      if (!found.ok() || !found->found.labels.empty()) continue;
      CAPTURE(entry.path());
      CHECK(found->count(aigc::Severity::kError) == 0);
      CHECK(found->status == aigc::LintStatus::kAbsent);
      ++covered;
    }
  MESSAGE("real files without a label: ", covered);
  CHECK(covered > 0);
}
