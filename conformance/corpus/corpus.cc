// Lists of pictures, drawing by kind, digests, folders.
#include "corpus/corpus.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <opencv2/core.hpp>

#include "corpus/canvas.h"
#include "model/error.h"
#include "pictures/files.h"

namespace imprint_conform {
namespace {

namespace fs = std::filesystem;
using namespace painters;

constexpr int kMostPictures = 100'000;
constexpr struct {
  int width, height;
} kSizes[] = {{1024, 768}, {768, 1024}, {1024, 1024}, {1280, 720}, {720, 1280},
              {960, 640},  {640, 960},  {512, 512},   {800, 600}};

// FNV-1a, then mixed: close ids get seeds that have nothing to do with each other.
uint64_t seed_of(std::string_view id, uint64_t seed) {
  uint64_t hash = 0xcbf29ce484222325 ^ seed * 0x9e3779b97f4a7c15;
  for (const char c : id) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9;
  return hash ^ hash >> 31;
}

CorpusPicture entry(const std::string& kind, int number, uint64_t seed) {
  char id[64];
  std::snprintf(id, sizeof id, "%s-%03d", kind.c_str(), number);
  CorpusPicture p;
  p.id = id;
  p.kind = kind;
  p.seed = seed_of(id, seed);
  // The first ones walk through the sizes, so that a short list has several.
  const auto& size = kSizes[(static_cast<size_t>(number) + kind.size()) % std::size(kSizes)];
  p.width = size.width, p.height = size.height;
  if (kind == "tiny") p.width = p.height = 64;
  if (kind == "panorama") p.width = 2048, p.height = 512;
  if (kind == "transparent") p.channels = 4;
  if (kind == "deep") p.bits = 16;
  return p;
}

// How many photographs, and how many of each of the ten other kinds (the first `extra` get one more).
struct Shares {
  int photographs, each, extra;
};
Shares shares_of(int count) {
  const int others = static_cast<int>(corpus_kinds().size()) - 1;
  if (count <= others + 1) return {1, 0, count - 1};
  const int rest = std::max(others, count / 2);
  return {count - rest, rest / others, rest % others};
}

Canvas photograph(const CorpusPicture& p) {
  return (p.seed >> 20) % 5 < 2 ? foliage(p.width, p.height, p.seed) : landscape(p.width, p.height, p.seed);
}

// Drawn four times as large and averaged down, so that 64 px hold a picture and no blur.
Picture tiny(const CorpusPicture& p) {
  constexpr int kTimes = 4;
  const Canvas large = p.seed % 2 == 0 ? flat_art(p.width * kTimes, p.height * kTimes, p.seed)
                                       : portrait(p.width * kTimes, p.height * kTimes, p.seed);
  Canvas small(p.width, p.height);
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x) {
      Colour sum;
      for (int k = 0; k < kTimes * kTimes; ++k) sum = sum + large.at(x * kTimes + k % kTimes, y * kTimes + k / kTimes);
      small.at(x, y) = sum * (1.0 / (kTimes * kTimes));
    }
  return to_picture(small, 8);
}

std::string lower_extension(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return extension;
}

}  // namespace

const std::vector<std::string>& corpus_kinds() {
  static const std::vector<std::string> kinds = {"photo", "portrait",    "flat", "text", "dark",    "gradient",
                                                 "noise", "transparent", "deep", "tiny", "panorama"};
  return kinds;
}

std::vector<CorpusPicture> draw_list(int count, uint64_t seed) {
  if (count < 1 || count > kMostPictures)
    throw ConformError("a corpus has 1 to " + std::to_string(kMostPictures) + " pictures; " + std::to_string(count) +
                       " were asked for");
  const Shares shares = shares_of(count);
  std::vector<CorpusPicture> list;
  const auto& kinds = corpus_kinds();
  for (size_t k = 0; k < kinds.size(); ++k) {
    const int number = k == 0 ? shares.photographs : shares.each + (static_cast<int>(k) <= shares.extra ? 1 : 0);
    for (int i = 1; i <= number; ++i) list.push_back(entry(kinds[k], i, seed));
  }
  return list;
}

Picture draw(const CorpusPicture& p) {
  const auto canvas = [&]() -> Canvas {
    if (p.kind == "photo" || p.kind == "deep") return photograph(p);
    if (p.kind == "panorama") return landscape(p.width, p.height, p.seed);
    if (p.kind == "portrait") return portrait(p.width, p.height, p.seed);
    if (p.kind == "flat") return flat_art(p.width, p.height, p.seed);
    if (p.kind == "dark") return night(p.width, p.height, p.seed);
    if (p.kind == "gradient") return gradient(p.width, p.height, p.seed);
    if (p.kind == "noise") return grain_only(p.width, p.height, p.seed);
    throw ConformError("there is no kind of drawn picture called \"" + p.kind + "\"");
  };
  if (p.kind == "text") return text_page(p.width, p.height, p.seed);
  if (p.kind == "transparent") return cut_out(p.width, p.height, p.seed);
  if (p.kind == "tiny") return tiny(p);
  return to_picture(canvas(), p.bits);
}

CorpusPicture sheet_picture() {
  CorpusPicture p = entry("portrait", 1, 1);
  p.width = p.height = 512;
  return p;
}

struct ManifestDigest::State {
  Sha256 sha;
};
ManifestDigest::ManifestDigest() : state_(new State) {
  state_->sha.add(std::string("painter ") + std::string(kPainterVersion) + "\n");
}
ManifestDigest::~ManifestDigest() { delete state_; }

void ManifestDigest::add(const CorpusPicture& picture, const Picture& pixels) {
  state_->sha.add(picture.id + " " + std::to_string(pixels.width()) + " " + std::to_string(pixels.height()) + " " +
                  std::to_string(pixels.channels()) + " " + std::to_string(pixels.bits()) + "\n");
  std::vector<uint8_t> row;
  for (int y = 0; y < pixels.height(); ++y) {
    const size_t bytes = static_cast<size_t>(pixels.width()) * pixels.pixels.elemSize();
    const uint8_t* samples = pixels.pixels.ptr(y);
    if (pixels.bits() == 16) {
      row.clear();
      for (size_t i = 0; i < bytes / 2; ++i) {
        const uint16_t value = pixels.pixels.ptr<uint16_t>(y)[i];
        row.push_back(static_cast<uint8_t>(value));
        row.push_back(static_cast<uint8_t>(value >> 8));
      }
      samples = row.data();
    }
    state_->sha.add(ByteSpan(samples, bytes));
  }
}

std::string ManifestDigest::finish_hex() { return state_->sha.finish_hex(); }

std::string manifest_sha256(const std::vector<CorpusPicture>& list) {
  ManifestDigest digest;
  for (const CorpusPicture& picture : list) digest.add(picture, draw(picture));
  return digest.finish_hex();
}

bool held_out(std::string_view name) { return (seed_of(name, 0) & 1) != 0; }

std::vector<FolderPicture> read_folder(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (error) throw ConformError("folder " + folder.string() + " cannot be read: " + error.message());
  std::map<std::string, fs::path> sorted;
  for (const auto& entry : entries) {
    const std::string extension = lower_extension(entry.path());
    if (extension != ".png" && extension != ".jpg" && extension != ".jpeg" && extension != ".webp") continue;
    if (entry.is_regular_file(error)) sorted.emplace(entry.path().filename().string(), entry.path());
  }
  if (sorted.empty()) throw ConformError("folder " + folder.string() + " holds no PNG, JPEG or WebP file");
  std::vector<FolderPicture> files;
  for (const auto& [name, path] : sorted) {
    const Bytes bytes = read_file(path);
    files.push_back({name, path, sha256_hex(bytes), bytes.size()});
  }
  return files;
}

std::string folder_sha256(const std::vector<FolderPicture>& files) {
  Sha256 sha;
  for (const FolderPicture& file : files) sha.add(file.name + "\n" + file.sha256 + "\n");
  return sha.finish_hex();
}

}  // namespace imprint_conform
