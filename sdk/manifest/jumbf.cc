#include "manifest/jumbf.h"

#include <algorithm>

#include "manifest/cbor.h"

namespace imprint::manifest {
namespace {

constexpr size_t kHeader = 8, kLongHeader = 16;
constexpr uint8_t kRequestable = 1, kHasLabel = 2, kHasPrivate = 16;
constexpr size_t kMinSaltBytes = 16;

struct RawBox {
  std::string_view type;
  ByteView raw, payload;
};

Result<RawBox> box_at(ByteView bytes) {
  if (bytes.size() < kHeader)
    return Status{Code::kTruncated, "JUMBF: " + std::to_string(bytes.size()) + " bytes are no box"};
  uint64_t length = read_be32(bytes.data());
  size_t header = kHeader;
  if (length == 1) {
    if (bytes.size() < kLongHeader) return Status{Code::kTruncated, "JUMBF: a box header is cut"};
    length = uint64_t{read_be32(bytes.data() + 8)} << 32 | read_be32(bytes.data() + 12);
    header = kLongHeader;
  } else if (length == 0) {
    length = bytes.size();
  }
  if (length < header)
    return Status{Code::kMalformed, "JUMBF: a box of " + std::to_string(length) + " bytes is shorter than its header"};
  if (length > bytes.size())
    return Status{Code::kTruncated,
                  "JUMBF: a box of " + std::to_string(length) + " bytes in " + std::to_string(bytes.size())};
  const ByteView raw = bytes.first(static_cast<size_t>(length));
  return RawBox{as_text(raw.subspan(4, 4)), raw, raw.subspan(header)};
}

Status malformed_jumbf(std::string what) { return {Code::kMalformed, "JUMBF: " + std::move(what)}; }

// ISO/IEC 19566-5: no control character, none that has a meaning in a URI.
Status check_label(std::string_view label) {
  if (label.empty()) return malformed_jumbf("a label that is empty");
  if (label.size() > kMaxBoxLabelBytes)
    return {Code::kLimitExceeded, "JUMBF: a label of " + std::to_string(label.size()) + " bytes exceeds " +
                                      std::to_string(kMaxBoxLabelBytes)};
  for (size_t i = 0; i < label.size(); ++i) {
    const auto c = static_cast<uint8_t>(label[i]);
    const bool c1 = c == 0xC2 && i + 1 < label.size() && static_cast<uint8_t>(label[i + 1]) < 0xA0;  // U+0080 to U+009F
    if (c < 0x20 || c == 0x7F || c1 || c == '/' || c == ';' || c == '?' || c == '#')
      return malformed_jumbf("a label with a character that none may have, at byte " + std::to_string(i));
  }
  return cbor::valid_utf8(label) ? Status() : malformed_jumbf("a label that is not UTF-8");
}

// The one private box that C2PA knows: a salt, which ends the description.
Status check_private(ByteView rest) {
  IMPRINT_ASSIGN_OR_RETURN(const RawBox box, box_at(rest));
  if (box.type != "c2sh") return malformed_jumbf("a private box " + std::string(box.type) + ", which is no salt");
  if (box.payload.size() < kMinSaltBytes)
    return malformed_jumbf("a salt of " + std::to_string(box.payload.size()) + " bytes");
  return box.raw.size() == rest.size() ? Status() : malformed_jumbf("bytes behind the salt of a description box");
}

// ISO/IEC 19566-5 A.3: UUID, toggles, label, private box. Id and signature are not C2PA's, nor are the other toggles.
Status parse_description(ByteView d, Superbox& out) {
  if (d.size() < 17) return malformed_jumbf("a description box of " + std::to_string(d.size()) + " bytes");
  std::copy_n(d.begin(), out.type.size(), out.type.begin());
  const uint8_t toggles = d[16];
  if ((toggles & ~kHasPrivate) != (kRequestable | kHasLabel))
    return malformed_jumbf("a description box with the toggles " + std::to_string(toggles) +
                     ", not requestable and labelled");
  const ByteView rest = d.subspan(17);
  const auto end = std::find(rest.begin(), rest.end(), uint8_t{0});
  if (end == rest.end()) return malformed_jumbf("a label without its end");
  const auto length = static_cast<size_t>(end - rest.begin());
  out.label.assign(as_text(rest.first(length)));
  IMPRINT_RETURN_IF_ERROR(check_label(out.label));
  const ByteView behind = rest.subspan(length + 1);
  if ((toggles & kHasPrivate) != 0) return check_private(behind);
  return behind.empty() ? Status() : malformed_jumbf("bytes behind the label of a description box");
}

class Parser {
 public:
  explicit Parser(size_t& boxes) : boxes_(boxes) {}

  Status parse(const RawBox& box, int depth, Superbox& out) {
    if (depth > kMaxBoxDepth)
      return {Code::kLimitExceeded, "JUMBF nesting exceeds " + std::to_string(kMaxBoxDepth) + " levels"};
    if (box.type != "jumb") return {Code::kMalformed, "JUMBF: a box that is no superbox"};
    out.raw = box.raw;
    out.hashed = box.payload;
    ByteView rest = box.payload;
    bool described = false;
    while (!rest.empty()) {
      if (++boxes_ > kMaxBoxes) return {Code::kLimitExceeded, "JUMBF boxes exceed " + std::to_string(kMaxBoxes)};
      IMPRINT_ASSIGN_OR_RETURN(const RawBox inner, box_at(rest));
      if (described == (inner.type == "jumd"))
        return {Code::kMalformed, "JUMBF: the description box is not the first, or not the only one"};
      if (!described)
        IMPRINT_RETURN_IF_ERROR(parse_description(inner.payload, out));
      else if (inner.type == "jumb")
        IMPRINT_RETURN_IF_ERROR(parse(inner, depth + 1, out.children.emplace_back()));
      else
        out.contents.push_back({inner.type, inner.payload});
      described = true;
      rest = rest.subspan(inner.raw.size());
    }
    if (!described) return {Code::kMalformed, "JUMBF: a superbox without a description"};
    for (size_t i = 0; i < out.children.size(); ++i) out.first_of.emplace(out.children[i].label, i);
    return {};
  }

 private:
  size_t& boxes_;
};

}  // namespace

BoxUuid uuid_of(std::string_view four_letters) {
  BoxUuid out = {0, 0, 0, 0, 0x00, 0x11, 0x00, 0x10, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71};
  std::copy_n(four_letters.begin(), 4, out.begin());
  return out;
}

const Superbox* Superbox::child(std::string_view wanted) const {
  const auto found = first_of.find(wanted);
  return found == first_of.end() ? nullptr : &children[found->second];
}

const ContentBox* Superbox::content(std::string_view wanted) const {
  for (const ContentBox& c : contents)
    if (c.type == wanted) return &c;
  return nullptr;
}

Result<Superbox> parse_superbox(ByteView bytes) {
  size_t boxes = 0;
  return parse_superbox(bytes, boxes);
}

Result<Superbox> parse_superbox(ByteView bytes, size_t& boxes) {
  IMPRINT_ASSIGN_OR_RETURN(const RawBox box, box_at(bytes));
  Superbox out;
  IMPRINT_RETURN_IF_ERROR(Parser(boxes).parse(box, 0, out));
  return out;
}

bool is_manifest(const Superbox& box) { return box.is("c2ma") || box.is("c2um") || box.is("c2md"); }

bool looks_like_store(ByteView bytes) {
  using namespace std::string_view_literals;
  constexpr size_t kUuidAt = 16, kLabelAt = 33;  // behind two box heads; behind UUID and toggles
  constexpr std::string_view kLabel = "c2pa\0"sv;
  if (bytes.size() < kLabelAt + kLabel.size()) return false;
  const BoxUuid type = uuid_of("c2pa");
  return std::equal(type.begin(), type.end(), bytes.begin() + kUuidAt) ||
         (as_text(bytes.subspan(4, 4)) == "jumb" && as_text(bytes.subspan(12, 4)) == "jumd" &&
          as_text(bytes.subspan(kLabelAt, kLabel.size())) == kLabel);
}

Bytes make_box(std::string_view type, ByteView payload) {
  Bytes out;
  append_be32(out, static_cast<uint32_t>(payload.size() + kHeader));
  append(out, as_bytes(type));
  append(out, payload);
  return out;
}

Bytes make_superbox(const BoxUuid& type, std::string_view label, ByteView contents, ByteView salt) {
  Bytes description(type.begin(), type.end());
  description.push_back(static_cast<uint8_t>(kRequestable | kHasLabel | (salt.empty() ? 0 : kHasPrivate)));
  append(description, as_bytes(label));
  description.push_back(0);
  if (!salt.empty()) append(description, make_box("c2sh", salt));
  Bytes payload = make_box("jumd", description);
  append(payload, contents);
  return make_box("jumb", payload);
}

}  // namespace imprint::manifest
