// The manifest as a layer of sound: beside the label in one tag, carried on by who propagates, and what a picture alone
// can have.
#include <algorithm>

#include "container/id3_object.h"
#include "manifest/carrier.h"
#include "pipeline/manifest_layer.h"
#include "pipeline/manifest_trace.h"
#include "pipeline/propagate.h"
#include "unit/manifest/support.h"

using namespace imprint;
using namespace imprint::pipeline;
using test::kNow;

namespace {

using Actions = std::vector<std::string>;

const std::string kProducer = "001191000000000000000K10000";

const test::PictureRow kSounds[] = {
    {"WAV", [] { return test::wav_file({.sound = "odd"}); }},
    {"RF64", [] { return test::wav_file({.wide = true}); }},
    {"MP3", [] { return test::mp3_file(); }},
    {"MP3, ID3v2.2", [] {
       return test::mp3_file(test::id3_tag({.version = 2, .frames = test::id3_frame_of(2, "TT2", test::kId3Title)}));
     }},
    {"MP3, ID3v2.3 unsynchronised, room behind", [] {
       return test::mp3_file(test::id3_tag(
           {.version = 3, .flags = 0x80, .frames = test::id3_frame_of(3, "TIT2", test::kId3Title), .padding = 3000}));
     }},
    {"MP3, ID3v2.4 with a footer", [] {
       return test::mp3_file(test::id3_tag({.flags = 0x10, .frames = test::id3_frame_of(4, "TIT2", test::kId3Title)}));
     }},
    {"FLAC", [] { return test::flac_file(); }},
    {"FLAC behind ID3v2", [] {
       return test::flac_file({}, test::id3_tag({.frames = test::id3_frame_of(4, "TIT2", test::kId3Title)}));
     }},
    {"M4A, moov first", [] { return test::m4a_file({.moov_first = true}); }},
    {"M4A, moov last", [] { return test::m4a_file({.udta = test::mp4_itunes({{"\xA9nam", "x"}})}); }},
};

ManifestSigning signing_of() {
  ManifestSigning out;
  out.signer = test::signer_of(test::signer_leaf());
  out.now = kNow;
  out.source_type = test::kGenerated;
  return out;
}
manifest::Signed sign_ok(ByteView file, const ManifestSigning& signing = signing_of()) {
  auto made = sign_manifest(file, signing, {}, test::trust_of(), {});
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return std::move(made).value();
}
Bytes labelled(const Bytes& file, const std::string& id = "a1") {
  auto out = aigc::write(file, aigc::first_write(kProducer, id), {}, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}
std::string label_of(const Bytes& file) {
  const auto label = aigc::read(file, {});
  REQUIRE_MESSAGE(label.ok(), label.status().message());
  REQUIRE(label->labels.size() == 1);
  return label->labels[0].raw;
}
size_t tags_of(const Bytes& file) { return container::split_leading_id3(file, {})->size(); }

Propagated propagate_ok(const Bytes& file, const ManifestSigning* signing) {
  PropagateOptions options;
  options.verify.manifest_trust = test::trust_of();
  options.manifest = signing;
  auto out = propagate(file, {}, kProducer, "p-1", options, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}
bool notes(const std::vector<std::string>& list, const std::string& words) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& n) { return n.find(words) != std::string::npos; });
}

void check_label_and_manifest(const test::PictureRow& row) {
  const Bytes file = labelled(row.make()), made = sign_ok(file).file;
  CHECK_FALSE(has_manifest(file, {}));
  CHECK(has_manifest(made, {}));
  CHECK(label_of(made) == label_of(file));
  const auto v = test::validate_ok(made);
  CHECK(v.state == manifest::State::kTrusted);
  CHECK(v.active_manifest()->aigc_json == label_of(file));
  CHECK(tags_of(made) <= 1);
  // A label that is written over a manifest leaves it where it is: it can still be read, and no longer fits.
  const Bytes relabelled = labelled(made, std::string(5000, 'x'));
  const auto after = test::validate_ok(relabelled);
  CHECK(after.state == manifest::State::kInvalid);
  CHECK(after.manifests.size() == 1);
  CHECK(tags_of(relabelled) <= 1);
  CHECK(manifest::store_of(relabelled, {}).value()->store == manifest::store_of(made, {}).value()->store);
  // Signed anew, with the former as parent, all is well.
  const auto again = test::validate_ok(sign_ok(relabelled).file);
  CHECK(again.state == manifest::State::kTrusted);  // that the parent did not fit is written down
  CHECK(again.manifests.size() == 2);
}
TEST_ROWS("sound, label and manifest", kSounds, check_label_and_manifest);

void check_propagated(const test::PictureRow& row) {
  const Bytes file = sign_ok(labelled(row.make())).file;
  const ManifestSigning signing = signing_of();
  const Propagated out = propagate_ok(file, &signing);
  const auto v = test::validate_ok(out.bytes);
  CAPTURE(test::told(v));
  CHECK(v.state == manifest::State::kTrusted);
  REQUIRE(v.manifests.size() == 2);
  CHECK(v.active_manifest()->actions == Actions{"c2pa.opened", "c2pa.edited.metadata"});
  CHECK(v.active_manifest()->aigc_json == label_of(out.bytes));
  CHECK(label_of(out.bytes).find("p-1") != std::string::npos);
  CHECK(tags_of(out.bytes) <= 1);
  // The same again changes nothing.
  CHECK(propagate_ok(out.bytes, &signing).bytes == out.bytes);
  // Without a signer the manifest stays, no longer fits, and that is said.
  const Propagated alone = propagate_ok(file, nullptr);
  CHECK(test::validate_ok(alone.bytes).state == manifest::State::kInvalid);
  CHECK(notes(alone.evidence.notes, "no longer fits"));
}
TEST_ROWS("sound, propagated", kSounds, check_propagated);

void check_pictures_alone(const test::PictureRow& row) {
  ManifestSigning signing = signing_of();
  signing.notice = "may follow others";
  const Bytes file = labelled(row.make());
  const manifest::Signed made = sign_ok(file, signing);
  CHECK(as_text(made.file).find("xmpRights") == std::string_view::npos);
  CHECK(as_text(made.store).find("may follow others") != std::string_view::npos);
  CHECK(notes(propagate_ok(made.file, &signing).evidence.notes, "the notice stands in the manifest alone"));
  // A thumbnail: an error where nobody can be told, else a note.
  ManifestSigning small = signing_of();
  small.thumbnail_px = 256;
  CHECK(has_manifest(sign_ok(file, small).file, {}));  // there is no parent to show
  const auto refused = sign_manifest(made.file, small, {}, test::trust_of(), {});
  CHECK(refused.status().code() == Code::kUnsupportedFormat);
  CHECK(refused.status().message().find("sound file") != std::string::npos);
  const Propagated out = propagate_ok(made.file, &small);
  CHECK(notes(out.evidence.notes, "no thumbnail of its parent: it shows a picture"));
  CHECK(test::validate_ok(out.bytes).state == manifest::State::kTrusted);
}
TEST_ROWS("sound, notice and thumbnail", kSounds, check_pictures_alone);

}  // namespace

TEST_CASE("sound: Ogg and AIFF are signed beside the file, and not into it") {
  for (const Bytes& plain : {test::ogg_file(), test::aiff_file()}) {
    const Bytes file = labelled(plain);
    ManifestSigning signing = signing_of();
    CHECK(check_signing(file, signing).code() == Code::kUnsupportedFormat);
    signing.sidecar = true;
    const manifest::Signed made = sign_ok(file, signing);
    CHECK(made.file.empty());
    const auto v = test::validate_ok(file, test::trust_of(), made.store);
    CHECK(v.state == manifest::State::kTrusted);
    CHECK(v.active_manifest()->aigc_json == label_of(file));
    // Propagating needs no place for a manifest that is not there.
    signing.sidecar = false;
    CHECK(label_of(propagate_ok(file, &signing).bytes).find("p-1") != std::string::npos);
  }
}
