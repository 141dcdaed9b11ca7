// JUMBF boxes (ISO/IEC 19566-5) as C2PA uses them: bounded, borrowed from the store (spec/manifest-format.md 2.1).
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/status.h"

namespace imprint::manifest {

// Four letters and the rest that all of C2PA's share, or any other 16 bytes.
using BoxUuid = std::array<uint8_t, 16>;
BoxUuid uuid_of(std::string_view four_letters);
inline constexpr BoxUuid kEmbeddedFileUuid = {0x40, 0xCB, 0x0C, 0x32, 0xBB, 0x8A, 0x48, 0x9D,
                                              0xA7, 0x0B, 0x2A, 0xD6, 0xF4, 0x7F, 0x43, 0x69};

struct ContentBox {
  std::string_view type;  // "cbor", "json", …
  ByteView payload;
};

struct Superbox {
  ByteView raw;     // all of it
  ByteView hashed;  // what a hashed URI covers: without the box's own header
  BoxUuid type{};
  std::string label;
  std::vector<ContentBox> contents;
  std::vector<Superbox> children;
  std::map<std::string, size_t, std::less<>> first_of;  // place in `children` of the first with a label

  bool is(std::string_view four_letters) const { return type == uuid_of(four_letters); }
  const Superbox* child(std::string_view label) const;
  const ContentBox* content(std::string_view type) const;
};

inline constexpr int kMaxBoxDepth = 8;
inline constexpr size_t kMaxBoxes = 16384;
inline constexpr size_t kMaxBoxLabelBytes = 1024;

// The superbox that `bytes` begins with; what follows it is left alone, as C2PA allows padding. kMalformed, kTruncated,
// kLimitExceeded.
Result<Superbox> parse_superbox(ByteView bytes);
// The same, with boxes counted on from `boxes`: several parses share kMaxBoxes.
Result<Superbox> parse_superbox(ByteView bytes, size_t& boxes);

// Of a standard (also of its deprecated type) or an update manifest.
bool is_manifest(const Superbox& box);
// The front of a store, even one that is damaged there: its type or its label stands in its place.
bool looks_like_store(ByteView bytes);

Bytes make_box(std::string_view type, ByteView payload);
// `salt` empty, or 16 or 32 random bytes.
Bytes make_superbox(const BoxUuid& type, std::string_view label, ByteView contents, ByteView salt = {});

}  // namespace imprint::manifest
