// AVIF, HEIC, M4A, MP4, MOV: a box uuid behind ftyp (C2PA 2.x "Embedding manifests into BMFF-based assets").
#include <algorithm>

#include "container/heif_edit.h"
#include "container/mp4_edit.h"
#include "manifest/carrier.h"
#include "manifest/jumbf.h"

namespace imprint::manifest {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kPurpose = "manifest\0"sv, kFragments = "merkle\0"sv;
constexpr size_t kFullBox = 4, kMerkleOffset = 8;

// The store in the box, if it is one of a manifest. Boxes "merkle" hold hashes of fragments.
std::optional<ByteView> store_in(const container::BmffBox& box) {
  const ByteView d = box.data;
  const size_t fixed = kC2paBoxUuid.size() + kFullBox;
  if (box.type != "uuid" || d.size() < fixed + kPurpose.size() + kMerkleOffset ||
      !std::equal(kC2paBoxUuid.begin(), kC2paBoxUuid.end(), d.begin()) ||
      as_text(d.subspan(fixed, kPurpose.size())) != kPurpose)
    return std::nullopt;
  return d.subspan(fixed + kPurpose.size() + kMerkleOffset);
}

// A box of C2PA that is neither, such as "original" and "update", or a store in a box whose front is damaged.
bool hides_store(const container::BmffBox& box) {
  const ByteView d = box.data;
  const size_t fixed = kC2paBoxUuid.size() + kFullBox, store = fixed + kPurpose.size() + kMerkleOffset;
  const bool named = box.type == "uuid" && d.size() >= kC2paBoxUuid.size() &&
                     std::equal(kC2paBoxUuid.begin(), kC2paBoxUuid.end(), d.begin());
  if (named) return d.size() < fixed + kFragments.size() || as_text(d.subspan(fixed, kFragments.size())) != kFragments;
  return d.size() > store && looks_like_store(d.subspan(store));
}

}  // namespace

Result<std::optional<Located>> locate_bmff(ByteView file, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file", file.size(), "max_file_bytes", limits.max_file_bytes);
  std::optional<Located> out;
  size_t boxes = 0;
  IMPRINT_RETURN_IF_ERROR(container::for_each_box(file, "BMFF", [&](const container::BmffBox& box) -> Status {
    if (++boxes > limits.max_segments) return limit_exceeded("box count", boxes, "max_segments", limits.max_segments);
    const std::optional<ByteView> store = store_in(box);
    if (!store && hides_store(box))
      return {Code::kManifestMalformed, "a box of C2PA, or one with a manifest store, that is of no kind that is read"};
    if (!store) return {};
    if (out) return {Code::kManifestMalformed, "the file holds two boxes with manifest stores"};
    if (store->size() > kMaxStoreBytes)
      return limit_exceeded("manifest store", store->size(), "max_store_bytes", kMaxStoreBytes);
    out.emplace();
    out->store.assign(store->begin(), store->end());
    out->ranges.push_back({static_cast<size_t>(box.raw.data() - file.data()), box.raw.size()});
    return {};
  }));
  return out;
}

namespace {

// Lists before the box may have become longer.
Result<Placed> found_again(Bytes file, size_t bytes, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Located> placed, locate_bmff(file, limits));
  if (!placed || placed->ranges.front().length != bytes)
    return Status{Code::kInternal, "the box of the manifest is not where it was put"};
  return Placed{std::move(file), placed->ranges.front()};
}

}  // namespace

Result<Placed> place_bmff(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::HeifFile heif, container::read_heif(file, "HEIF", limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Located> old, locate_bmff(file, limits));
  if (heif.boxes.empty() || heif.boxes.front().type != "ftyp")
    return Status{Code::kMalformed, "the file does not begin with a box ftyp"};
  const Bytes wrapped = wrap_bmff(store);
  const Range place = old ? old->ranges.front() : Range{heif.boxes.front().raw.size(), 0};
  IMPRINT_ASSIGN_OR_RETURN(Bytes made, container::replace_heif_boxes(heif, place.start, place.length, wrapped));
  return found_again(std::move(made), wrapped.size(), limits);
}

Result<Placed> place_m4a(ByteView file, ByteView store, const Limits& limits) {
  constexpr const char* kFormat = "M4A";
  IMPRINT_ASSIGN_OR_RETURN(const container::Mp4File mp4, container::read_mp4(file, kFormat, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Located> old, locate_bmff(file, limits));
  const ByteView place = old ? file.subspan(old->ranges.front().start, old->ranges.front().length) : ByteView();
  const Bytes wrapped = wrap_bmff(store);
  IMPRINT_ASSIGN_OR_RETURN(Bytes made, container::with_mp4_box(mp4, place, wrapped, kFormat));
  return found_again(std::move(made), wrapped.size(), limits);
}

Bytes wrap_bmff(ByteView store) {
  Bytes data(kC2paBoxUuid.begin(), kC2paBoxUuid.end());
  append_be32(data, 0);  // version and flags
  append(data, as_bytes(kPurpose));
  data.resize(data.size() + kMerkleOffset, 0);  // no box "merkle"
  append(data, store);
  Bytes out;
  container::append_box(out, "uuid", data);
  return out;
}

}  // namespace imprint::manifest
