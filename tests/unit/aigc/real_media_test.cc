// Real files: read what services wrote, write on everything, and compare image data byte for byte.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "container/format.h"
#include "unit/aigc/support.h"

using namespace aigc_test;
namespace fs = std::filesystem;

namespace {

const fs::path kRealImages = fs::path(IMPRINT_SHARED_DATA) / "images";

Bytes loaded(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.is_open(), path);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

std::vector<fs::path> files_of(std::initializer_list<const char*> folders) {
  std::vector<fs::path> out;
  for (const char* folder : folders)
    for (const auto& entry : fs::directory_iterator(kRealImages / folder)) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

// Everything of the file but the places where metadata with a label can stand, one piece after the other.
std::string image_bytes(const Bytes& file) {
  std::string out;
  if (container::sniff(file) == container::Format::kPng) {
    const auto png = container::split_png(file, {});
    for (const auto& c : png->chunks)
      if (c.type != "iTXt" && c.type != "tEXt" && c.type != "zTXt" && c.type != "eXIf") out += as_text(c.raw);
    return out + text_of(png->trailing);
  }
  const auto jpeg = container::split_jpeg(file, {});
  for (const auto& s : jpeg->segments) {
    const bool mpf = s.marker == 0xE2 && container::starts_with(s.data, "MPF");  // its offsets follow the growth
    if (s.marker != 0xE1 && !mpf) out += as_text(s.raw);
  }
  return out + text_of(jpeg->trailing);
}

}  // namespace

TEST_CASE("real media: labels of two services, with their deviations" * doctest::skip(!fs::exists(kRealImages))) {
  const auto doubao = read_ok(loaded(kRealImages / "labelled/doubao_black_2048_tc260.png"));
  REQUIRE(doubao.labels.size() == 1);
  CHECK(doubao.labels[0].label.content_producer == "001191110102MACQD9K64010000");
  CHECK(doubao.labels[0].carrier == "png:iTXt:XML:com.adobe.xmp");
  CHECK(doubao.labels[0].shape == "bare");
  CHECK(codes(doubao.labels[0].deviations) == Codes{"GB-PROPAGATOR-EMPTY"});

  const auto jimeng = read_ok(loaded(kRealImages / "labelled/jimeng_black_2048_tc260.png"));
  REQUIRE(jimeng.labels.size() == 1);
  CHECK(jimeng.labels[0].label.content_propagator == "00119144030008867405X220001");
  CHECK(codes(jimeng.labels[0].deviations) == Codes{"GB-PROPAGATOR-DIFFERS"});
  CHECK(doubao.problems.empty());
  CHECK(jimeng.problems.empty());
}

TEST_CASE("real media: companions in XMP of a tEXt chunk" * doctest::skip(!fs::exists(kRealImages))) {
  const auto found = read_ok(loaded(kRealImages / "labelled/midjourney_iptc.png"));
  CHECK(found.labels.empty());
  CHECK(found.companions.digital_source_type ==
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
}

TEST_CASE("real media: broken XMP is reported, never expanded, never overwritten" *
          doctest::skip(!fs::exists(kRealImages))) {
  struct Row {
    const char* name;
    const char* code;
  };
  for (const Row& row : {Row{"bad/d_xmp_cut_json.jpg", "GB-LABEL-UNREADABLE"},
                         Row{"bad/d_xmp_entity_expansion.jpg", "GB-XMP-DOCTYPE"}}) {
    const Bytes file = loaded(kRealImages / row.name);
    CHECK(codes(read_ok(file).problems) == Codes{row.code});
    CHECK(aigc::write(file, sample(), {}, {}).status().code() == Code::kXmpMalformed);
  }
  CHECK(codes(read_ok(loaded(kRealImages / "bad/d_bomb_itxt_64mib.png")).problems) == Codes{"GB-METADATA-DAMAGED"});
}

TEST_CASE("real media: bad files are read or refused in words" * doctest::skip(!fs::exists(kRealImages))) {
  for (const fs::path& path : files_of({"bad"})) {
    CAPTURE(path);
    const Bytes file = loaded(path);
    const auto found = aigc::read(file, {});
    if (!found.ok()) CHECK_FALSE(found.status().message().empty());
    const auto written = aigc::write(file, sample(), {}, {});
    if (!written.ok()) CHECK_FALSE(written.status().message().empty());
  }
}

TEST_CASE("real media: every PNG and JPEG takes the label and keeps its image" * doctest::skip(!fs::exists(kRealImages))) {
  const aigc::Companions companions = {"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
                                       "Model", "1"};
  int covered = 0;
  for (const fs::path& path : files_of({"kodak", "ai", "special", "labelled"})) {
    const Bytes file = loaded(path);
    const auto format = container::sniff(file);
    if (format != container::Format::kPng && format != container::Format::kJpeg) continue;
    CAPTURE(path);
    const Bytes written = write_ok(file, sample(), companions);
    const auto found = read_ok(written);
    REQUIRE(found.labels.size() == 1);
    CHECK(found.labels[0].label == sample());
    CHECK(found.labels[0].deviations.empty());
    CHECK(found.companions.ai_system_used == "Model");
    CHECK(image_bytes(written) == image_bytes(file));
    CHECK(write_ok(written, sample(), companions) == written);
    ++covered;
  }
  MESSAGE("real files labelled: ", covered);
  CHECK(covered > 0);
}
