#include "manifest/writer.h"

#include "unit/manifest/support.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

struct SignRow {
  std::string name;
  PictureRow picture;
  AlgorithmRow algorithm;
};
constexpr Product<kPictures, kAlgorithms, SignRow> kAll;

void check_round_trip(const SignRow& row) {
  const Identity who = leaf({.key = row.algorithm.key});
  const Bytes file = row.picture.make();
  const Signed made = sign_ok(file, signer_of(who, row.algorithm.algorithm));
  const Validation v = validate_ok(made.file);
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
  CHECK(failures(v).empty());
  CHECK(codes(v, Outcome::kInformational) == std::set<std::string>{"signingCredential.ocsp.skipped"});
  REQUIRE(v.manifests.size() == 1);
  const ManifestInfo& m = v.manifests[0];
  CHECK(m.label == made.label);
  CHECK(m.generator == "Imprint test/1.0");
  CHECK(m.title == "picture");
  CHECK(m.signature.algorithm == row.algorithm.name);
  CHECK(m.signature.common_name == "Signer");
  CHECK(m.actions == std::vector<std::string>{"c2pa.created", "c2pa.watermarked.bound"});
  CHECK(m.source_types == std::vector<std::string>{kGenerated});
  CHECK(m.aigc_json == kAigcText);
  REQUIRE(m.soft_bindings.size() == 1);
  CHECK(m.soft_bindings[0].algorithm == kSoftBindingAlgorithm);
  CHECK(m.soft_bindings[0].value == Bytes{0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF});
  // Without the anchor nothing changes but the trust.
  Trust nobody = trust_of();
  nobody.anchors.clear();
  const Validation untrusted = validate_ok(made.file, nobody);
  CHECK(untrusted.state == State::kValid);
  CHECK(failures(untrusted) == std::set<std::string>{"signingCredential.untrusted"});
  // Another manifest takes the place of the first, and the rest of the file stays.
  const Signed again = sign_ok(made.file, signer_of(who, row.algorithm.algorithm));
  CHECK(again.file.size() == made.file.size());
  CHECK(validate_ok(again.file).state == State::kTrusted);
}
TEST_ROWS("sign and validate", kAll, check_round_trip);

void check_parent(const PictureRow& row) {
  const Signed first = sign_ok(row.make());
  Parent parent{first.store, first.label,
                Value::map({{"activeManifest", Value::map({{"success", Value::array({})}})}})};
  Content content = content_of();
  content.watermarked_now = false;
  content.more_actions = {{"c2pa.edited.metadata", ""}};
  const Signed second = sign_ok(first.file, signer_of(signer_leaf()), &parent, content);
  const Validation v = validate_ok(second.file);
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
  REQUIRE(v.manifests.size() == 2);
  CHECK(v.manifests[0].label == first.label);
  CHECK(v.active == second.label);
  REQUIRE(v.active_manifest()->ingredients.size() == 1);
  CHECK(v.active_manifest()->ingredients[0].manifest == first.label);
  CHECK(v.active_manifest()->ingredients[0].relationship == "parentOf");
  CHECK(v.active_manifest()->actions == std::vector<std::string>{"c2pa.opened", "c2pa.edited.metadata"});
  CHECK(codes(v, Outcome::kSuccess).contains("ingredient.manifest.validated"));
}
TEST_ROWS("parent", kPictures, check_parent);

// ISO 19566-5 and spec/manifest-format.md 7.1, byte for byte.
void check_thumbnail(const PictureRow& row) {
  const Signed first = sign_ok(row.make());
  const Bytes picture = bytes_of("\xFF\xD8 a picture \xFF\xD9");
  const Parent parent{first.store, first.label, Value::map({}), picture};
  const Signed second = sign_ok(first.file, signer_of(signer_leaf()), &parent);
  const Validation v = validate_ok(second.file);
  CAPTURE(told(v));
  CHECK(v.state == State::kTrusted);
  const auto root = parse_superbox(second.store);
  REQUIRE(root.ok());
  const Superbox* assertions = root->child(second.label)->child("c2pa.assertions");
  const Superbox* box = assertions->child("c2pa.thumbnail.ingredient");
  REQUIRE(box != nullptr);
  CHECK(box->type == kEmbeddedFileUuid);
  REQUIRE(box->contents.size() == 2);
  CHECK(box->contents[0].type == "bfdb");
  CHECK(as_text(box->contents[0].payload) == "\0image/jpeg\0"s);
  CHECK(box->contents[1].type == "bidb");
  CHECK(as_text(box->contents[1].payload) == as_text(picture));
  const auto ingredient = cbor::decode(assertions->child("c2pa.ingredient.v3")->content("cbor")->payload);
  REQUIRE(ingredient.ok());
  const Value* uri = ingredient->find("thumbnail");
  REQUIRE(uri != nullptr);
  CHECK(uri->text_at("url") == "self#jumbf=c2pa.assertions/c2pa.thumbnail.ingredient");
  const Bytes hash = crypto::digest(crypto::HashAlgorithm::kSha256, box->hashed);
  CHECK(as_text(uri->find("hash")->bytes()) == as_text(hash));
  // A changed thumbnail is found out.
  Bytes store = second.store;
  const auto at = std::search(store.begin(), store.end(), picture.begin(), picture.end());
  at[4] ^= 1;
  CHECK(failures(validate_ok(with_store(second.file, store))).contains("assertion.hashedURI.mismatch"));
}
TEST_ROWS("thumbnail of the parent", kPictures, check_thumbnail);

void check_stamped(const PictureRow& row) {
  Signer signer = signer_of(signer_leaf());
  signer.time_stamp = [](ByteView message) -> Result<Bytes> { return stamp(message, kNow); };
  const Signed made = sign_ok(row.make(), signer);
  // After the leaf has died, its time-stamp keeps it.
  for (const int64_t now : {kNow, kNow + 500 * kDay}) {
    const Validation v = validate_ok(made.file, trust_of(now));
    CAPTURE(told(v));
    CHECK(v.state == State::kTrusted);
    CHECK(codes(v, Outcome::kSuccess).contains("timeStamp.validated"));
    CHECK(codes(v, Outcome::kSuccess).contains("timeStamp.trusted"));
    CHECK(v.manifests[0].signature.stamped_at == kNow);
  }
}
TEST_ROWS("time-stamp", kPictures, check_stamped);

void check_sidecar(const PictureRow& row) {
  const Bytes file = row.make();
  const auto made = sign_sidecar(file, content_of(), signer_of(signer_leaf()), nullptr, {});
  REQUIRE(made.ok());
  CHECK(made->file.empty());
  const Validation v = validate_ok(file, trust_of(), made->store);
  CHECK(v.state == State::kTrusted);
  CHECK(v.detached);
  Bytes other = file;
  other[other.size() / 2] ^= 1;
  CHECK(failures(validate_ok(other, trust_of(), made->store)) == std::set<std::string>{"assertion.dataHash.mismatch"});
}
TEST_ROWS("sidecar", kPictures, check_sidecar);

struct RefusedRow {
  std::string name;
  CertificateSpec spec;
  const char* why;
};
const RefusedRow kRefused[] = {
    {"wrong purpose", {.extended_key_usage = "serverAuth"}, "none of its extended key usages"},
    {"an authority's", {.is_ca = true}, "certificate authority"},
    {"expired", {.until = kNow - 1}, "is valid from"},
    {"not yet valid", {.from = kNow + 1}, "is valid from"},
    {"no key identifier", {.authority_key_id = false}, "authority key identifier"},
};
void check_refused(const RefusedRow& row) {
  const auto made = sign_file(png_picture(), content_of(), signer_of(leaf(row.spec)), nullptr, {});
  CHECK(made.status().code() == Code::kCertificate);
  CHECK(made.status().message().find(row.why) != std::string::npos);
}
TEST_ROWS("refused before signing", kRefused, check_refused);

}  // namespace

TEST_CASE("writer: small: at most 3 KB without, 5 KB with a time-stamp") {
  Signer signer = signer_of(signer_leaf());
  CHECK(sign_ok(png_picture(), signer).file.size() - png_picture().size() <= 3072);
  signer.time_stamp = [](ByteView message) -> Result<Bytes> { return stamp(message, kNow); };
  CHECK(sign_ok(png_picture(), signer).file.size() - png_picture().size() <= 5120);
}

TEST_CASE("writer: a signer or an authority that answers wrongly is found out") {
  Signer wrong = signer_of(signer_leaf());
  wrong.sign = signer_of(leaf({.key_number = 3})).sign;
  CHECK(sign_file(png_picture(), content_of(), wrong, nullptr, {}).status().code() == Code::kSigner);
  wrong.sign = [](ByteView) -> Result<Bytes> { return Bytes(64, 1); };
  CHECK(sign_file(png_picture(), content_of(), wrong, nullptr, {}).status().code() == Code::kSigner);
  wrong.sign = [](ByteView) -> Result<Bytes> { return Status{Code::kSigner, "no"}; };
  CHECK(sign_file(png_picture(), content_of(), wrong, nullptr, {}).status().message() == "no");
  Signer late = signer_of(signer_leaf());
  late.time_stamp = [](ByteView) -> Result<Bytes> { return stamp(Bytes{1}, kNow); };
  CHECK(sign_file(png_picture(), content_of(), late, nullptr, {}).status().code() == Code::kTimeStamp);
  CHECK(sign_file(png_picture(), content_of(), Signer{}, nullptr, {}).status().code() == Code::kInvalidArgument);
}

TEST_CASE("writer: a time-stamp of any size fits") {
  for (const size_t extra : {size_t{1}, size_t{40}, size_t{300}, size_t{3000}}) {
    const Identity authority = leaf({.name = "stamps " + std::string(std::min<size_t>(extra, 60), 'x'),
                                     .key = extra > 100 ? "RSA-2048" : "P-256",
                                     .key_number = 94,
                                     .extended_key_usage = "critical,timeStamping"});
    Signer signer = signer_of(signer_leaf());
    signer.time_stamp = [&](ByteView message) -> Result<Bytes> { return stamp(message, kNow, authority); };
    CHECK(validate_ok(sign_ok(jpeg_picture(), signer).file).state == State::kTrusted);
  }
}

TEST_CASE("writer: the store of a JPEG goes over several segments") {
  Content content = content_of();
  content.notice.assign(150'000, 'n');
  const Signed made = sign_ok(jpeg_picture(), signer_of(signer_leaf()), nullptr, content);
  CHECK(validate_ok(made.file).state == State::kTrusted);
}

TEST_CASE("writer: what carries no manifest is refused") {
  CHECK(sign_file(bytes_of("a text"), content_of(), signer_of(signer_leaf()), nullptr, {}).status().code() ==
        Code::kUnsupportedFormat);
  CHECK(sign_file({}, content_of(), signer_of(signer_leaf()), nullptr, {}).status().code() == Code::kUnsupportedFormat);
}
