// The label leaves pixels alone: real files of every format that can be decoded, before and after, sample for sample.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "aigc/aigc.h"
#include "codec/codec.h"

// Defined with the library that a build reads a format through (cmake/dependencies.cmake).
#ifndef IMPRINT_WITH_WEBP
#define IMPRINT_WITH_WEBP 0
#endif
#ifndef IMPRINT_WITH_GIF
#define IMPRINT_WITH_GIF 0
#endif
#ifndef IMPRINT_WITH_AVIF
#define IMPRINT_WITH_AVIF 0
#endif

using namespace imprint;
namespace fs = std::filesystem;

namespace {

Bytes load(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> out;
  if (fs::exists(folder))
    for (const auto& entry : fs::directory_iterator(folder)) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

// The formats whose pixels were compared.
std::set<std::string> check_folder(const fs::path& folder) {
  std::set<std::string> out;
  for (const fs::path& path : files_of(folder)) {
    CAPTURE(path);
    const Bytes file = load(path);
    const auto before = codec::decode(file, {});
    if (!before.ok()) continue;
    const auto labelled = aigc::write(file, aigc::first_write("001191000000000000000K10000", "a1"), {}, {});
    if (labelled.status().code() == Code::kXmpMalformed) continue;  // a sample with XMP that is none
    REQUIRE_MESSAGE(labelled.ok(), labelled.status().message());
    const auto after = codec::decode(labelled.value(), {});
    REQUIRE_MESSAGE(after.ok(), after.status().message());
    CHECK(after->pixels.samples == before->pixels.samples);
    CHECK(after->pixels.width_px == before->pixels.width_px);
    CHECK(after->pixels.height_px == before->pixels.height_px);
    CHECK(after->pixels.format == before->pixels.format);
    CHECK(after->orientation == before->orientation);
    out.insert(container::format_name(before->format));
  }
  return out;
}

}  // namespace

TEST_CASE("label and pixels: files made by code decode to the same samples and orientation") {
  std::set<std::string> wanted = {"PNG", "JPEG"};
  for (const auto& [name, built] :
       {std::pair{"WebP", IMPRINT_WITH_WEBP}, std::pair{"GIF", IMPRINT_WITH_GIF}, std::pair{"AVIF", IMPRINT_WITH_AVIF}})
    if (built != 0) wanted.insert(name);
  const std::set<std::string> seen = check_folder(IMPRINT_DECODE_CORPUS);
  for (const std::string& format : wanted) CHECK_MESSAGE(seen.count(format) == 1, format);
}

TEST_CASE("label and pixels: real files decode to the same samples" *
          doctest::skip(!fs::exists(fs::path(IMPRINT_SHARED_DATA) / "images"))) {
  CHECK(check_folder(fs::path(IMPRINT_SHARED_DATA) / "images/special").size() >= 2);
}
