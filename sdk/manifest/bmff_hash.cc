#include "manifest/bmff_hash.h"

#include <algorithm>

namespace imprint::manifest {
namespace {

using cbor::Kind;
using cbor::Value;

constexpr size_t kMaxBoxesOfFile = 65536;
constexpr int kMaxPathDepth = 8;
constexpr size_t kMaxExclusions = 256;
constexpr size_t kMaxParts = 16;  // conditions and ranges of one exclusion
constexpr size_t kMaxExcludedRanges = 65536;

struct FileBox {
  std::string path;  // "/moov/trak"
  size_t start = 0, header = 0, length = 0;
  int depth = 0;
  size_t end() const { return start + length; }
};

bool holds_boxes(std::string_view type) {
  constexpr std::string_view kContainers[] = {"moov", "trak", "mdia", "minf", "stbl", "dinf", "edts", "mvex",
                                              "moof", "traf", "mfra", "udta", "meta", "iprp", "ipco"};
  return std::find(std::begin(kContainers), std::end(kContainers), type) != std::end(kContainers);
}

// Where the boxes of a container begin. meta is a full box in MP4 and HEIF, with version and flags before them, and a
// plain one in QuickTime; its first box is hdlr.
size_t inside_of(ByteView file, const FileBox& box, std::string_view type) {
  const size_t at = box.start + box.header;
  if (type != "meta") return at;
  const bool plain = box.end() - at >= 8 && as_text(file.subspan(at + 4, 4)) == "hdlr";
  return plain ? at : at + 4;
}

// The boxes of [begin, end), those of containers behind their container.
Status list_boxes(ByteView file, size_t begin, size_t end, const std::string& parent, int depth,
                  std::vector<FileBox>& out) {
  for (size_t at = begin; at < end;) {
    if (end - at < 8) return {Code::kMalformed, "BMFF: a box is cut at offset " + std::to_string(at)};
    uint64_t length = read_be32(file.data() + at);
    size_t header = 8;
    if (length == 1) {
      if (end - at < 16) return {Code::kMalformed, "BMFF: a box is cut at offset " + std::to_string(at)};
      length = uint64_t{read_be32(file.data() + at + 8)} << 32 | read_be32(file.data() + at + 12);
      header = 16;
    } else if (length == 0) {
      length = end - at;
    }
    if (length < header || length > end - at)
      return {Code::kMalformed, "BMFF: a box at offset " + std::to_string(at) + " leaves its container"};
    if (out.size() >= kMaxBoxesOfFile) return limit_exceeded("box count", out.size() + 1, "boxes", kMaxBoxesOfFile);
    const std::string type(as_text(file.subspan(at + 4, 4)));
    const FileBox box{parent + "/" + type, at, header, static_cast<size_t>(length), depth};
    out.push_back(box);
    const size_t inside = inside_of(file, box, type);
    if (depth < kMaxPathDepth && holds_boxes(type) && inside <= box.end()) {
      const Status nested = list_boxes(file, inside, box.end(), box.path, depth + 1, out);
      // What cannot be walked on is hashed as it stands: QuickTime ends udta with four zero bytes.
      if (nested.code() == Code::kLimitExceeded) return nested;
    }
    at += box.length;
  }
  return {};
}

struct Exclusion {
  std::string path;
  std::optional<uint64_t> length, version;
  std::vector<std::pair<size_t, Bytes>> data;  // offset in the box, what has to stand there
  std::optional<uint32_t> flags;
  bool flags_exact = true;
  std::vector<Range> subset;  // of the box; empty = all of it
};

std::optional<Exclusion> exclusion_of(const Value& map) {
  Exclusion out;
  out.path = map.text_at("xpath");
  if (out.path.empty()) return std::nullopt;
  if (const Value* v = map.find("length", Kind::kUnsigned)) out.length = v->number();
  if (const Value* v = map.find("version", Kind::kUnsigned)) out.version = v->number();
  if (const Value* v = map.find("exact", Kind::kBoolean)) out.flags_exact = v->number() != 0;
  if (const Value* v = map.find("flags", Kind::kBytes)) {
    if (v->bytes().size() != 3) return std::nullopt;
    out.flags = uint32_t{v->bytes()[0]} << 16 | uint32_t{v->bytes()[1]} << 8 | v->bytes()[2];
  }
  const Value *data = map.find("data", Kind::kArray), *subset = map.find("subset", Kind::kArray);
  if ((data != nullptr && data->size() > kMaxParts) || (subset != nullptr && subset->size() > kMaxParts))
    return std::nullopt;
  if (data != nullptr)
    for (const Value& item : data->items()) {
      const Value *offset = item.find("offset", Kind::kUnsigned), *value = item.find("value", Kind::kBytes);
      if (offset == nullptr || value == nullptr) return std::nullopt;
      out.data.emplace_back(static_cast<size_t>(offset->number()), Bytes(value->bytes().begin(), value->bytes().end()));
    }
  if (subset != nullptr)
    for (const Value& item : subset->items()) {
      const Value *offset = item.find("offset", Kind::kUnsigned), *length = item.find("length", Kind::kUnsigned);
      if (offset == nullptr || length == nullptr) return std::nullopt;
      out.subset.push_back({static_cast<size_t>(offset->number()), static_cast<size_t>(length->number())});
    }
  return out;
}

bool applies(const Exclusion& e, const FileBox& box, ByteView file) {
  if (e.path != box.path || (e.length && *e.length != box.length)) return false;
  const ByteView bytes = file.subspan(box.start, box.length);
  if (e.version || e.flags) {
    if (bytes.size() < box.header + 4) return false;
    const uint32_t head = read_be32(bytes.data() + box.header);
    if (e.version && *e.version != head >> 24) return false;
    const uint32_t flags = head & 0xFFFFFF;
    if (e.flags && (e.flags_exact ? flags != *e.flags : (flags & *e.flags) != *e.flags)) return false;
  }
  return std::all_of(e.data.begin(), e.data.end(), [&](const auto& d) {
    return d.first <= bytes.size() && d.second.size() <= bytes.size() - d.first &&
           std::equal(d.second.begin(), d.second.end(), bytes.begin() + static_cast<std::ptrdiff_t>(d.first));
  });
}

// What of the box an exclusion leaves out.
void add_ranges(const Exclusion& e, const FileBox& box, std::vector<Range>& out) {
  if (e.subset.empty()) return out.push_back({box.start, box.length});
  for (const Range& r : e.subset) {
    if (r.start >= box.length) continue;
    const size_t rest = box.length - r.start;
    out.push_back({box.start + r.start, r.length == 0 ? rest : std::min(r.length, rest)});  // 0: to the end of the box
  }
}

std::vector<Range> merged(std::vector<Range> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.start < b.start; });
  std::vector<Range> out;
  for (const Range& r : ranges) {
    if (!out.empty() && r.start <= out.back().end())
      out.back().length = std::max(out.back().end(), r.end()) - out.back().start;
    else
      out.push_back(r);
  }
  return out;
}

void add_offset(crypto::Hasher& hasher, uint64_t offset) {
  Bytes bytes;
  append_be32(bytes, static_cast<uint32_t>(offset >> 32));
  append_be32(bytes, static_cast<uint32_t>(offset));
  hasher.add(bytes);
}

// `excluded` is sorted, and its ranges do not touch.
Bytes hash_file(ByteView file, const std::vector<FileBox>& boxes, const std::vector<Range>& excluded,
                crypto::HashAlgorithm algorithm, bool offsets) {
  crypto::Hasher hasher(algorithm);
  auto next = excluded.begin();
  for (const FileBox& box : boxes) {
    if (box.depth != 0) continue;
    while (next != excluded.end() && next->end() <= box.start) ++next;
    if (next != excluded.end() && next->start <= box.start && next->end() >= box.end()) continue;
    if (offsets) add_offset(hasher, box.start);
    size_t at = box.start;
    for (auto r = next; r != excluded.end() && r->start < box.end(); ++r) {
      if (r->start > at) hasher.add(file.subspan(at, r->start - at));
      at = std::max(at, std::min(r->end(), box.end()));
    }
    hasher.add(file.subspan(at, box.end() - at));
  }
  return hasher.finish();
}

// Exclusions that the specification has for every file; what is beyond them is not signed and said to be so.
bool is_usual(const Exclusion& e) {
  if (e.path == "/uuid")
    return std::any_of(e.data.begin(), e.data.end(), [](const auto& d) {
      return d.first == kBoxUuidOffset &&
             std::equal(d.second.begin(), d.second.end(), kC2paBoxUuid.begin(), kC2paBoxUuid.end());
    });
  return e.path == "/ftyp" || e.path == "/mfra" || e.path == "/free" || e.path == "/skip";
}

bool all_zero(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](uint8_t b) { return b == 0; });
}

// What a usual box holds beyond what it is for. Nobody signs it, so that anybody can add to it.
std::string foreign_bytes(const FileBox& box, ByteView file, const std::vector<Range>& store) {
  constexpr size_t kMaxBrands = 32;
  const ByteView body = file.subspan(box.start + box.header, box.length - box.header);
  const std::string type = box.path.substr(1);
  if (type == "free" || type == "skip") return all_zero(body) ? "" : "a box " + type + " that is not empty";
  if (type == "ftyp") {  // major brand, minor version, compatible brands
    const auto printable = [](uint8_t c) { return c >= 0x20 && c < 0x7F; };
    const bool brands = body.size() >= 8 && body.size() % 4 == 0 && body.size() <= 8 + 4 * kMaxBrands &&
                        std::all_of(body.begin() + 8, body.end(), printable);
    return brands ? "" : "a box ftyp with more than brands";
  }
  if (type != "uuid" || store.empty() || box.start == store.front().start) return "";
  constexpr std::string_view kMerkle = "merkle";
  return as_text(body).substr(std::min(body.size(), kC2paBoxUuid.size() + 4), kMerkle.size()) == kMerkle
             ? ""
             : "a second box uuid of C2PA";
}

struct Excluded {
  std::vector<Range> ranges;
  bool additional = false;  // something besides the usual
  std::string foreign;      // what usual boxes hold that is not theirs; empty = nothing
};

// Every exclusion is held against every box, and its data against the bytes there.
uint64_t steps_of(const Exclusion& e, size_t boxes) {
  constexpr uint64_t kStepsAPair = 8, kBytesAStep = 16;
  uint64_t bytes = 0;
  for (const auto& [offset, value] : e.data) bytes += value.size();
  return boxes * (kStepsAPair + bytes / kBytesAStep);
}

Result<Excluded> excluded_of(const Value& exclusions, const std::vector<FileBox>& boxes, ByteView file,
                             const std::vector<Range>& store, const Limits& limits) {
  if (exclusions.size() > kMaxExclusions)
    return limit_exceeded("exclusion count", exclusions.size(), "exclusions", kMaxExclusions);
  Excluded out;
  for (const Value& item : exclusions.items()) {
    const std::optional<Exclusion> e = exclusion_of(item);
    if (!e)
      return Status{Code::kMalformed, "an exclusion without a path, with a part of the wrong kind, or with more than " +
                                          std::to_string(kMaxParts) + " parts"};
    IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kSteps, steps_of(*e, boxes.size()), "BMFF exclusions"));
    for (const FileBox& box : boxes)
      if (applies(*e, box, file)) {
        add_ranges(*e, box, out.ranges);
        out.additional = out.additional || !is_usual(*e);
        if (out.foreign.empty() && is_usual(*e)) out.foreign = foreign_bytes(box, file, store);
        if (out.ranges.size() > kMaxExcludedRanges)
          return limit_exceeded("excluded range count", out.ranges.size(), "ranges", kMaxExcludedRanges);
      }
  }
  out.ranges = merged(std::move(out.ranges));
  return out;
}

}  // namespace

Value bmff_exclusions() {
  const auto path = [](std::string_view xpath) { return Value::map({{"xpath", Value::text(xpath)}}); };
  Value uuid = path("/uuid");
  uuid.set("data", Value::array({Value::map(
                       {{"offset", Value::unsigned_integer(kBoxUuidOffset)}, {"value", Value::bytes(kC2paBoxUuid)}})}));
  return Value::array({std::move(uuid), path("/ftyp"), path("/mfra")});
}

Result<Bytes> hash_bmff(ByteView file, const Limits& limits) {
  std::vector<FileBox> boxes;
  IMPRINT_RETURN_IF_ERROR(list_boxes(file, 0, file.size(), "", 0, boxes));
  IMPRINT_ASSIGN_OR_RETURN(const Excluded excluded, excluded_of(bmff_exclusions(), boxes, file, {}, limits));
  return hash_file(file, boxes, excluded.ranges, crypto::HashAlgorithm::kSha256, true);
}

void check_bmff_hash(const Value& map, std::string_view label, const std::string& url, const ManifestView& manifest,
                     const Asset& asset, const Limits& limits, Findings& findings) {
  const auto malformed = [&](const std::string& why) { findings.failure("assertion.bmffHash.malformed", url, why); };
  const std::string name = map.text_at("alg").empty() ? manifest.claim->algorithm : map.text_at("alg");
  const auto algorithm = crypto::hash_algorithm(name.empty() ? "sha256" : name);
  if (!algorithm) return malformed("hash algorithm " + told(name) + " is not supported");
  const Value *hash = map.find("hash", Kind::kBytes), *exclusions = map.find("exclusions", Kind::kArray);
  if (exclusions == nullptr) return malformed("no exclusions");
  if (hash == nullptr)
    return findings.failure("assertion.bmffHash.mismatch", url, "the manifest hashes the file piece by piece (Merkle tree), which is not checked here");
  std::vector<FileBox> boxes;
  if (const Status status = list_boxes(asset.file, 0, asset.file.size(), "", 0, boxes); !status.ok())
    return malformed(status.message());
  const Result<Excluded> excluded = excluded_of(*exclusions, boxes, asset.file, asset.store, limits);
  if (!excluded.ok()) return malformed(excluded.status().message());
  if (excluded->additional && asset.store.empty())
    return findings.failure("assertion.bmffHash.mismatch", url,
                            "the manifest came beside the file and leaves parts of it unsigned, which it may not");
  const bool offsets = base_label(label) != "c2pa.hash.bmff";
  if (hash_file(asset.file, boxes, excluded->ranges, *algorithm, offsets) !=
      Bytes(hash->bytes().begin(), hash->bytes().end()))
    return findings.failure("assertion.bmffHash.mismatch", url, "the file was changed after signing");
  findings.success("assertion.bmffHash.match", url, "BMFF hash valid");
  if (excluded->additional)
    findings.note("assertion.bmffHash.additionalExclusionsPresent", url,
                  "parts of the file besides the manifest are not signed");
  const std::string foreign = asset.padding_says ? "bytes behind the manifest store" : excluded->foreign;
  if (!foreign.empty())
    findings.note("assertion.bmffHash.additionalExclusionsPresent", url, foreign + ", not signed by anybody");
}

}  // namespace imprint::manifest
