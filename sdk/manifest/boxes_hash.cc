#include "manifest/boxes_hash.h"

#include <algorithm>

#include "container/jpeg_segments.h"
#include "container/png_chunks.h"

namespace imprint::manifest {
namespace {

using cbor::Kind;
using cbor::Value;

constexpr std::string_view kStoreName = "C2PA";
constexpr std::string_view kAfter = "c2pa.after";  // what follows the last box
constexpr size_t kPngSignature = 8;

// What the specification calls a box: a chunk, a segment. All of them in order are the file.
struct NamedBox {
  std::string name;
  Range range;
};

// T.81 table B.1. SOS has the coded data behind it.
std::string jpeg_name(uint8_t marker) {
  struct Name {
    uint8_t marker;
    const char* text;
  };
  static constexpr Name kNames[] = {{0xD8, "SOI"}, {0xD9, "EOI"}, {0xDA, "SOS"}, {0xDB, "DQT"},
                                    {0xDC, "DNL"}, {0xDD, "DRI"}, {0xDE, "DHP"}, {0xDF, "EXP"},
                                    {0xC4, "DHT"}, {0xC8, "JPG"}, {0xCC, "DAC"}, {0xFE, "COM"}};
  for (const Name& n : kNames)
    if (n.marker == marker) return n.text;
  if (marker >= 0xE0 && marker <= 0xEF) return "APP" + std::to_string(marker - 0xE0);
  if (marker >= 0xC0 && marker <= 0xCF) return "SOF" + std::to_string(marker - 0xC0);
  return marker >= 0xF0 && marker <= 0xFD ? "JPG" + std::to_string(marker - 0xF0) : "unknown";
}

class BoxList {
 public:
  explicit BoxList(const Asset& asset) : asset_(asset) {}

  Status read(const Limits& limits) {
    switch (container::sniff(asset_.file)) {
      case container::Format::kPng: return read_png(limits);
      case container::Format::kJpeg: return read_jpeg(limits);
      default: return {Code::kUnsupportedFormat, "hashes by box are checked in PNG and JPEG only"};
    }
  }
  const std::vector<NamedBox>& boxes() const { return boxes_; }

 private:
  Range range_of(ByteView part) const { return {static_cast<size_t>(part.data() - asset_.file.data()), part.size()}; }

  // The segments of a store are one box.
  void add(std::string name, ByteView part) {
    const Range range = range_of(part);
    const auto behind = std::upper_bound(asset_.store.begin(), asset_.store.end(), range.start,
                                         [](size_t at, const Range& store) { return at < store.start; });
    if (behind != asset_.store.begin() && range.end() <= std::prev(behind)->end()) {
      if (range.start == std::prev(behind)->start) boxes_.push_back({std::string(kStoreName), *std::prev(behind)});
      return;
    }
    boxes_.push_back({std::move(name), range});
  }

  void add_rest(ByteView trailing) {
    if (!trailing.empty()) boxes_.push_back({std::string(kAfter), range_of(trailing)});
  }

  Status read_png(const Limits& limits) {
    IMPRINT_ASSIGN_OR_RETURN(const container::PngChunks png, container::split_png(asset_.file, limits, "IDAT"));
    add("PNGh", asset_.file.first(kPngSignature));
    for (const container::PngChunk& chunk : png.chunks) add(std::string(chunk.type), chunk.raw);
    add_rest(png.trailing);
    return {};
  }

  Status read_jpeg(const Limits& limits) {
    IMPRINT_ASSIGN_OR_RETURN(const container::JpegSegments jpeg, container::split_jpeg(asset_.file, limits));
    for (const container::JpegSegment& segment : jpeg.segments) add(jpeg_name(segment.marker), segment.raw);
    add_rest(jpeg.trailing);
    return {};
  }

  const Asset& asset_;
  std::vector<NamedBox> boxes_;
};

struct Problem {
  std::string code, why;
};

// Goes through the list of the assertion and the boxes of the file side by side: each box has its place in both.
class Comparison {
 public:
  Comparison(const std::vector<NamedBox>& boxes, const ManifestView& manifest, const Asset& asset)
      : boxes_(boxes), manifest_(manifest), asset_(asset) {}

  std::optional<Problem> compare(const Value& list) {
    for (const Value& entry : list.items())
      if (std::optional<Problem> problem = compare_entry(entry)) return problem;
    if (next_ < boxes_.size()) return unknown("the box " + boxes_[next_].name + " is not listed");
    return std::nullopt;
  }
  bool additional() const { return additional_; }  // something besides the store is left out

 private:
  static Problem malformed(std::string why) { return {"assertion.boxesHash.malformed", std::move(why)}; }
  static Problem mismatch(std::string why) { return {"assertion.boxesHash.mismatch", std::move(why)}; }
  static Problem unknown(std::string why) { return {"assertion.boxesHash.unknownBox", std::move(why)}; }

  std::optional<Problem> compare_entry(const Value& entry) {
    const Value* names = entry.find("names", Kind::kArray);
    if (names == nullptr || names->size() == 0) return malformed("an entry without names");
    const size_t first = next_;
    for (const Value& name : names->items()) {
      if (!name.is(Kind::kText)) return malformed("a name of the wrong kind");
      if (next_ == boxes_.size()) return mismatch("the file was changed after signing: its part " + told(name.text()) + " is gone");
      if (boxes_[next_].name != name.text())
        return mismatch("the file was changed after signing: its part " + boxes_[next_].name + " stands where " + told(name.text()) + " was");
      ++next_;
    }
    if (boxes_[first].name == kStoreName && next_ == first + 1) return std::nullopt;
    return compare_range(entry, first);
  }

  std::optional<Problem> compare_range(const Value& entry, size_t first) {
    const Range range{boxes_[first].range.start, boxes_[next_ - 1].range.end() - boxes_[first].range.start};
    for (size_t i = first; i < next_; ++i)
      if (boxes_[i].name == kStoreName) return malformed("the manifest's box stands among others");
    if (const Value* exclusions = entry.find("exclusions", Kind::kArray);
        exclusions != nullptr && exclusions->size() > 0)
      return Problem{"assertion.unsupported", "exclusions inside of boxes are not supported here"};
    if (const Value* excluded = entry.find("excluded", Kind::kBoolean);
        excluded != nullptr && excluded->number() != 0) {
      additional_ = true;
      return std::nullopt;
    }
    const Value* hash = entry.find("hash", Kind::kBytes);
    const std::string name = entry.text_at("alg").empty() ? manifest_.claim->algorithm : entry.text_at("alg");
    const auto algorithm = crypto::hash_algorithm(name.empty() ? "sha256" : name);
    if (!algorithm) return Problem{"algorithm.unsupported", "hash algorithm " + told(name) + " is not supported"};
    if (hash == nullptr) return mismatch("the box " + boxes_[first].name + " has no hash");
    const Bytes digest = crypto::digest(*algorithm, asset_.file.subspan(range.start, range.length));
    if (!std::equal(digest.begin(), digest.end(), hash->bytes().begin(), hash->bytes().end()))
      return mismatch("the file was changed after signing, in its part " + boxes_[first].name);
    return std::nullopt;
  }

  const std::vector<NamedBox>& boxes_;
  const ManifestView& manifest_;
  const Asset& asset_;
  size_t next_ = 0;
  bool additional_ = false;
};

}  // namespace

void check_boxes_hash(const Value& map, const std::string& url, const ManifestView& manifest, const Asset& asset,
                      const Limits& limits, Findings& findings) {
  const Value* list = map.find("boxes", Kind::kArray);
  if (list == nullptr || list->size() == 0)
    return findings.failure("assertion.boxesHash.malformed", url, "a hash by box without boxes");
  BoxList file(asset);
  if (const Status status = file.read(limits); !status.ok())
    return findings.failure(
        status.code() == Code::kUnsupportedFormat ? "assertion.unsupported" : "assertion.boxesHash.malformed", url,
        status.message());
  Comparison comparison(file.boxes(), manifest, asset);
  if (const std::optional<Problem> problem = comparison.compare(*list))
    return findings.failure(problem->code, url, problem->why);
  if (comparison.additional() && asset.store.empty())
    return findings.failure("assertion.boxesHash.mismatch", url,
                            "the manifest came beside the file and leaves parts of it unsigned, which it may not");
  findings.success("assertion.boxesHash.match", url, "boxes hash valid");
  if (comparison.additional())
    findings.note("assertion.boxesHash.additionalExclusionsPresent", url,
                  "parts of the file besides the manifest are not signed");
}

}  // namespace imprint::manifest
