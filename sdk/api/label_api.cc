// The visible label alone, on the caller's pixels.
#include "api/guard.h"
#include "api/handles.h"
#include "pipeline/label_file.h"

namespace imprint::api {

Result<label::Corner> to_corner(imprint_corner corner) {
  switch (corner) {
    case IMPRINT_CORNER_DEFAULT:
    case IMPRINT_CORNER_LOWER_RIGHT: return label::Corner::kLowerRight;
    case IMPRINT_CORNER_LOWER_LEFT: return label::Corner::kLowerLeft;
    case IMPRINT_CORNER_UPPER_RIGHT: return label::Corner::kUpperRight;
    case IMPRINT_CORNER_UPPER_LEFT: return label::Corner::kUpperLeft;
    case IMPRINT_CORNER_FORCE32: break;
  }
  return Status{Code::kInvalidArgument, "corner is " + std::to_string(corner) + ", no imprint_corner"};
}

}  // namespace imprint::api

using namespace imprint;
using namespace imprint::api;

namespace {

Result<label::DrawOptions> to_draw_options(const imprint_label_options* options) {
  IMPRINT_ASSIGN_OR_RETURN(const imprint_label_options given, read_options(options, "label options"));
  IMPRINT_RETURN_IF_ERROR(reserved_zero(given.reserved, "label options"));
  label::DrawOptions draw;
  if (present(given.text)) draw.text = to_string(given.text);
  IMPRINT_ASSIGN_OR_RETURN(draw.corner, to_corner(given.corner));
  IMPRINT_ASSIGN_OR_RETURN(draw.height_percent, in_range(given.height_percent, draw.height_percent, 5.0, 50.0, "height_percent"));
  if (given.orientation > 8)
    return Status{Code::kInvalidArgument, "orientation is " + std::to_string(given.orientation) + ", not in [0, 8]"};
  if (given.orientation != 0) draw.orientation = static_cast<image::Orientation>(given.orientation);
  return draw;
}

void give_placement(const label::Placement& placed, imprint_label_placement* placement) {
  imprint_label_placement out = IMPRINT_LABEL_PLACEMENT_INIT;
  out.x_px = placed.x_px;
  out.y_px = placed.y_px;
  out.width_px = placed.width_px;
  out.height_px = placed.height_px;
  out.ink_height_px = placed.ink_height_px;
  out.ink_height_percent = placed.ink_height_percent;
  write_result(out, placement);
}

}  // namespace

extern "C" {

imprint_status imprint_label_draw(const imprint_context* context, imprint_image* image, const imprint_label_options* options,
                                  imprint_label_placement* placement, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_result(placement, "label placement"));
    IMPRINT_ASSIGN_OR_RETURN(const label::DrawOptions draw, to_draw_options(options));
    IMPRINT_ASSIGN_OR_RETURN(const image::MutableView view, to_view(image, context->limits));
    IMPRINT_ASSIGN_OR_RETURN(const label::Placement placed, label::draw(view, draw));
    give_placement(placed, placement);
    return {};
  });
}

imprint_status imprint_label_draw_file(const imprint_context* context, imprint_byte_view file, const imprint_label_options* options,
                                       imprint_bytes* out, imprint_label_placement* placement, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_result(placement, "label placement"));
    IMPRINT_ASSIGN_OR_RETURN(const label::DrawOptions draw, to_draw_options(options));
    IMPRINT_RETURN_IF_ERROR(require(draw.orientation == image::Orientation::kUpright,
                                    "orientation must be 0 for a file, which has its own"));
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    IMPRINT_ASSIGN_OR_RETURN(const pipeline::LabelledFile labelled, pipeline::draw_on_file(bytes, draw, context->limits));
    IMPRINT_RETURN_IF_ERROR(give_bytes(labelled.bytes, out));
    give_placement(labelled.placement, placement);
    return {};
  });
}

}  // extern "C"
