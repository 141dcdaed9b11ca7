// What the opaque handles hold, and the ways from the ABI's types to ours.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "aigc/lint.h"
#include "api/options.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "image/view.h"
#include "label/label.h"
#include "pipeline/evidence.h"
#include "pipeline/sound_label.h"
#include "payload/key.h"

namespace imprint::api {

// What a context and those derived from it have in common.
struct Holdings {
  Limits limits;
  std::vector<watermark::Key> keys;  // given ones
  bool reads_open_key = true;
  std::vector<pipeline::MarkIdKey> mark_id_keys;
  crypto::TrustStore trust;
  manifest::Trust manifest_trust;  // its `now` is that of the call
};

}  // namespace imprint::api

struct imprint_context {
  std::shared_ptr<imprint::api::Holdings> held = std::make_shared<imprint::api::Holdings>();
  bool derived = false;
  uint32_t threads = 1;  // that one call may use
  imprint_progress progress = nullptr;
  imprint_event_sink event = nullptr;
  void* user_data = nullptr;
  std::atomic<bool> cancelled = false;
  const std::atomic<bool>* follows = nullptr;  // in place of it: that of the context whose batch this one works for
};

struct imprint_report {
  imprint::pipeline::Evidence evidence;
  std::string json;
  std::optional<imprint::aigc::Lint> lint = {};
  std::string crjson = {};
};

namespace imprint::api {

inline Status require(bool condition, const char* what) {
  return condition ? Status{} : Status{Code::kInvalidArgument, std::string(what)};
}

inline constexpr uint32_t kMaxThreads = 64;
Status check_threads(uint32_t threads);
// Things are added to a context that is nobody's child.
Status check_takes(const imprint_context* context);
// The limits of one call of this context, nothing spent, followed by whoever follows the context.
Limits begin_call(const imprint_context& context);
Result<ByteView> to_bytes(imprint_byte_view view);
Status give_bytes(Bytes bytes, imprint_bytes* out);
Result<image::MutableView> to_view(const imprint_image* image, const Limits& limits);
Result<watermark::Key> find_key(const imprint_context& context, imprint_text key_id);
// What marks are looked for with: the given keys before the open one.
std::vector<watermark::Key> reading_keys(const imprint_context& context);
Result<label::Corner> to_corner(imprint_corner corner);
// Who signs the label: a key in PEM, or a signer; none when both are absent.
Result<std::optional<crypto::SecuritySigner>> to_label_signer(imprint_text pem, const imprint_signer* signer);
// Zero means that times of certificates are not checked.
Result<aigc::TrustOptions> to_trust(const imprint_context& context, int64_t time_s);
Result<pipeline::KnownContent> to_known(const imprint_context& context, imprint_text producer, imprint_text produce_id);
Result<pipeline::MarkIdKey> find_mark_id_key(const imprint_context& context, imprint_text key_id);

// What imprint_label_options and imprint_mark_options say of the visible label.
struct LabelLook {
  imprint_corner corner;
  imprint_text text;
  double height_percent;
  imprint_label_style style;
  imprint_label_form form;
  imprint_byte_view font, logo;
};
using LogoPixels = image::Image;  // lent to the draw options
Status read_look(const LabelLook& look, const Limits& limits, LogoPixels& logo, label::DrawOptions& draw);

// What they say of the audible one.
struct AudibleLook {
  imprint_audible_place place;
  imprint_byte_view clip;
  imprint_number_view at_s;
  uint32_t clip_alone;
};
Result<pipeline::AudibleOptions> to_audible(const AudibleLook& look);
imprint_audible_place to_abi(label::AudiblePlace place);

imprint_detection to_detection(const pipeline::FoundMark& mark);

std::unique_ptr<imprint_report> make_report(pipeline::Evidence evidence);
std::unique_ptr<imprint_report> make_report(aigc::Lint lint);

}  // namespace imprint::api
