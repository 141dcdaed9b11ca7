// Files that others made: each is marked or refused, each is verified or refused, and a refusal leaves nothing behind.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "integration/support.h"

using namespace imprint::test;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_of(const std::string& folder) {
  const fs::path root = fs::path(IMPRINT_SHARED_DATA) / "images" / folder;
  std::vector<fs::path> out;
  if (!fs::exists(root)) return out;
  for (const fs::directory_entry& entry : fs::directory_iterator(root))
    if (entry.is_regular_file()) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

File read_whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Small pictures take no watermark; the other layers must still fit or refuse.
Attempt mark_as_fits(const File& file) {
  Attempt attempt = try_mark(file);
  if (attempt.status == IMPRINT_OK) return attempt;
  CHECK(attempt.out_untouched);
  if (attempt.status != IMPRINT_ERR_IMAGE_TOO_SMALL && attempt.status != IMPRINT_ERR_READ_BACK_FAILED &&
      attempt.status != IMPRINT_ERR_LABEL_DOES_NOT_FIT)
    return attempt;
  imprint::MarkOptions metadata_only;
  metadata_only.no_watermark = 1;
  metadata_only.no_visible = 1;
  metadata_only.waiver = imprint::text("test");
  return try_mark(file, metadata_only);
}

struct Counts {
  int files = 0, marked = 0, refused = 0, verified = 0;
};

Counts cover(const std::string& folder) {
  Counts counts;
  for (const fs::path& path : files_of(folder)) {
    const File file = read_whole(path);
    CAPTURE(path.filename().string());
    ++counts.files;
    const Attempt marked = mark_as_fits(file);
    if (marked.status == IMPRINT_OK) {
      ++counts.marked;
      imprint::VerifyOptions quick;
      quick.no_search = 1;
      const VerifyAttempt seen = try_verify(marked.file, quick);
      REQUIRE(seen.status == IMPRINT_OK);
      CHECK(seen.report.state() == IMPRINT_STATE_GENERATED);
      CHECK(seen.report.agreement() != IMPRINT_AGREEMENT_DISAGREE);
      CHECK(seen.report.mark_id().has_value() == marked.report.mark_id().has_value());
    } else {
      ++counts.refused;
      CHECK(marked.out_untouched);
      CHECK_FALSE(marked.message.empty());
      CHECK(marked.status != IMPRINT_ERR_INTERNAL);
      CHECK(marked.status != IMPRINT_ERR_OUT_OF_MEMORY);
    }
    imprint::VerifyOptions quick;
    quick.no_search = 1;
    const VerifyAttempt before = try_verify(file, quick);
    counts.verified += before.status == IMPRINT_OK ? 1 : 0;
    CHECK(before.status != IMPRINT_ERR_INTERNAL);
    CHECK(before.status != IMPRINT_ERR_OUT_OF_MEMORY);
    if (before.status == IMPRINT_OK) CHECK_FALSE(before.report.mark_id().has_value());
  }
  MESSAGE("real files of images/", folder, ": ", counts.files, ", marked ", counts.marked, ", refused ", counts.refused,
          ", verified ", counts.verified);
  return counts;
}

}  // namespace

TEST_CASE("real media: unusual formats and shapes are marked or refused") {
  const Counts counts = cover("special");
  if (counts.files > 0) CHECK(counts.marked > counts.files / 2);
}

TEST_CASE("real media: the PNG conformance suite is marked, metadata at least") {
  const Counts counts = cover("pngsuite");
  if (counts.files > 0) CHECK(counts.marked > counts.files * 8 / 10);
}

TEST_CASE("real media: broken files are handled without a crash") {
  const Counts counts = cover("bad");
  if (counts.files > 0) CHECK(counts.refused > counts.files / 2);
}
