// The manifest as a layer: on files without one and with one, what is refused before any work, notice and thumbnail.
#include "pipeline/manifest_layer.h"

#include <algorithm>

#include "aigc/notice.h"
#include "codec/codec.h"
#include "container/tiff_file.h"
#include "unit/handled.h"
#include "data/painter.h"
#include "manifest/carrier.h"
#include "pipeline/manifest_trace.h"
#include "pipeline/mark.h"
#include "pipeline/propagate.h"
#include "pipeline/report_json.h"
#include "pipeline/thumbnail.h"
#include "pipeline/verdict.h"
#include "unit/manifest/support.h"

using namespace imprint;
using namespace imprint::pipeline;
using test::kNow;

namespace {

using Actions = std::vector<std::string>;

const std::string kProducer = "001191000000000000000K10000";
const std::string kNotice = "may follow <others> & 作品";

ManifestSigning signing_of(const test::Identity& who = test::signer_leaf()) {
  ManifestSigning out;
  out.signer = test::signer_of(who);
  out.now = kNow;
  out.source_type = test::kGenerated;
  return out;
}
ManifestSigning with_notice(const std::string& notice = kNotice) {
  ManifestSigning out = signing_of();
  out.notice = notice;
  return out;
}
ManifestSigning with_thumbnail() {
  ManifestSigning out = signing_of();
  out.thumbnail_px = kThumbnailPx;
  return out;
}

Result<manifest::Signed> sign(ByteView file, const ManifestSigning& signing = signing_of(),
                              const ManifestFacts& facts = {}) {
  return sign_manifest(file, signing, facts, test::trust_of(), {});
}
manifest::Signed sign_ok(ByteView file, const ManifestSigning& signing = signing_of(),
                         const ManifestFacts& facts = {}) {
  auto made = sign(file, signing, facts);
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return std::move(made).value();
}

Bytes labelled(const Bytes& file) {
  auto out = aigc::write(file, aigc::first_write(kProducer, "a1"), {}, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

// The content of an assertion of the active manifest; empty when there is none.
Bytes assertion(ByteView store, const std::string& label, const char* box = "cbor") {
  const auto root = manifest::parse_superbox(store);
  REQUIRE(root.ok());
  const manifest::Superbox* found = root->children.back().child("c2pa.assertions")->child(label);
  if (found == nullptr) return {};
  const ByteView payload = found->content(box)->payload;
  return {payload.begin(), payload.end()};
}
manifest::cbor::Value cbor_assertion(ByteView store, const std::string& label) {
  auto value = manifest::cbor::decode(assertion(store, label));
  REQUIRE(value.ok());
  return std::move(value).value();
}

struct Rights {
  std::string rights, terms;
  bool operator==(const Rights&) const = default;
};
// What a careless reader finds between the tags.
Rights rights_of(ByteView file) {
  const std::string_view text = as_text(file);
  const auto between = [&](std::string_view name) {
    const size_t at = text.find("<" + std::string(name) + " ");
    if (at == std::string_view::npos) return std::string();
    const size_t begin = text.find("x-default\">", at) + 11;
    return std::string(text.substr(begin, text.find("</rdf:li>", begin) - begin));
  };
  return {between("dc:rights"), between("xmpRights:UsageTerms")};
}
const std::string kEscapedNotice = "may follow &lt;others&gt; &amp; 作品";

const Bytes& painted() {
  static const Bytes file = test::png_bytes(test::paint(test::Scene::kPortrait, 320, 256));
  return file;
}

// --- every container: pixels are words there ---

const test::PictureRow kCarriers[] = {
    {"PNG", test::png_picture},
    {"JPEG", test::jpeg_picture},
    {"WebP", [] { return test::webp_file({test::kVp8}); }},
    {"GIF", [] { return test::gif_file(test::kGifLoop, "", "GIF87a", "behind"); }},
    {"TIFF", [] { return test::tiff_file({}); }},
    {"BigTIFF, big endian", [] { return test::tiff_file({.little = false, .big = true}); }},
    {"AVIF", [] { return test::heif_file({}); }},
    {"AVIF with tracks, meta last", [] { return test::heif_file({.items = {}, .meta_last = true, .tracks = true}); }},
    {"HEIC", [] { return test::heif_file({.brand = "heic", .iloc_version = 2, .offset = 8, .length = 8, .base = 8}); }},
};

void check_first(const test::PictureRow& row) {
  const Bytes file = labelled(row.make());
  ManifestFacts facts;
  facts.mark_id = 0x0123456789ABCDEF;
  const manifest::Signed made = sign_ok(file, signing_of(), facts);
  CHECK_FALSE(has_manifest(file, {}));
  CHECK(has_manifest(made.file, {}));
  const auto v = test::validate_ok(made.file);
  CHECK(v.state == manifest::State::kTrusted);
  REQUIRE(v.manifests.size() == 1);
  const manifest::ManifestInfo& m = v.manifests[0];
  CHECK(m.actions == Actions{"c2pa.created"});
  CHECK(m.source_types == Actions{test::kGenerated});
  CHECK(m.ingredients.empty());
  CHECK(m.generator.starts_with("Imprint/"));
  CHECK(bound_mark_id(m) == facts.mark_id);
  const auto label = aigc::read(made.file, {});
  REQUIRE(label.ok());
  REQUIRE(label->labels.size() == 1);
  CHECK(m.aigc_json == label->labels[0].raw);
  ManifestSigning silent = signing_of();
  silent.aigc = false;
  CHECK(test::validate_ok(sign_ok(file, silent).file).manifests[0].aigc_json.empty());
}
TEST_ROWS("manifest layer, a file without a manifest", kCarriers, check_first);

void check_chain(const test::PictureRow& row) {
  std::vector<manifest::Signed> made = {sign_ok(row.make())};
  for (int i = 0; i < 2; ++i) made.push_back(sign_ok(made.back().file));
  const auto v = test::validate_ok(made.back().file);
  CHECK(v.state == manifest::State::kTrusted);
  REQUIRE(v.manifests.size() == 3);
  for (size_t i = 0; i < 3; ++i) {
    const manifest::ManifestInfo& m = v.manifests[i];
    CHECK(m.label == made[i].label);
    CHECK(m.actions == Actions{i == 0 ? "c2pa.created" : "c2pa.opened"});
    REQUIRE(m.ingredients.size() == (i == 0 ? 0 : 1));
    if (i == 0) continue;
    CHECK(m.ingredients[0].relationship == "parentOf");
    CHECK(m.ingredients[0].manifest == made[i - 1].label);
  }
  // What validation said of the parent is written down, and nothing else was done.
  const auto ingredient = cbor_assertion(made.back().store, "c2pa.ingredient.v3");
  const auto* results = ingredient.find("validationResults")->find("activeManifest");
  REQUIRE(results != nullptr);
  CHECK(results->find("failure")->size() == 0);
  const auto& success = results->find("success")->items();
  CHECK(std::any_of(success.begin(), success.end(),
                    [](const auto& code) { return code.text_at("code") == "claimSignature.validated"; }));
  CHECK(cbor_assertion(made.back().store, "c2pa.actions.v2").find("allActionsIncluded")->number() == 1);
  CHECK(assertion(made.back().store, "c2pa.thumbnail.ingredient", "bidb").empty());
}
TEST_ROWS("manifest layer, a chain of parents", kCarriers, check_chain);

void check_notice(const test::PictureRow& row) {
  const Bytes file = labelled(row.make());
  const manifest::Signed first = sign_ok(file, with_notice());
  CHECK(rights_of(first.file) == Rights{kEscapedNotice, kEscapedNotice});
  CHECK(cbor_assertion(first.store, manifest::kNoticeAssertion).text_at("notice") == kNotice);
  const auto before = aigc::read(file, {}), after = aigc::read(first.file, {});
  REQUIRE(after->labels.size() == 1);
  CHECK(after->labels[0].raw == before->labels[0].raw);
  CHECK(after->labels[0].deviations.size() == before->labels[0].deviations.size());
  // Signed again with the same words no metadata changes; with a parent, the first writing is an action.
  const auto again = test::validate_ok(sign_ok(first.file, with_notice()).file);
  CHECK(again.state == manifest::State::kTrusted);
  CHECK(again.active_manifest()->actions == Actions{"c2pa.opened"});
  const manifest::Signed later = sign_ok(sign_ok(file).file, with_notice());
  CHECK(test::validate_ok(later.file).active_manifest()->actions == Actions{"c2pa.opened", "c2pa.edited.metadata"});
  CHECK(rights_of(later.file) == Rights{kEscapedNotice, kEscapedNotice});
  CHECK(rights_of(sign_ok(file).file) == Rights{});
}
TEST_ROWS("manifest layer, notice", kCarriers, check_notice);

struct RefusedRow {
  std::string name;
  std::function<void(ManifestSigning&)> spoil;
  Code code;
};
const RefusedRow kRefused[] = {
    {"wrong purpose", [](auto& s) { s.signer.chain = test::leaf({.extended_key_usage = "serverAuth"}).chain; },
     Code::kCertificate},
    {"an authority's", [](auto& s) { s.signer.chain = test::leaf({.is_ca = true}).chain; }, Code::kCertificate},
    {"expired", [](auto& s) { s.signer.chain = test::leaf({.until = kNow - 1}).chain; }, Code::kCertificate},
    {"not yet valid", [](auto& s) { s.now = kNow - 31 * test::kDay; }, Code::kCertificate},
    {"no certificate", [](auto& s) { s.signer.chain.clear(); }, Code::kInvalidArgument},
    {"a blank notice", [](auto& s) { s.notice = " "; }, Code::kInvalidArgument},
    {"a notice that is no text", [](auto& s) { s.notice = "\xFF"; }, Code::kInvalidArgument},
};
// Neither the signer nor a pixel is asked: the files of these tests have none that could be decoded.
void check_refused(const RefusedRow& row) {
  int asked = 0;
  ManifestSigning signing = with_thumbnail();
  signing.signer.sign = [&](ByteView) -> Result<Bytes> {
    ++asked;
    return Bytes(64, 1);
  };
  row.spoil(signing);
  const Bytes file = test::sign_ok(test::png_picture()).file;
  CHECK(sign(file, signing).status().code() == row.code);
  CHECK(check_signing(file, signing).code() == row.code);

  MarkOptions mark_options;
  mark_options.manifest = &signing;
  mark_options.manifest_trust = test::trust_of();
  CHECK(mark(painted(), kProducer, "a1", watermark::open_key(), mark_options, {}).status().code() == row.code);
  PropagateOptions options;
  options.manifest = &signing;
  CHECK(propagate(labelled(file), {}, kProducer, "p-1", options, {}).status().code() == row.code);
  CHECK(asked == 0);
}
TEST_ROWS("manifest layer, refused before any work", kRefused, check_refused);

Propagated propagate_ok(const Bytes& file, const ManifestSigning& signing) {
  PropagateOptions options;
  options.verify.manifest_trust = test::trust_of();
  options.manifest = &signing;
  auto out = propagate(file, {}, kProducer, "p-1", options, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

bool mentions(const std::vector<std::string>& notes, const std::string& words) {
  return std::any_of(notes.begin(), notes.end(), [&](const auto& n) { return n.find(words) != std::string::npos; });
}

Marked mark_ok(const Bytes& file, const ManifestSigning& signing) {
  MarkOptions options;
  options.manifest = &signing;
  options.manifest_trust = test::trust_of();
  auto out = mark(file, kProducer, "a1", watermark::open_key(), options, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

// The parent's picture as it was, in the manifest of `file`.
image::Image thumbnail_in(const Bytes& file) {
  const Bytes jpeg = assertion(test::store_of(file), "c2pa.thumbnail.ingredient", "bidb");
  auto picture = codec::decode(jpeg, {});
  REQUIRE_MESSAGE(picture.ok(), picture.status().message());
  return std::move(picture->pixels);
}

}  // namespace

TEST_CASE("manifest layer: a side file leaves the file alone, notice or not") {
  ManifestSigning signing = with_notice();
  signing.sidecar = true;
  const Bytes file = labelled(test::png_picture());
  const manifest::Signed made = sign_ok(file, signing);
  CHECK(made.file.empty());
  CHECK(cbor_assertion(made.store, manifest::kNoticeAssertion).text_at("notice") == kNotice);
  CHECK(test::validate_ok(file, test::trust_of(), made.store).state == manifest::State::kTrusted);
}

TEST_CASE("manifest layer: a parent that fails is carried on with what was found") {
  const manifest::Signed first = sign_ok(test::png_picture());
  Bytes changed = first.file;
  changed[changed.size() - 14] ^= 1;  // a pixel
  const manifest::Signed second = sign_ok(changed);
  CHECK(test::validate_ok(second.file).state == manifest::State::kTrusted);
  const auto ingredient = cbor_assertion(second.store, "c2pa.ingredient.v3");
  const auto& failures = ingredient.find("validationResults")->find("activeManifest")->find("failure")->items();
  CHECK(std::any_of(failures.begin(), failures.end(),
                    [](const auto& f) { return f.text_at("code") == "assertion.dataHash.mismatch"; }));
}

TEST_CASE("manifest layer: a store that cannot be read is no parent") {
  const Bytes store = manifest::make_superbox(manifest::uuid_of("c2pa"), "c2pa", {});
  const auto broken = test::with_store(test::png_picture(), store);
  CHECK(former_of(broken, test::trust_of(), {}).status().code() == Code::kManifestMalformed);
  CHECK(sign(broken).status().code() == Code::kManifestMalformed);
  CHECK_FALSE(former_of(test::png_picture(), test::trust_of(), {}).value());
  CHECK_FALSE(former_of(as_bytes("a text"), test::trust_of(), {}).value());
}

TEST_CASE("manifest layer: what does not validate is told, and never an error of looking") {
  ManifestEvidence evidence;
  CHECK(check_manifest_reads(test::png_picture(), {}, test::trust_of(), {}, evidence).code() == Code::kReadBackFailed);
  CHECK(evidence.state == LayerState::kAbsent);
  Bytes changed = sign_ok(test::png_picture()).file;
  CHECK(check_manifest_reads(changed, {}, test::trust_of(), {}, evidence).ok());
  CHECK(evidence.state == LayerState::kPresent);
  changed[changed.size() - 14] ^= 1;
  const Status status = check_manifest_reads(changed, {}, test::trust_of(), {}, evidence);
  CHECK(status.code() == Code::kReadBackFailed);
  CHECK(status.message().find("assertion.dataHash.mismatch") != std::string::npos);
  CHECK(evidence.state == LayerState::kDeviating);
  CHECK(look_at_manifest(as_bytes("a text"), {}, test::trust_of(), {})->state == LayerState::kNotChecked);
}

// What verify() says of a file without a label, without looking at its pixels: nothing else is there to be found.
static State judged(ByteView file) {
  Evidence evidence;
  evidence.watermark.state = LayerState::kAbsent;
  auto looked = look_at_manifest(file, {}, test::trust_of(), {});
  REQUIRE(looked.ok());
  evidence.manifest = std::move(looked).value();
  return judge(evidence).state;
}

TEST_CASE("manifest layer: whatever byte of a store is damaged, the verdict is never that nothing is found") {
  const Bytes file = sign_ok(test::png_picture()).file;
  CHECK(judged(file) == State::kSuspected);
  CHECK(judged(test::png_picture()) == State::kNoneFound);
  const manifest::Range range = manifest::store_of(file, {}).value()->ranges[0];
  size_t suspected = 0, inconclusive = 0;
  for (size_t i = range.start + 8; i < range.end() - 4; ++i) {
    Bytes bad = file;
    bad[i] ^= 0x20;
    const State state = judged(bad);
    CAPTURE(i);
    CHECK((state == State::kSuspected || state == State::kInconclusive));
    (state == State::kSuspected ? suspected : inconclusive) += 1;
  }
  CHECK(suspected > 1000);  // signature, certificates, names
  CHECK(inconclusive > 100);
}

static void check_front_damaged(const test::PictureRow& row) {
  const Bytes file = sign_ok(row.make()).file;
  const auto found = manifest::store_of(file, {});
  const manifest::Range range = found.value()->ranges[0];
  CHECK(judged(file) == State::kSuspected);
  // The head of what carries it, and the front of the store.
  for (size_t i = range.start; i < range.start + 90; ++i)
    for (const uint8_t bit : {uint8_t{1}, uint8_t{0x20}}) {
      Bytes bad = file;
      bad[i] ^= bit;
      CAPTURE(i);
      CHECK(judged(bad) != State::kNoneFound);
    }
  for (size_t left = 0; left < 60; left += 7) {  // and cut, where the container is mended
    const Bytes cut = test::with_store(row.make(), ByteView(found.value()->store).first(100 + left));
    CHECK(judged(cut) == State::kInconclusive);
  }
}
TEST_ROWS("damage at the front of a store", test::kPictures, check_front_damaged);

TEST_CASE("manifest layer: what a damaged assertion says is told, and doubted") {
  test::Recipe r;
  const auto placed = [&](const std::string& from, const std::string& to) {
    Bytes file = test::build(r);
    const auto at = std::search(file.begin(), file.end(), from.begin(), from.end());
    REQUIRE(at != file.end());
    std::copy(to.begin(), to.end(), at);
    return file;
  };
  CHECK(judged(placed("digitalsourcetype/trained", "digitalsourcetype/Trained")) == State::kInconclusive);
  CHECK(judged(placed("http://cv", "HTTP://cv")) == State::kSuspected);
  // A manifest that says that a camera made it, and is whole.
  r.boxes = {test::actions_box({test::Value::map(
      {{"action", test::Value::text("c2pa.created")}, {"digitalSourceType", test::Value::text("digitalCapture")}})})};
  CHECK(judged(test::build(r)) == State::kNoneFound);
  Bytes cropped = test::build(r);
  cropped[cropped.size() - 14] ^= 1;  // a pixel: the manifest says the same
  CHECK(judged(cropped) == State::kNoneFound);
  CHECK(judged(placed("digitalCapture", "digitalCaptur!")) == State::kInconclusive);
  CHECK(judged(placed("c2pa.actions.v2", "c2pa.actions.v3")) == State::kInconclusive);
}

TEST_CASE("manifest layer: a store that came alone is well-formed at best") {
  const Bytes store = sign_ok(test::png_picture()).store;
  const auto looked = look_at_manifest(store, {}, test::trust_of(), {});
  REQUIRE(looked.ok());
  CHECK(looked->validation.state == manifest::State::kWellFormed);
  CHECK(looked->validation.alone);
  CHECK(test::failures(looked->validation).empty());
  CHECK(looked->note.find("not checked") != std::string::npos);
  CHECK(manifest::store_of(store, {}).value()->store == store);
  Bytes changed = store;
  const std::string word = "digitalsourcetype/trained";
  *std::search(changed.begin(), changed.end(), word.begin(), word.end()) ^= 1;
  CHECK(look_at_manifest(changed, {}, test::trust_of(), {})->validation.state == manifest::State::kInvalid);
  // Beside a file the same store is compared with it.
  CHECK(look_at_manifest(test::png_picture(), store, test::trust_of(), {})->validation.state ==
        manifest::State::kInvalid);
}

TEST_CASE("manifest layer: a TIFF whose store has a directory of its own is signed again, there") {
  for (const bool big : {false, true}) {
    // Of the size of a store that somebody else made.
    const test::TiffSpec plain{.big = big};
    test::TiffSpec spec{.big = big, .next_page = {{0xCD41, 7, std::string(4000, 's')}}};
    const auto somebody = test::with_store(test::tiff_file(spec), sign_ok(test::tiff_file(plain)).store);
    CHECK(look_at_manifest(somebody, {}, test::trust_of(), {})->validation.found);
    const Bytes again = sign_ok(somebody).file;
    const manifest::Validation v = test::validate_ok(again);
    CHECK(v.state == manifest::State::kTrusted);
    CHECK(v.manifests.size() == 2);
    const auto before = container::open_tiff(somebody, {}), after = container::open_tiff(again, {});
    CHECK(after->pages.size() == 2);
    CHECK(after->pages[0].entries == before->pages[0].entries);
    CHECK(after->pages[0].at == before->pages[0].at);
  }
}

TEST_CASE("manifest layer: of several fields of a TIFF the one alone in the last directory counts, and no other") {
  const std::string store(as_text(sign_ok(test::tiff_file({})).store));
  const test::TiffField field{0xCD41, 7, store};
  const Bytes both = test::tiff_file({.fields = {{0xCD41, 7, std::string(4000, 's')}}, .next_page = {field}});
  const auto looked = look_at_manifest(both, {}, test::trust_of(), {});
  CHECK(looked->validation.manifests.size() == 1);  // of other bytes than it was made for
  CHECK(test::validate_ok(sign_ok(both).file).state == manifest::State::kTrusted);
  const Bytes twice = test::tiff_file({.fields = {field}, .next_page = {{50000, 7, "a private text"}, field}});
  CHECK(test::failures(look_at_manifest(twice, {}, test::trust_of(), {})->validation) ==
        std::set<std::string>{"claim.malformed"});
}

TEST_CASE("manifest layer: a signer that answers wrongly leaves no file") {
  ManifestSigning signing = with_notice();
  signing.signer.sign = [](ByteView) -> Result<Bytes> { return Bytes(64, 1); };
  CHECK(sign(test::png_picture(), signing).status().code() == Code::kSigner);
}

TEST_CASE("manifest layer: somebody's rights stay, and the report says so") {
  const auto theirs = aigc::write_notice(labelled(painted()), "(c) somebody", {});
  REQUIRE(theirs.ok());
  const Bytes signed_file = sign_ok(theirs->file).file;
  const Propagated out = propagate_ok(signed_file, with_notice());
  CHECK(rights_of(out.bytes) == Rights{"(c) somebody", "(c) somebody"});
  CHECK(mentions(out.evidence.notes, "not written to dc:rights"));
  CHECK(mentions(out.evidence.notes, "not written to xmpRights:UsageTerms"));
  CHECK(cbor_assertion(test::store_of(out.bytes), manifest::kNoticeAssertion).text_at("notice") == kNotice);
  // A call without a report leaves them as well.
  CHECK(rights_of(sign_ok(signed_file, with_notice()).file) == Rights{"(c) somebody", "(c) somebody"});
}

TEST_CASE("manifest layer: propagating again with the same notice changes nothing") {
  const Propagated first = propagate_ok(sign_ok(labelled(painted())).file, with_notice());
  CHECK(rights_of(first.bytes) == Rights{kEscapedNotice, kEscapedNotice});
  CHECK_FALSE(mentions(first.evidence.notes, "manifest"));
  CHECK_FALSE(mentions(first.evidence.notes, "not written"));
  CHECK(propagate_ok(first.bytes, with_notice()).bytes == first.bytes);
  // A file without a manifest gets neither manifest nor notice.
  CHECK(rights_of(propagate_ok(labelled(painted()), with_notice()).bytes) == Rights{});
}

TEST_CASE("manifest layer: mark writes the notice before it signs, and shows the parent as it came in") {
  const Bytes signed_file = sign_ok(painted()).file;
  ManifestSigning signing = with_notice();
  signing.thumbnail_px = 128;
  const Marked out = mark_ok(signed_file, signing);
  CHECK(out.evidence.notes.empty());
  CHECK(rights_of(out.bytes) == Rights{kEscapedNotice, kEscapedNotice});
  CHECK(out.evidence.manifest.validation.state == manifest::State::kTrusted);
  CHECK(out.evidence.manifest_aigc == Agreement::kAgree);
  CHECK(out.evidence.manifest.validation.active_manifest()->actions.front() == "c2pa.opened");
  const image::Image small = thumbnail_in(out.bytes);
  CHECK(small.width_px == 128);
  const auto error_to = [&](const Bytes& file) {
    const image::Image other = test::resize(test::read_bytes(file), small.width_px, small.height_px);
    int worst = 0;
    for (size_t i = 0; i < small.samples.size(); ++i)
      worst = std::max(worst, std::abs(small.samples[i] - other.samples[i]));
    return worst;
  };
  // The visible label is no part of it.
  CHECK(error_to(painted()) < 60);
  CHECK(error_to(out.bytes) > 100);
  // Without a parent there is none.
  CHECK(assertion(test::store_of(mark_ok(painted(), signing).bytes), "c2pa.thumbnail.ingredient", "bidb").empty());
}

TEST_CASE("manifest layer: a thumbnail that cannot be made is a note, or an error where nobody could read one") {
  const Bytes no_pixels = sign_ok(labelled(test::png_picture())).file;
  const Propagated out = propagate_ok(no_pixels, with_thumbnail());
  CHECK(mentions(out.evidence.notes, "no thumbnail of its parent"));
  CHECK(out.evidence.manifest.validation.state == manifest::State::kTrusted);
  const auto failed = sign(no_pixels, with_thumbnail());
  CHECK_FALSE(failed.ok());
  CHECK(failed.status().message().find("no thumbnail can be made") != std::string::npos);
}

namespace {

Propagated propagate_trusting(const Bytes& file, const manifest::Trust& trust) {
  const ManifestSigning signing = signing_of();
  PropagateOptions options;
  options.verify.manifest_trust = trust;
  options.manifest = &signing;
  auto out = propagate(file, {}, kProducer, "p-1", options, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

manifest::ManifestInfo active_of(const Bytes& file) { return test::validate_ok(file).manifests.back(); }

}  // namespace

TEST_CASE("manifest layer: what an unknown signer invented is not vouched for by whoever propagates") {
  ManifestFacts facts;
  facts.mark_id = 0x1122334455667788;
  const Bytes file = sign_ok(labelled(painted()), signing_of(), facts).file;
  manifest::Trust nobody;
  nobody.now = kNow;
  const Propagated unknown = propagate_trusting(file, nobody);
  CHECK_FALSE(bound_mark_id(active_of(unknown.bytes)));
  CHECK_FALSE(active_of(unknown.bytes).aigc_created);
  CHECK_FALSE(active_of(unknown.bytes).aigc_json.empty());
  CHECK(mentions(unknown.evidence.notes, "soft binding"));
  const Propagated trusted = propagate_trusting(file, test::trust_of());
  CHECK(bound_mark_id(active_of(trusted.bytes), true) == facts.mark_id);
  CHECK(active_of(trusted.bytes).aigc_created);
  CHECK_FALSE(mentions(trusted.evidence.notes, "soft binding"));
}

TEST_CASE("manifest layer: the soft binding of a keyed mark_id names its key, and a trusted signer's word is handed on") {
  ManifestFacts facts;
  facts.mark_id = 0x1122334455667788;
  CHECK_FALSE(keyed_binding(active_of(sign_ok(painted(), signing_of(), facts).file)));
  facts.mark_id_key = "0123456789abcdef";
  const Bytes file = sign_ok(labelled(painted()), signing_of(), facts).file;
  const auto keyed = keyed_binding(active_of(file));
  REQUIRE(keyed);
  CHECK(keyed->key_id == facts.mark_id_key);
  CHECK(keyed->value == facts.mark_id);
  CHECK(to_json(verify_manifest(file, {}, test::trust_of(), {}).value()).find("\"mark_id_key\": \"0123456789abcdef\"") != std::string::npos);
  const auto again = keyed_binding(active_of(propagate_trusting(file, test::trust_of()).bytes));
  REQUIRE(again);
  CHECK(again->key_id == facts.mark_id_key);
  facts.mark_id_key = "0123456789ABCDEF";  // what is no id is not read as one
  CHECK_FALSE(keyed_binding(active_of(sign_ok(painted(), signing_of(), facts).file)));
}

TEST_CASE("manifest layer: a label that was written behind a trusted manifest is no word of its signer") {
  const Bytes file = sign_ok(labelled(painted())).file;
  auto other = aigc::write(file, aigc::first_write(kProducer, "another"), {}, {}, aigc::Check::kCarry);
  REQUIRE(other.ok());
  CHECK_FALSE(active_of(propagate_trusting(other.value(), test::trust_of()).bytes).aigc_created);
  CHECK_FALSE(active_of(sign_ok(other.value()).file).aigc_created);
  CHECK(active_of(sign_ok(file).file).aigc_created);
}

TEST_CASE("manifest layer: nothing of an invalid manifest is compared, and its signer is claimed") {
  ManifestFacts facts;
  facts.mark_id = 0x1122334455667788;
  Bytes file = sign_ok(labelled(painted()), signing_of(), facts).file;
  const auto sound = verify_manifest(file, {}, test::trust_of(), {});
  REQUIRE(sound.ok());
  CHECK(sound->manifest_aigc == Agreement::kAgree);
  CHECK(to_json(sound.value()).find("\"claimed\"") == std::string::npos);
  file.push_back(0);
  const auto broken = verify_manifest(file, {}, test::trust_of(), {});
  REQUIRE(broken.ok());
  CHECK(broken->manifest.state == LayerState::kDeviating);
  CHECK(broken->manifest_aigc == Agreement::kNotComparable);
  CHECK(broken->manifest_watermark == Agreement::kNotComparable);
  CHECK(to_json(broken.value()).find("\"claimed\": true") != std::string::npos);
}
