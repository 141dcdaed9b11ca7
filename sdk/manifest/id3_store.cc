// MP3 and FLAC: a frame GEOB in the ID3v2 tag that begins the file (C2PA 2.x "Embedding manifests into ID3"). The tag and
// the head of the frame are signed, the object is not. Where there is no tag one of version 2.4 is made.
#include <algorithm>
#include <utility>

#include "container/flac_blocks.h"
#include "container/id3_object.h"
#include "container/mp3_file.h"
#include "manifest/carrier.h"
#include "manifest/jumbf.h"

namespace imprint::manifest {
namespace {

using container::Id3Frame;
using container::Id3Object;
using container::Id3Tag;

// What C2PA asks for, and c2pa-rs writes since 0.75.8; readers before that know the second alone.
constexpr std::string_view kMediaType = "application/c2pa", kFormerMediaType = "application/x-c2pa-manifest-store";
constexpr std::string_view kAnyJumbf = "application/jumbf";  // read in the specification by some
constexpr std::string_view kFileName = "c2pa", kDescription = "c2pa manifest store";

std::optional<Id3Object> object_of(const Id3Frame& frame) {
  std::optional<Id3Object> found = container::read_id3_object(frame);
  if (!found) return std::nullopt;
  const bool named = found->media_type == kMediaType || found->media_type == kFormerMediaType ||
                     (found->media_type == kAnyJumbf && looks_like_store(found->data));
  return named ? found : std::nullopt;
}

// In a frame of another name, or in an object whose head or texts are damaged: near its beginning, since they stand
// before it.
Result<bool> hides_store(const Id3Frame& frame, const Limits& limits) {
  constexpr size_t kLongestTexts = 160;
  constexpr uint64_t kStepsAPlace = 4;
  const ByteView bytes = frame.data ? ByteView(*frame.data) : frame.raw;
  const size_t places = std::min(bytes.size(), kLongestTexts);
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kSteps, kStepsAPlace * places, "frame of ID3v2"));
  for (size_t at = 0; at < places; ++at)
    if (looks_like_store(bytes.subspan(at))) return true;
  return false;
}

Located located_in(ByteView file, const Id3Tag& tag, const Id3Frame& frame, const Id3Object& object) {
  const auto tag_at = static_cast<size_t>(tag.raw.data() - file.data());
  const container::Id3Extent data = container::id3_extent(tag, frame, object.head, object.data.size()),
                             head = container::id3_extent(tag, frame, 0, object.head);
  Located out;
  out.store.assign(object.data.begin(), object.data.end());
  out.ranges.push_back({tag_at + data.at, data.size});
  out.around.push_back({tag_at, tag.raw.size()});
  out.around.push_back({tag_at + head.at, head.size + data.size});
  return out;
}

// Into `out`: the store of one tag.
Status look_into(ByteView file, ByteView raw, const Limits& limits, std::optional<Located>& out) {
  IMPRINT_ASSIGN_OR_RETURN(const Id3Tag tag, container::read_id3(raw, limits));
  for (const Id3Frame& frame : tag.frames) {
    const std::optional<Id3Object> object = object_of(frame);
    if (!object) {
      IMPRINT_ASSIGN_OR_RETURN(const bool hidden, hides_store(frame, limits));
      if (hidden)
        return {Code::kManifestMalformed, "a manifest store stands in a frame of ID3v2 that is none of its kind"};
      continue;
    }
    if (raw.data() != file.data())
      return {Code::kManifestMalformed, "a manifest store stands in a tag of ID3v2 that is not the first"};
    if (out) return {Code::kManifestMalformed, "the tag of ID3v2 holds two manifest stores"};
    if (object->data.empty())
      return {Code::kManifestMalformed, "the frame of ID3v2 for a manifest store holds nothing"};
    out = located_in(file, tag, frame, *object);
  }
  return {};
}

// The tag with the store, if there is one, in the place of its first, or behind all frames.
Result<Bytes> tag_with(ByteView raw, std::optional<ByteView> store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Id3Tag tag, container::read_id3(raw, limits));
  Bytes added;
  if (store) {
    IMPRINT_ASSIGN_OR_RETURN(
        added, container::id3_object_frame(tag.version, kMediaType, kFileName, kDescription, *store));
  }
  std::vector<std::optional<Bytes>> replaced(tag.frames.size());
  bool changed = store.has_value();
  for (size_t i = 0; i < replaced.size(); ++i) {
    if (!object_of(tag.frames[i])) continue;
    replaced[i] = std::exchange(added, {});
    changed = true;
  }
  if (!changed) return Bytes(raw.begin(), raw.end());
  return container::with_id3_frames(tag, replaced, added, container::Id3Form::kPlain);
}

Result<Bytes> tag_alone(ByteView store) {
  IMPRINT_ASSIGN_OR_RETURN(const Bytes frame,
                           container::id3_object_frame(4, kMediaType, kFileName, kDescription, store));
  return container::new_id3(frame);
}

Result<Placed> place_in_tags(ByteView file, const std::vector<ByteView>& tags, ByteView store, const Limits& limits) {
  Placed out;
  if (tags.empty()) {
    IMPRINT_ASSIGN_OR_RETURN(out.file, tag_alone(store));
  }
  size_t end = 0;
  for (const ByteView tag : tags) {
    IMPRINT_ASSIGN_OR_RETURN(const Bytes made, tag_with(tag, end == 0 ? std::optional(store) : std::nullopt, limits));
    append(out.file, made);
    end += tag.size();
  }
  append(out.file, file.subspan(end));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Located> placed, locate_id3(out.file, limits));
  if (!placed || placed->ranges.front().length != store.size())
    return Status{Code::kMalformed, "the frames of the ID3v2 tag cannot be told apart with one more"};
  out.range = placed->ranges.front();
  return out;
}

}  // namespace

Result<std::optional<Located>> locate_id3(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<ByteView> tags, container::split_leading_id3(file, limits));
  std::optional<Located> out;
  for (const ByteView tag : tags) IMPRINT_RETURN_IF_ERROR(look_into(file, tag, limits, out));
  return out;
}

Result<Placed> place_mp3(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::Mp3File mp3, container::split_mp3(file, limits));
  return place_in_tags(file, mp3.id3, store, limits);
}

Result<Placed> place_flac(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::FlacFile flac, container::split_flac(file, limits));
  return place_in_tags(file, flac.id3, store, limits);
}

Bytes wrap_id3(ByteView store) { return {store.begin(), store.end()}; }

}  // namespace imprint::manifest
