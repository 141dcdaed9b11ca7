// Makes the corpora of signed files and of what is in them: make_manifest_corpora FOLDER. Run by hand when a carrier or
// a kind of credential is added; what it made is committed.
#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "manifest/compressed.h"
#include "unit/manifest/compress.h"

using namespace imprint;
using namespace imprint::test;
namespace fs = std::filesystem;

namespace {

fs::path g_root;

void save(const std::string& target, const std::string& name, ByteView bytes, const std::string& first = "") {
  fs::create_directories(g_root / target);
  std::ofstream out(g_root / target / name, std::ios::binary);
  out << first << as_text(bytes);
}

std::string file_name(std::string name) {
  for (char& c : name)
    if (c == ' ' || c == ',') c = '_';
  return name;
}

// Alone, as the parent of another, in a file, and wrong in the ways of spec/manifest-format.md 2.3.
void save_compressed(const Bytes& one, ByteView two) {
  const Bytes box = compressed(one), stream = brotli(one);
  const std::string label = label_of(one);
  Bytes both = box;
  append(both, two.subspan(one.size()));
  const auto wrong = [&](ByteView bytes) {
    return store_with(compressed_box(label, manifest::make_box("brob", bytes)));
  };
  save("manifest", "compressed.store", store_with(box), "\1"s);
  save("manifest", "compressed_parent.store", store_with(both), "\1"s);
  save("manifest", "compressed_cut.store", wrong(ByteView(stream).first(stream.size() / 2)), "\1"s);
  save("manifest", "compressed_bomb.store", wrong(brotli(Bytes(manifest::kMaxInflatedBytes + 1, 0))), "\1"s);
  save("manifest", "compressed_twice.store", store_with(compressed(box)), "\1"s);
  save("manifest", "compressed_png.signed", with_store(png_picture(), store_with(box)), "\0"s);
}

// A list of boxes that fits no picture: the walk is what is tried.
void save_boxes() {
  const auto box = [](const std::string& name) {
    return Value::map({{"names", Value::array({Value::text(name)})}, {"hash", Value::bytes(Bytes(32, 0))}});
  };
  for (const auto& [name, picture, boxes] :
       {std::tuple{"boxes_png.signed"s, png_picture(), std::vector{box("PNGh"), box("IHDR"), box("C2PA"), box("tEXt")}},
        std::tuple{"boxes_jpeg.signed"s, jpeg_picture(),
                   std::vector{box("SOI"), box("APP0"), box("C2PA"), box("COM")}}}) {
    Recipe r;
    r.hard_binding = false;
    r.boxes.push_back(cbor_box("c2pa.hash.boxes", Value::map({{"boxes", Value::array(boxes)}})));
    save("manifest", name, with_store(picture, store_bytes(r)), "\0"s);
  }
}

// Objects of ID3v2 as others write them, and where none may stand.
void save_id3() {
  const Bytes store = store_bytes(Recipe{});
  const auto object = [&](int version, const std::string& type, const std::string& flags = "\0\0"s) {
    return id3_frame_of(version, version == 2 ? "GEO" : "GEOB",
                        "\0"s + type + "\0c2pa\0c2pa manifest store\0"s + std::string(as_text(store)), flags);
  };
  const std::string former = "application/x-c2pa-manifest-store";
  for (const auto& [name, frames, version, flags] :
       {std::tuple{"id3_22"s, object(2, former), 2, 0}, std::tuple{"id3_23_unsync"s, object(3, former), 3, 0x80},
        std::tuple{"id3_24_unsync"s, object(4, former, "\0\2"s), 4, 0},
        std::tuple{"id3_24_length"s, object(4, "", "\0\1"s), 4, 0},
        std::tuple{"id3_two"s, object(4, former) + object(4, former), 4, 0},
        std::tuple{"id3_jumbf"s, object(4, "application/jumbf"), 4, 0x10}}) {
    const Bytes file = mp3_file(id3_tag({.version = version, .flags = static_cast<uint8_t>(flags), .frames = frames}), id3v1());
    save("manifest", name + ".signed", file, "\0"s);
    save("manifest", name + ".plain", file, "\2"s);
    save("id3", name + ".object", file);
  }
}

void save_files() {
  for (const PictureRow& row : kPictures) {
    const manifest::Signed made = sign_ok(row.make());
    save("manifest", file_name(row.name) + ".signed", made.file, "\0"s);
    save("manifest", file_name(row.name) + ".plain", row.make(), "\2"s);
  }
  for (const AlgorithmRow& row : kAlgorithms) {
    const manifest::Signed made = sign_ok(png_picture(), signer_of(leaf({.key = row.key}), row.algorithm));
    save("manifest", row.name + ".store", made.store, "\1"s);
  }
  manifest::Signer stamped = signer_of(signer_leaf());
  stamped.time_stamp = [](ByteView message) -> Result<Bytes> { return stamp(message, kNow); };
  const manifest::Signed made = sign_ok(png_picture(), stamped);
  save("manifest", "stamped.store", made.store, "\1"s);
  save("jumbf", "stamped", made.store);
  const manifest::Parent parent{made.store, made.label, Value::map({})};
  const manifest::Signed above = sign_ok(made.file, stamped, &parent);
  save("manifest", "parent.store", above.store, "\1"s);
  save("jumbf", "parent", above.store);
  save_compressed(manifests_of(made.file), manifests_of(above.file));
  const auto root_box = manifest::parse_superbox(made.store);
  const manifest::Superbox& m = root_box->children[0];
  save("cbor", "claim", m.child("c2pa.claim.v2")->content("cbor")->payload);
  save("cbor", "signature", m.child("c2pa.signature")->content("cbor")->payload);
  for (const auto& assertion : m.child("c2pa.assertions")->children)
    if (const auto* content = assertion.content("cbor")) save("cbor", assertion.label, content->payload);
}

void save_credentials() {
  for (const AlgorithmRow& row : kAlgorithms) {
    const Identity one = leaf({.key = row.key});
    save("credentials", row.key + ".der", one.certificate.der(), "\0"s);
    if (row.key != "RSA-2048") save("credentials", row.key + ".key", as_bytes(pem_of(one.key)), "\4"s);
  }
  save("credentials", "chain.pem",
       as_bytes(pem_of(signer_leaf().certificate) + pem_of(intermediate().certificate) + pem_of(root().certificate)),
       "\1"s);
  save("credentials", "token", stamp(Bytes{1}, kNow), "\2"s);
  save("credentials", "response", answer_query(crypto::time_stamp_query(Bytes{1}).value(), kNow), "\2"s);
  const std::string chain = pem_of(signer_leaf().certificate) + pem_of(intermediate().certificate);
  for (const int status : {V_OCSP_CERTSTATUS_GOOD, V_OCSP_CERTSTATUS_REVOKED}) {
    const Bytes answer = ocsp_answer(signer_leaf(), intermediate(), intermediate(),
                                     {.status = status, .revoked_at = status == V_OCSP_CERTSTATUS_GOOD ? 0 : kNow});
    save("credentials", status == V_OCSP_CERTSTATUS_GOOD ? "ocsp_good" : "ocsp_revoked",
         as_bytes(chain + "\0"s + std::string(as_text(answer))), "\3"s);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "make_manifest_corpora FOLDER\n"), 1;
  g_root = argv[1];
  doctest::Context context;
  context.setAsDefaultForAssertsOutOfTestCases();
  context.setAssertHandler([](const doctest::AssertData& a) {
    if (a.m_failed) std::fprintf(stderr, "%s:%d: %s\n", a.m_file, a.m_line, a.m_expr), std::abort();
  });
  save_files();
  save_boxes();
  save_id3();
  save_credentials();
  return 0;
}
