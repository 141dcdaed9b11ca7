// Makes the corpora of signed files and of what is in them: make_manifest_corpora FOLDER. Run by hand when a carrier or
// a kind of credential is added; what it made is committed.
#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "unit/manifest/support.h"

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
  save_credentials();
  return 0;
}
