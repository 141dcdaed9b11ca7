// Which pictures a list holds, that they are the same everywhere, and folders.
#include "corpus/corpus.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <opencv2/core.hpp>
#include <set>

#include "model/error.h"
#include "pictures/codec.h"
#include "pictures/files.h"

using namespace imprint_conform;

namespace {

std::map<std::string, int> kinds_of(const std::vector<CorpusPicture>& list) {
  std::map<std::string, int> kinds;
  for (const auto& p : list) ++kinds[p.kind];
  return kinds;
}

CorpusPicture named(const std::string& id) {
  for (const auto& p : draw_list(300, 1))
    if (p.id == id) return p;
  throw ConformError("no picture " + id);
}

std::string sha256_of(const Picture& picture) {
  Sha256 sha;
  for (int y = 0; y < picture.height(); ++y)
    sha.add(ByteSpan(picture.pixels.ptr(y), static_cast<size_t>(picture.width()) * picture.pixels.elemSize()));
  return sha.finish_hex();
}

}  // namespace

TEST_CASE("corpus: twelve hold each kind, three hundred are half photographs") {
  const auto quick = kinds_of(draw_list(12, 1)), full = kinds_of(draw_list(300, 1));
  CHECK(quick.size() == corpus_kinds().size());
  CHECK(quick.at("photo") == 2);
  CHECK(full.at("photo") == 150);
  for (const auto& kind : corpus_kinds())
    if (kind != "photo") CHECK(full.at(kind) == 15);
  for (const int count : {1, 5, 11, 12, 13, 21, 22, 23, 100, 301}) {
    const auto list = draw_list(count, 1);
    CHECK(list.size() == static_cast<size_t>(count));
    std::set<std::string> ids;
    for (const auto& p : list) ids.insert(p.id);
    CHECK(ids.size() == list.size());
  }
  CHECK_THROWS_AS(draw_list(0, 1), ConformError);
  CHECK_THROWS_AS(draw_list(100'001, 1), ConformError);
}

TEST_CASE("corpus: a picture is the same in every list of a seed, and another one with another seed") {
  const auto quick = draw_list(12, 1), full = draw_list(300, 1), other = draw_list(12, 2);
  for (size_t i = 0; i < quick.size(); ++i) {
    const auto& same = *std::find_if(full.begin(), full.end(), [&](const auto& p) { return p.id == quick[i].id; });
    CHECK(same.seed == quick[i].seed);
    CHECK(same.width == quick[i].width);
    CHECK(other[i].id == quick[i].id);
    CHECK(other[i].seed != quick[i].seed);
  }
}

TEST_CASE("corpus: each kind is drawn as its entry says, and shows something") {
  for (const auto& entry : draw_list(11, 3)) {
    CAPTURE(entry.id);
    const Picture p = draw(entry);
    CHECK(p.width() == entry.width);
    CHECK(p.height() == entry.height);
    CHECK(p.channels() == entry.channels);
    CHECK(p.bits() == entry.bits);
    cv::Scalar mean, deviation;
    cv::meanStdDev(p.pixels, mean, deviation);
    CHECK(std::max({deviation[0], deviation[1], deviation[2]}) >
          (entry.bits == 16 ? 257 : 1) * (entry.kind == "dark" ? 5.0 : 9.0));
    if (entry.kind == "dark") CHECK(mean[1] < 40);
  }
  CorpusPicture unknown = draw_list(1, 1)[0];
  unknown.kind = "cartoon";
  CHECK_THROWS_WITH_AS(draw(unknown), "there is no kind of drawn picture called \"cartoon\"", ConformError);
}

TEST_CASE("corpus: the sixteen bits are more than eight, and the transparent one has three kinds of pixels") {
  const Picture deep = draw(named("deep-001")), clear = draw(named("transparent-001"));
  uint64_t between = 0;
  for (int y = 0; y < deep.height(); ++y)
    for (int x = 0; x < deep.width() * 3; ++x) between += deep.pixels.ptr<uint16_t>(y)[x] % 257 != 0;
  CHECK(between > deep.pixels.total() * 2);
  std::map<std::string, uint64_t> pixels;
  for (int y = 0; y < clear.height(); ++y)
    for (int x = 0; x < clear.width(); ++x) {
      const int alpha = clear.pixels.at<cv::Vec4b>(y, x)[3];
      ++pixels[alpha == 0 ? "none" : alpha == 255 ? "all" : "some"];
    }
  for (const char* kind : {"none", "some", "all"}) CHECK(pixels[kind] > clear.pixels.total() / 30);
}

// Not one byte may differ between machines, compilers and levels of optimisation: reports rest on it.
TEST_CASE("corpus: the same bytes everywhere") {
  CHECK(sha256_of(draw(named("photo-003"))) == "9cce2493fd9f73b9d58354412e61133dc82beec390391a652f0d5f72f8e33395");
  CHECK(sha256_of(draw(named("portrait-001"))) == "8ae97d669f7f51eec6b0e6175b3691af55ff31fd9d3ec0309850ee3e6673a2bb");
  CHECK(sha256_of(draw(named("text-001"))) == "903b9958280142553b66caaf671cb5f5aace6d688277394ec7e1fbeced0c6577");
}

TEST_CASE("corpus: the digest of the manifest tells one sample, one name and the order") {
  auto list = draw_list(300, 1);
  const CorpusPicture tiny = named("tiny-001"), other = named("tiny-002");
  Picture p = draw(tiny);
  const auto digest_of = [](const CorpusPicture& entry, const Picture& pixels) {
    ManifestDigest digest;
    digest.add(entry, pixels);
    return digest.finish_hex();
  };
  const std::string before = digest_of(tiny, p);
  CHECK(before == manifest_sha256({tiny}));
  CHECK(digest_of(other, p) != before);
  p.pixels.at<cv::Vec3b>(63, 63)[2] ^= 1;
  CHECK(digest_of(tiny, p) != before);
  CHECK(manifest_sha256({tiny, other}) != manifest_sha256({other, tiny}));
}

TEST_CASE("corpus: about half of any list is held out, by name alone") {
  int out = 0;
  for (int i = 0; i < 1000; ++i) out += held_out("picture" + std::to_string(i) + ".png");
  CHECK(out > 430);
  CHECK(out < 570);
  CHECK(held_out("a.png") == held_out("a.png"));
}

TEST_CASE("corpus: folders are read by name, and other files are left alone") {
  const auto folder = std::filesystem::temp_directory_path() / "imprint_conform_folder_test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "sub.png");
  CHECK_THROWS_AS(read_folder(folder), ConformError);
  for (const char* name : {"b.PNG", "a.jpeg", "c.webp", "notes.txt", "d.jpg"})
    write_file(folder / name, Bytes{'a', 'b', 'c'});
  const auto files = read_folder(folder);
  REQUIRE(files.size() == 4);
  CHECK(files[0].name == "a.jpeg");
  CHECK(files[1].name == "b.PNG");
  CHECK(files[3].name == "d.jpg");
  CHECK(files[0].sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(files[0].bytes == 3);
  const std::string before = folder_sha256(files);
  write_file(folder / "d.jpg", Bytes{'a', 'b', 'd'});
  CHECK(folder_sha256(read_folder(folder)) != before);
  CHECK_THROWS_AS(read_folder(folder / "none"), ConformError);
  std::filesystem::remove_all(folder);
}
