// The visible label alone, on the caller's pixels.
#include <algorithm>
#include <string>
#include <utility>

#include "api/guard.h"
#include "api/handles.h"
#include "api/manifest_options.h"
#include "label/find.h"
#include "label/words.h"
#include "pipeline/label_file.h"
#include "pipeline/sound_label_file.h"

namespace imprint::api {

static_assert(IMPRINT_LEGIBILITY_LEGIBLE == static_cast<int>(label::Legibility::kLegible));
static_assert(IMPRINT_LEGIBILITY_TOO_FEW_PIXELS == static_cast<int>(label::Legibility::kTooFewPixels));
static_assert(IMPRINT_AUDIBLE_PLACE_START == static_cast<int>(label::AudiblePlace::kStart));
static_assert(IMPRINT_AUDIBLE_PLACE_MIDDLE == static_cast<int>(label::AudiblePlace::kMiddle));
static_assert(IMPRINT_AUDIBLE_MAX_PLACES == pipeline::kMaxAudiblePlaces);
static_assert(IMPRINT_LABEL_MIN_FIND_SIDE_PX == label::kMinFindSidePx);
// The longest text fits: four bytes a character.
static_assert(sizeof(imprint_label_found::text) > label::kMaxCharacters * 4);

Result<label::Corner> to_corner(imprint_corner corner) {
  switch (corner) {
    case IMPRINT_CORNER_DEFAULT:
    case IMPRINT_CORNER_LOWER_RIGHT: return label::Corner::kLowerRight;
    case IMPRINT_CORNER_LOWER_LEFT: return label::Corner::kLowerLeft;
    case IMPRINT_CORNER_UPPER_RIGHT: return label::Corner::kUpperRight;
    case IMPRINT_CORNER_UPPER_LEFT: return label::Corner::kUpperLeft;
    case IMPRINT_CORNER_AUTOMATIC: return label::Corner::kAutomatic;
    case IMPRINT_CORNER_FORCE32: break;
  }
  return Status{Code::kInvalidArgument, "corner is " + std::to_string(corner) + ", no imprint_corner"};
}

Result<label::Style> to_style(imprint_label_style style) {
  switch (style) {
    case IMPRINT_LABEL_STYLE_DEFAULT:
    case IMPRINT_LABEL_STYLE_PLATE: return label::Style::kPlate;
    case IMPRINT_LABEL_STYLE_PLAIN: return label::Style::kPlain;
    case IMPRINT_LABEL_STYLE_OUTLINED: return label::Style::kOutlined;
    case IMPRINT_LABEL_STYLE_FORCE32: break;
  }
  return Status{Code::kInvalidArgument, "style is " + std::to_string(style) + ", no imprint_label_style"};
}

Result<label::Form> to_form(imprint_label_form form) {
  switch (form) {
    case IMPRINT_LABEL_FORM_DEFAULT:
    case IMPRINT_LABEL_FORM_GB45438: return label::Form::kGb45438;
    case IMPRINT_LABEL_FORM_EU_ICON: return label::Form::kEuIcon;
    case IMPRINT_LABEL_FORM_FORCE32: break;
  }
  return Status{Code::kInvalidArgument, "form is " + std::to_string(form) + ", no imprint_label_form"};
}

Status read_look(const LabelLook& look, const Limits& limits, LogoPixels& logo, label::DrawOptions& draw) {
  IMPRINT_ASSIGN_OR_RETURN(draw.corner, to_corner(look.corner));
  IMPRINT_ASSIGN_OR_RETURN(draw.style, to_style(look.style));
  IMPRINT_ASSIGN_OR_RETURN(draw.form, to_form(look.form));
  if (draw.form == label::Form::kEuIcon) draw.text = "AI GENERATED";
  if (present(look.text)) draw.text = to_string(look.text);
  IMPRINT_ASSIGN_OR_RETURN(draw.height_percent, in_range(look.height_percent, draw.height_percent, 5.0, 50.0, "height_percent"));
  if (look.font.data != nullptr) {
    IMPRINT_ASSIGN_OR_RETURN(draw.font, to_bytes(look.font));
  }
  if (look.logo.data == nullptr) return {};
  IMPRINT_ASSIGN_OR_RETURN(const ByteView logo_file, to_bytes(look.logo));
  IMPRINT_ASSIGN_OR_RETURN(logo, pipeline::read_logo(logo_file, limits));
  draw.logo = std::as_const(logo).view();
  return {};
}

static Result<label::AudiblePlace> to_audible_place(imprint_audible_place place) {
  switch (place) {
    case IMPRINT_AUDIBLE_PLACE_DEFAULT:
    case IMPRINT_AUDIBLE_PLACE_START: return label::AudiblePlace::kStart;
    case IMPRINT_AUDIBLE_PLACE_END: return label::AudiblePlace::kEnd;
    case IMPRINT_AUDIBLE_PLACE_MIDDLE: return label::AudiblePlace::kMiddle;
    default: return Status{Code::kInvalidArgument, "audible_place is no imprint_audible_place"};
  }
}

imprint_audible_place to_abi(label::AudiblePlace place) { return static_cast<imprint_audible_place>(place); }

Result<pipeline::AudibleOptions> to_audible(const AudibleLook& look) {
  IMPRINT_RETURN_IF_ERROR(flag_only(look.clip_alone, "audible_clip_alone"));
  pipeline::AudibleOptions out;
  IMPRINT_ASSIGN_OR_RETURN(out.place, to_audible_place(look.place));
  IMPRINT_ASSIGN_OR_RETURN(out.clip, to_optional_bytes(look.clip, "audible_clip"));
  out.rhythm = look.clip_alone == 0;
  if (look.at_s.data == nullptr) return look.at_s.count == 0 ? Result<pipeline::AudibleOptions>(out) : Status{Code::kInvalidArgument, "audible_at_s has a count and no data"};
  IMPRINT_RETURN_IF_ERROR(require(look.at_s.count == 0 || look.place == IMPRINT_AUDIBLE_PLACE_DEFAULT, "audible_at_s and audible_place are both given"));
  if (look.at_s.count > IMPRINT_AUDIBLE_MAX_PLACES)
    return Status{Code::kInvalidArgument, "audible_at_s has " + std::to_string(look.at_s.count) + " places; at most " + std::to_string(IMPRINT_AUDIBLE_MAX_PLACES) + " are taken"};
  out.at_seconds.assign(look.at_s.data, look.at_s.data + look.at_s.count);
  return out;
}

}  // namespace imprint::api

using namespace imprint;
using namespace imprint::api;

namespace {

Result<image::Orientation> to_orientation(uint32_t orientation) {
  if (orientation > 8) return Status{Code::kInvalidArgument, "orientation is " + std::to_string(orientation) + ", not in [0, 8]"};
  return orientation == 0 ? image::Orientation::kUpright : static_cast<image::Orientation>(orientation);
}

Status read_draw_options(const imprint_label_options* options, const Limits& limits, LogoPixels& logo, label::DrawOptions& draw) {
  IMPRINT_ASSIGN_OR_RETURN(const imprint_label_options given, read_options(options, "label options"));
  IMPRINT_RETURN_IF_ERROR(reserved_zero(given.reserved, "label options"));
  IMPRINT_ASSIGN_OR_RETURN(draw.orientation, to_orientation(given.orientation));
  return read_look({given.corner, given.text, given.height_percent, given.style, given.form, given.font, given.logo}, limits, logo, draw);
}

Result<label::FindOptions> to_find_options(const imprint_label_find_options* options) {
  IMPRINT_ASSIGN_OR_RETURN(const imprint_label_find_options given, read_options(options, "label find options"));
  label::FindOptions find;
  find.text = to_string(given.text);
  if (given.font.data != nullptr) {
    IMPRINT_ASSIGN_OR_RETURN(find.font, to_bytes(given.font));
  }
  IMPRINT_ASSIGN_OR_RETURN(find.orientation, to_orientation(given.orientation));
  return find;
}

void give_found(const label::Found& found, imprint_label_found* result) {
  imprint_label_found out = IMPRINT_LABEL_FOUND_INIT;
  out.score = found.score;
  if (found.found) {
    out.found = 1;
    out.legibility = static_cast<imprint_legibility>(found.legibility);
    out.x_px = found.placement.x_px;
    out.y_px = found.placement.y_px;
    out.width_px = found.placement.width_px;
    out.height_px = found.placement.height_px;
    out.ink_height_px = found.placement.ink_height_px;
    out.ink_height_percent = found.placement.ink_height_percent;
    out.contrast = found.contrast;
    found.text.copy(out.text, sizeof out.text - 1);
  }
  write_result(out, result);
}

imprint_legibility to_legibility(label::Audibility audibility) {
  switch (audibility) {
    case label::Audibility::kAudible: break;
    case label::Audibility::kTooQuiet: return IMPRINT_LEGIBILITY_TOO_QUIET;
    case label::Audibility::kWrongTiming: return IMPRINT_LEGIBILITY_WRONG_TIMING;
  }
  return IMPRINT_LEGIBILITY_LEGIBLE;
}

void give_found(const label::FoundAudible& found, imprint_label_found* result) {
  imprint_label_found out = IMPRINT_LABEL_FOUND_INIT;
  out.sound = 1;
  out.score = std::max(0.0, found.score);
  if (found.found) {
    out.found = 1;
    out.legibility = to_legibility(found.audibility);
    out.start_s = found.start_seconds;
    out.end_s = found.end_seconds;
    out.unit_s = found.unit_seconds;
    out.label_lufs = found.label_lufs;
    out.programme_lufs = found.programme_lufs;
    out.audible_place = to_abi(found.place);
    std::string(pipeline::kRhythmInWords).copy(out.text, sizeof out.text - 1);
  }
  write_result(out, result);
}

Status draw_on_sound(ByteView file, const imprint_label_options& given, const Limits& limits, imprint_bytes* out,
                     imprint_label_placement* placement) {
  IMPRINT_ASSIGN_OR_RETURN(const pipeline::AudibleOptions audible,
                           to_audible({given.audible_place, given.audible_clip, given.audible_at_s, given.audible_clip_alone}));
  IMPRINT_ASSIGN_OR_RETURN(pipeline::LabelledSound labelled, pipeline::label_sound_file(file, audible, limits));
  IMPRINT_RETURN_IF_ERROR(limits.status());
  IMPRINT_RETURN_IF_ERROR(give_bytes(std::move(labelled.bytes), out));
  imprint_label_placement placed = IMPRINT_LABEL_PLACEMENT_INIT;
  placed.start_s = labelled.start_seconds;
  placed.end_s = labelled.end_seconds;
  placed.label_lufs = labelled.label_lufs;
  placed.manifest_broken = labelled.manifest_broken ? 1 : 0;
  write_result(placed, placement);
  return {};
}

void give_placement(const label::Placement& placed, bool manifest_broken, imprint_label_placement* placement) {
  imprint_label_placement out = IMPRINT_LABEL_PLACEMENT_INIT;
  out.x_px = placed.x_px;
  out.y_px = placed.y_px;
  out.width_px = placed.width_px;
  out.height_px = placed.height_px;
  out.ink_height_px = placed.ink_height_px;
  out.ink_height_percent = placed.ink_height_percent;
  out.raised = placed.raised ? 1 : 0;
  out.manifest_broken = manifest_broken ? 1 : 0;
  write_result(out, placement);
}

}  // namespace

extern "C" {

imprint_status imprint_label_draw(const imprint_context* context, imprint_image* image, const imprint_label_options* options,
                                  imprint_label_placement* placement, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(check_result(placement, "label placement"));
    LogoPixels logo;
    label::DrawOptions draw;
    IMPRINT_RETURN_IF_ERROR(read_draw_options(options, limits, logo, draw));
    IMPRINT_ASSIGN_OR_RETURN(const image::MutableView view, to_view(image, limits));
    IMPRINT_ASSIGN_OR_RETURN(const label::Placement placed, label::draw(view, draw));
    give_placement(placed, false, placement);
    return {};
  });
}

imprint_status imprint_label_draw_file(const imprint_context* context, imprint_byte_view file, const imprint_label_options* options,
                                       imprint_bytes* out, imprint_label_placement* placement, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_result(placement, "label placement"));
    LogoPixels logo;
    label::DrawOptions draw;
    IMPRINT_RETURN_IF_ERROR(read_draw_options(options, limits, logo, draw));
    IMPRINT_RETURN_IF_ERROR(require(draw.orientation == image::Orientation::kUpright,
                                    "orientation must be 0 for a file, which has its own"));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    if (pipeline::is_sound_file(bytes)) {
      IMPRINT_ASSIGN_OR_RETURN(const imprint_label_options given, read_options(options, "label options"));
      return draw_on_sound(bytes, given, limits, out, placement);
    }
    IMPRINT_ASSIGN_OR_RETURN(const pipeline::LabelledFile labelled, pipeline::draw_on_file(bytes, draw, limits));
    IMPRINT_RETURN_IF_ERROR(limits.status());
    IMPRINT_RETURN_IF_ERROR(give_bytes(labelled.bytes, out));
    give_placement(labelled.placement, labelled.manifest_broken, placement);
    return {};
  });
}

imprint_status imprint_label_find(const imprint_context* context, const imprint_image* image,
                                  const imprint_label_find_options* options, imprint_label_found* result, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(result != nullptr, "result is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_result(result, "label found"));
    IMPRINT_ASSIGN_OR_RETURN(const label::FindOptions find, to_find_options(options));
    IMPRINT_ASSIGN_OR_RETURN(const image::MutableView view, to_view(image, limits));
    IMPRINT_ASSIGN_OR_RETURN(const label::Found found, label::find(view, find));
    give_found(found, result);
    return {};
  });
}

imprint_status imprint_label_find_file(const imprint_context* context, imprint_byte_view file,
                                       const imprint_label_find_options* options, imprint_label_found* result,
                                       imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    const Limits limits = begin_call(*context);
    IMPRINT_RETURN_IF_ERROR(require(result != nullptr, "result is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_result(result, "label found"));
    IMPRINT_ASSIGN_OR_RETURN(const label::FindOptions find, to_find_options(options));
    IMPRINT_RETURN_IF_ERROR(require(find.orientation == image::Orientation::kUpright,
                                    "orientation must be 0 for a file, which has its own"));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    if (pipeline::is_sound_file(bytes)) {
      IMPRINT_ASSIGN_OR_RETURN(const label::FoundAudible found, pipeline::find_in_sound_file(bytes, limits));
      IMPRINT_RETURN_IF_ERROR(limits.status());
      give_found(found, result);
      return {};
    }
    IMPRINT_ASSIGN_OR_RETURN(const label::Found found, pipeline::find_on_file(bytes, find, limits));
    IMPRINT_RETURN_IF_ERROR(limits.status());
    give_found(found, result);
    return {};
  });
}

}  // extern "C"
