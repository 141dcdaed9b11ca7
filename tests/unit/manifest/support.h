// Pictures and sounds of a few bytes, signers, and a builder of manifests that can be wrong in any way.
#pragma once

#include <functional>
#include <set>

#include "container/png_chunks.h"
#include "crypto/hash.h"
#include "manifest/cose.h"
#include "manifest/jumbf.h"
#include "manifest/validate.h"
#include "manifest/writer.h"
#include "unit/containers.h"
#include "unit/rows.h"
#include "unit/sounds.h"
#include "unit/test_ca.h"

namespace imprint::test {

using manifest::Outcome;
using manifest::State;
using manifest::cbor::Value;

inline const std::string kGenerated = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
inline const std::string kAigcText = R"({"Label":"1","ContentProducer":"印记"})";

// --- pictures and sounds: their pixels and samples are words ---

inline std::string png_chunk(const std::string& type, const std::string& data) {
  Bytes out;
  container::append_png_chunk(out, type, as_bytes(data));
  return std::string(as_text(out));
}
inline Bytes png_picture() {
  return bytes_of("\x89PNG\r\n\x1a\n" + png_chunk("IHDR", "\0\0\0\1\0\0\0\1\x08\0\0\0\0"s) +
                  png_chunk("tEXt", "Title\0a picture"s) + png_chunk("IDAT", "pixels") + png_chunk("IEND", ""));
}
inline std::string jpeg_segment(int marker, const std::string& data) {
  return "\xFF"s + static_cast<char>(marker) + big_endian(data.size() + 2, 2) + data;
}
inline Bytes jpeg_picture() {
  return bytes_of("\xFF\xD8" + jpeg_segment(0xE0, "JFIF\0\1\1\0\0\1\0\1\0\0"s) + jpeg_segment(0xFE, "a comment") +
                  jpeg_segment(0xC0, "\x08\0\1\0\1\1\1\x11\0"s) + jpeg_segment(0xDA, "\1\1\0\0\x3F\0"s) + "pixels" +
                  "\xFF\xD9");
}

// With bytes that unsynchronisation changes.
inline const std::string kId3Title = "\0a\xFF\xE0\xFF\0z\xFF"s;
inline const std::string kId3Extended = "\0\0\0\6\1\0"s;  // of version 2.4: its size, no flags

// Files of every carrier.
struct PictureRow {
  std::string name;
  std::function<Bytes()> make;
};
inline const PictureRow kPictures[] = {
    {"PNG", png_picture},
    {"JPEG", jpeg_picture},
    {"WebP", [] { return webp_file({kVp8}); }},
    {"WebP with alpha",
     [] {
       return webp_file({vp8x_chunk(0x10), kVp8lAlpha}, "behind");
     }},
    {"GIF", [] { return gif_file(kGifLoop, "", "GIF87a", "behind"); }},
    {"TIFF", [] { return tiff_file({}); }},
    {"TIFF, big endian", [] { return tiff_file({.little = false}); }},
    {"BigTIFF", [] { return tiff_file({.big = true}); }},
    {"AVIF", [] { return heif_file({.items = {xmp_item("a packet")}}); }},
    {"AVIF with tracks, meta last", [] { return heif_file({.items = {}, .meta_last = true, .tracks = true}); }},
    {"HEIC", [] { return heif_file({.brand = "heic", .iloc_version = 2, .offset = 8, .length = 8, .base = 8}); }},
    {"WAV", [] { return wav_file(); }},
    {"WAV of odd length, a chunk and bytes behind",
     [] {
       return wav_file({.behind = {{"AIGC", "{}x"}}, .sound = "odd", .trailing = "behind"});
     }},
    {"RF64", [] { return wav_file({.behind = {{"junk", "x"}}, .wide = true}); }},
    {"MP3", [] { return mp3_file(); }},
    {"MP3, ID3v2.2", [] { return mp3_file(id3_tag({.version = 2, .frames = id3_frame_of(2, "TT2", kId3Title)})); }},
    {"MP3, ID3v2.3 with room, APE, ID3v1",
     [] {
       return mp3_file(id3_tag({.version = 3, .frames = id3_frame_of(3, "TIT2", kId3Title), .padding = 100}),
                       ape_tag({{"Title", "x"}}) + id3v1());
     }},
    {"MP3, ID3v2.3 unsynchronised",
     [] { return mp3_file(id3_tag({.version = 3, .flags = 0x80, .frames = id3_frame_of(3, "TIT2", kId3Title)})); }},
    {"MP3, ID3v2.4 extended, with footer, a second tag",
     [] {
       return mp3_file(id3_tag({.flags = 0x50, .frames = id3_frame_of(4, "TIT2", kId3Title), .extended = kId3Extended}) +
                       id3_tag({.frames = id3_frame_of(4, "TPE1", "\3x")}));
     }},
    {"FLAC", [] { return flac_file({{4, vorbis_comments({"TITLE=x"})}}); }},
    {"FLAC behind ID3v2", [] { return flac_file({}, id3_tag({.frames = id3_frame_of(4, "TIT2", kId3Title)})); }},
    {"M4A", [] { return m4a_file({.udta = mp4_keys({{"AIGC", "{}"}})}); }},
    {"M4A, moov first, to the end of the file", [] { return m4a_file({.moov_first = true, .open_end = true}); }},
};

// --- signing ---

struct AlgorithmRow {
  std::string name;
  crypto::CoseAlgorithm algorithm;
  std::string key;
};
inline const AlgorithmRow kAlgorithms[] = {
    {"ES256", crypto::CoseAlgorithm::kEs256, "P-256"},    {"ES384", crypto::CoseAlgorithm::kEs384, "P-384"},
    {"ES512", crypto::CoseAlgorithm::kEs512, "P-521"},    {"PS256", crypto::CoseAlgorithm::kPs256, "RSA-2048"},
    {"PS384", crypto::CoseAlgorithm::kPs384, "RSA-2048"}, {"PS512", crypto::CoseAlgorithm::kPs512, "RSA-2048"},
    {"EdDSA", crypto::CoseAlgorithm::kEdDsa, "Ed25519"},
};

inline manifest::Signer signer_of(const Identity& who,
                                  crypto::CoseAlgorithm algorithm = crypto::CoseAlgorithm::kEs256) {
  const crypto::CoseKey key = cose_key(who.key);
  manifest::Signer out;
  out.algorithm = algorithm;
  out.chain = who.chain;
  out.sign = [key, algorithm](ByteView message) { return key.sign(algorithm, message); };
  return out;
}
inline const Identity& signer_leaf() {
  static const Identity made = leaf();
  return made;
}

inline manifest::Content content_of() {
  manifest::Content out;
  out.generator = {"Imprint test", "1.0"};
  out.now = kNow;
  out.source_type = kGenerated;
  out.mark_id = 0x0123456789ABCDEF;
  out.watermarked_now = true;
  out.aigc_json = kAigcText;
  out.notice = "a notice";
  out.title = "picture";
  return out;
}

inline manifest::Signed sign_ok(const Bytes& file, const manifest::Signer& signer = signer_of(signer_leaf()),
                                const manifest::Parent* parent = nullptr,
                                const manifest::Content& content = content_of()) {
  auto made = manifest::sign_file(file, content, signer, parent, {});
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return std::move(made).value();
}

// --- validating ---

inline manifest::Trust trust_of(int64_t now = kNow) {
  manifest::Trust out;
  out.anchors = {root().certificate};
  out.now = now;
  return out;
}
inline manifest::Validation validate_ok(ByteView file, const manifest::Trust& trust = trust_of(),
                                        ByteView sidecar = {}) {
  auto made = manifest::validate(file, sidecar, trust, {});
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return std::move(made).value();
}

// Codes of the store and of the active manifest.
inline std::set<std::string> codes(const manifest::Validation& v, Outcome outcome) {
  std::set<std::string> out;
  for (const auto& f : v.findings)
    if (f.outcome == outcome) out.insert(f.code);
  if (v.active_manifest() != nullptr)
    for (const auto& f : v.active_manifest()->findings)
      if (f.outcome == outcome) out.insert(f.code);
  return out;
}
inline std::set<std::string> failures(const manifest::Validation& v) { return codes(v, Outcome::kFailure); }
inline std::string told(const manifest::Validation& v) {
  std::string out = "state " + std::to_string(static_cast<int>(v.state)) + ":";
  for (const std::string& code : failures(v)) out += " " + code;
  return out;
}

// --- manifests of any kind ---

inline Value hashed_uri(const std::string& url, ByteView superbox) {
  return Value::map({{"url", Value::text(url)},
                     {"hash", Value::bytes(crypto::digest(crypto::HashAlgorithm::kSha256, superbox.subspan(8)))}});
}

struct Box {
  std::string label;
  std::string type = "cbor";
  Bytes data;
  bool listed = true;
  std::string uuid = {};  // of the superbox; empty = as the type
};
inline Box cbor_box(const std::string& label, const Value& value) {
  return {label, "cbor", manifest::cbor::encode(value), true};
}
inline Bytes assertion_bytes(const Box& box) {
  const std::string& uuid = box.uuid.empty() ? box.type : box.uuid;
  return manifest::make_superbox(manifest::uuid_of(uuid), box.label, manifest::make_box(box.type, box.data));
}
inline Value created_action() {
  return Value::map({{"action", Value::text("c2pa.created")}, {"digitalSourceType", Value::text(kGenerated)}});
}
inline Box actions_box(std::vector<Value> actions) {
  return cbor_box("c2pa.actions.v2", Value::map({{"actions", Value::array(std::move(actions))}}));
}

// A manifest that is right; each hook may make it wrong.
struct Recipe {
  std::string label = "urn:c2pa:11111111-1111-4111-8111-111111111111";
  std::string kind = "c2ma";
  std::string claim_label = "c2pa.claim.v2";
  std::vector<Box> boxes = {actions_box({created_action()})};
  bool hard_binding = true;
  Bytes before;  // manifests that stand before it in the store
  Identity who = signer_leaf();
  crypto::CoseAlgorithm algorithm = crypto::CoseAlgorithm::kEs256;
  std::function<void(Value& map)> edit_data_hash = [](Value&) {};
  std::function<void(Value& map)> edit_claim = [](Value&) {};
  // The bytes of the signature box, from protected header, signature and claim.
  std::function<Bytes(ByteView header, ByteView signature, ByteView claim)> make_cose =
      [](ByteView header, ByteView signature, ByteView) { return manifest::make_cose(header, signature, {}, 0); };
  std::function<Bytes(crypto::CoseAlgorithm, const std::vector<Bytes>&)> make_header = manifest::protected_header;
  std::function<void(Bytes& claim)> after_signing = [](Bytes&) {};
  Bytes more;    // behind the signature box
  Bytes behind;  // behind the store
};

inline Box data_hash_box(const Recipe& r, const manifest::Range& range, ByteView hash) {
  Value map = Value::map({{"alg", Value::text("sha256")},
                          {"name", Value::text("jumbf manifest")},
                          {"hash", Value::bytes(hash)},
                          {"pad", Value::bytes({})}});
  if (range.length != 0)
    map.set("exclusions", Value::array({Value::map({{"start", Value::unsigned_integer(range.start)},
                                                    {"length", Value::unsigned_integer(range.length)}})}));
  r.edit_data_hash(map);
  return cbor_box("c2pa.hash.data", map);
}

inline Bytes manifest_bytes(const Recipe& r, const manifest::Range& range, ByteView hash) {
  std::vector<Box> boxes = r.boxes;
  if (r.hard_binding) boxes.push_back(data_hash_box(r, range, hash));
  Bytes assertions;
  std::vector<Value> listed;
  for (const Box& box : boxes) {
    const Bytes bytes = assertion_bytes(box);
    append(assertions, bytes);
    if (box.listed) listed.push_back(hashed_uri("self#jumbf=c2pa.assertions/" + box.label, bytes));
  }
  Value claim = Value::map({{"instanceID", Value::text("xmp:iid:1")},
                            {"signature", Value::text("self#jumbf=c2pa.signature")},
                            {"alg", Value::text("sha256")}});
  const bool old = r.claim_label == "c2pa.claim";
  claim.set(old ? "assertions" : "created_assertions", Value::array(std::move(listed)));
  if (old) claim.set("dc:format", Value::text("image/png"));
  if (old)
    claim.set("claim_generator", Value::text("test/1.0"));
  else
    claim.set("claim_generator_info", Value::map({{"name", Value::text("test")}}));
  r.edit_claim(claim);
  Bytes claim_bytes = manifest::cbor::encode(claim);
  std::vector<Bytes> chain;
  for (const auto& certificate : r.who.chain) chain.push_back(certificate.der());
  const Bytes header = r.make_header(r.algorithm, chain);
  const auto signature = cose_key(r.who.key).sign(r.algorithm, manifest::signed_bytes(header, claim_bytes));
  REQUIRE(signature.ok());
  const Bytes cose = r.make_cose(header, signature.value(), claim_bytes);
  r.after_signing(claim_bytes);
  using manifest::make_box, manifest::make_superbox, manifest::uuid_of;
  Bytes contents = make_superbox(uuid_of("c2as"), "c2pa.assertions", assertions);
  append(contents, make_superbox(uuid_of("c2cl"), r.claim_label, make_box("cbor", claim_bytes)));
  append(contents, make_superbox(uuid_of("c2cs"), "c2pa.signature", make_box("cbor", cose)));
  append(contents, r.more);
  return make_superbox(uuid_of(r.kind), r.label, contents);
}
inline Bytes store_bytes(const Recipe& r, const manifest::Range& range = {}, ByteView hash = {}) {
  Bytes contents = r.before;
  append(contents, manifest_bytes(r, range, hash));
  Bytes out = manifest::make_superbox(manifest::uuid_of("c2pa"), "c2pa", contents);
  append(out, r.behind);
  return out;
}

inline Bytes hash_without(ByteView file, const manifest::Range& range) {
  crypto::Hasher hasher(crypto::HashAlgorithm::kSha256);
  hasher.add(file.first(range.start));
  hasher.add(file.subspan(range.end()));
  return hasher.finish();
}

// The store in the file, with the hash of what is around it. DER signatures of ECDSA differ in size: those recipes have
// to pad.
inline Bytes build(const Recipe& r, const Bytes& file = png_picture()) {
  const auto carrier = manifest::carrier_for(file);
  REQUIRE(carrier.ok());
  manifest::Range range{1, 1};
  for (int i = 0; i < 20; ++i) {
    Bytes store = store_bytes(r, range, Bytes(32, 0));
    auto placed = carrier.value()->place(file, store, {});
    REQUIRE(placed.ok());
    if (!(placed->range == range)) {
      range = placed->range;
      continue;
    }
    store = store_bytes(r, range, hash_without(placed->file, range));
    placed = carrier.value()->place(file, store, {});
    REQUIRE(placed.ok());
    if (placed->range == range) return placed->file;
  }
  FAIL("the place of the manifest does not settle");
  return {};
}

// `file` with another store, whatever its hash.
inline Bytes with_store(const Bytes& file, ByteView store) {
  const auto placed = manifest::carrier_for(file).value()->place(file, store, {});
  REQUIRE(placed.ok());
  return placed->file;
}
inline Bytes store_of(const Bytes& file) {
  const auto located = manifest::carrier_for(file).value()->locate(file, {});
  REQUIRE(located.ok());
  REQUIRE(located.value());
  return located.value()->store;
}
// The manifests of a file, to stand before another.
inline Bytes manifests_of(const Bytes& file) {
  const Bytes store = store_of(file);
  const auto root_box = manifest::parse_superbox(store);
  REQUIRE(root_box.ok());
  Bytes out;
  for (const auto& child : root_box->children) append(out, child.raw);
  return out;
}

}  // namespace imprint::test
