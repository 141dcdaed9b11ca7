// The watermark alone: pixels and files.
#include "api/guard.h"
#include "api/handles.h"
#include "api/log_record.h"
#include "pipeline/mark_id.h"
#include "pipeline/watermark_file.h"

using namespace imprint;
using namespace imprint::api;

namespace {

struct EmbedRequest {
  Limits limits;
  watermark::Key key;
  watermark::EmbedOptions options;
  std::string replacement;
  imprint_text log_path{nullptr, 0};
};

Result<EmbedRequest> to_request(const imprint_context* context, const imprint_embed_options* options,
                                const imprint_embed_result* result) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  IMPRINT_RETURN_IF_ERROR(check_result(result, "embed result"));
  IMPRINT_ASSIGN_OR_RETURN(const imprint_embed_options given, read_options(options, "embed options"));
  EmbedRequest request;
  request.limits = begin_call(*context);
  request.replacement = to_string(given.replacement);
  request.log_path = given.log_path;
  request.options.threads = request.limits.threads;
  request.options.progress = request.limits.progress;
  IMPRINT_ASSIGN_OR_RETURN(request.key, find_key(*context, given.key_id));
  IMPRINT_ASSIGN_OR_RETURN(request.options.strength, in_range(given.strength, request.options.strength, 0.01, 1.0, "strength"));
  IMPRINT_ASSIGN_OR_RETURN(request.options.min_psnr_db,
                           in_range(given.min_psnr_db, request.options.min_psnr_db, 30.0, 60.0, "min_psnr_db"));
  IMPRINT_ASSIGN_OR_RETURN(request.options.least_robustness, to_robustness(given.least_robustness));
  return request;
}

void give_quality(const pipeline::MarkedFile& marked, imprint_embed_result* result) {
  imprint_embed_result out = IMPRINT_EMBED_RESULT_INIT;
  out.manifest_broken = marked.manifest_broken ? 1 : 0;
  if (marked.sound) {
    out.depth_db = marked.sound->depth_db;
    out.marked_s = marked.sound->seconds_heard;
    return write_result(out, result);
  }
  const watermark::EmbedReport& quality = marked.quality;
  out.psnr_db = quality.psnr_db;
  out.max_change = quality.max_change;
  out.robustness = static_cast<imprint_robustness>(quality.robustness);
  out.visibility = quality.visibility;
  write_result(out, result);
}

struct DetectRequest {
  Limits limits;
  std::vector<watermark::Key> keys;
  watermark::DetectOptions options;
};

Result<DetectRequest> to_request(const imprint_context* context, const imprint_detect_options* options) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  IMPRINT_ASSIGN_OR_RETURN(const imprint_detect_options given, read_options(options, "detect options"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_search, "no_search"));
  DetectRequest request;
  request.limits = begin_call(*context);
  request.keys = reading_keys(*context);
  request.options.search = given.no_search == 0;
  request.options.threads = request.limits.threads;
  request.options.progress = request.limits.progress;
  IMPRINT_RETURN_IF_ERROR(require(!request.keys.empty(), "no key to read with: the open key is switched off, and no other was given"));
  return request;
}

using Marks = pipeline::FoundMarks;

Result<Marks> marks_of(const imprint_context* context, const imprint_image* image, const imprint_detect_options* options) {
  IMPRINT_ASSIGN_OR_RETURN(const DetectRequest request, to_request(context, options));
  const Limits& limits = request.limits;
  IMPRINT_ASSIGN_OR_RETURN(const image::MutableView view, to_view(image, limits));
  IMPRINT_ASSIGN_OR_RETURN(std::vector<watermark::Detection> marks, watermark::detect_all(view, request.keys, request.options));
  return pipeline::as_marks(std::move(marks));
}

Result<Marks> marks_of(const imprint_context* context, imprint_byte_view file, const imprint_detect_options* options) {
  IMPRINT_ASSIGN_OR_RETURN(const DetectRequest request, to_request(context, options));
  const Limits& limits = request.limits;
  IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
  IMPRINT_ASSIGN_OR_RETURN(Marks marks, pipeline::detect_file(bytes, request.keys, request.options, limits));
  IMPRINT_RETURN_IF_ERROR(limits.status());
  return marks;
}

template <typename Input>
Status give_first(const imprint_context* context, Input input, const imprint_detect_options* options, imprint_detection* result) {
  IMPRINT_RETURN_IF_ERROR(require(result != nullptr, "result is NULL"));
  IMPRINT_RETURN_IF_ERROR(check_result(result, "detection"));
  IMPRINT_ASSIGN_OR_RETURN(const Marks marks, marks_of(context, input, options));
  write_result(to_detection(marks.front()), result);
  return {};
}

// The caller's structs may be of another version: the first says how far they are apart.
template <typename Input>
Status give_all(const imprint_context* context, Input input, const imprint_detect_options* options, imprint_detection* results,
                size_t capacity, size_t* count) {
  IMPRINT_RETURN_IF_ERROR(require(count != nullptr, "count is NULL"));
  IMPRINT_RETURN_IF_ERROR(require(results != nullptr || capacity == 0, "results is NULL and capacity is not 0"));
  const auto at = [&](size_t i) {
    return reinterpret_cast<imprint_detection*>(reinterpret_cast<unsigned char*>(results) + i * results->struct_size);
  };
  constexpr const char* kUneven = "results differ in struct_size, or it is no multiple of eight; use IMPRINT_DETECTION_INIT for each";
  for (size_t i = 0; i < capacity; ++i) {
    IMPRINT_RETURN_IF_ERROR(check_result(at(i), "detection"));
    IMPRINT_RETURN_IF_ERROR(require(results->struct_size % alignof(imprint_detection) == 0 && at(i)->struct_size == results->struct_size, kUneven));
  }
  IMPRINT_ASSIGN_OR_RETURN(const Marks marks, marks_of(context, input, options));
  *count = marks.front().found ? marks.size() : 0;
  for (size_t i = 0; i < std::min(capacity, marks.size()); ++i) write_result(to_detection(marks[i]), at(i));
  return {};
}

static_assert(IMPRINT_WATERMARK_MAX_MARKS == watermark::kMostMarks);

}  // namespace

imprint_detection imprint::api::to_detection(const pipeline::FoundMark& mark) {
  imprint_detection out = IMPRINT_DETECTION_INIT;
  out.found = mark.found ? 1 : 0;
  out.payload = mark.payload;
  out.p_value = mark.p_value;
  out.pilot_sigma = mark.pilot_sigma;
  out.attempts = mark.attempts;
  std::memcpy(out.key_id, mark.key_id.c_str(), std::min(mark.key_id.size(), sizeof(out.key_id) - 1));
  if (const auto* pose = std::get_if<watermark::Pose>(&mark.where)) {
    out.pixels_per_canonical = pose->pixels_per_canonical;
    out.rotation_deg = pose->rotation_deg;
    out.x_px = pose->place.x_px;
    out.y_px = pose->place.y_px;
    out.width_px = pose->place.width_px;
    out.height_px = pose->place.height_px;
  }
  if (const auto* stretch = std::get_if<audio::Stretch>(&mark.where)) {
    out.start_s = stretch->start_seconds;
    out.end_s = stretch->end_seconds;
    out.time_scale = stretch->time_scale;
    out.pitch_shift_semitones = stretch->pitch_shift_semitones;
  }
  return out;
}

extern "C" {

imprint_status imprint_watermark_embed(const imprint_context* context, imprint_image* image, uint64_t payload,
                                       const imprint_embed_options* options, imprint_embed_result* result, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_ASSIGN_OR_RETURN(const EmbedRequest request, to_request(context, options, result));
    const Limits& limits = request.limits;
    IMPRINT_ASSIGN_OR_RETURN(const image::MutableView view, to_view(image, limits));
    IMPRINT_ASSIGN_OR_RETURN(const watermark::EmbedReport quality, watermark::embed(view, payload, request.key, request.options));
    give_quality({{}, quality, {}, false}, result);
    return {};
  });
}

imprint_status imprint_watermark_embed_file(const imprint_context* context, imprint_byte_view file, uint64_t payload,
                                            const imprint_embed_options* options, imprint_bytes* out,
                                            imprint_embed_result* result, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const EmbedRequest request, to_request(context, options, result));
    const Limits& limits = request.limits;
    IMPRINT_ASSIGN_OR_RETURN(const ByteView bytes, to_bytes(file));
    pipeline::Replacement replacement{request.replacement, {}};
    IMPRINT_ASSIGN_OR_RETURN(const pipeline::MarkedFile marked,
                             pipeline::embed_file(bytes, payload, request.key, request.options, reading_keys(*context), replacement, limits));
    IMPRINT_RETURN_IF_ERROR(limits.status());
    IMPRINT_RETURN_IF_ERROR(log_replacement(request.log_path, replacement, {0, "", pipeline::to_hex16(payload), {}, {}}, marked.bytes));
    IMPRINT_RETURN_IF_ERROR(give_bytes(marked.bytes, out));
    give_quality(marked, result);
    return {};
  });
}

imprint_status imprint_watermark_detect(const imprint_context* context, const imprint_image* image,
                                        const imprint_detect_options* options, imprint_detection* result, imprint_error* error) {
  return guard(context, __func__, error, [&] { return give_first(context, image, options, result); });
}

imprint_status imprint_watermark_detect_file(const imprint_context* context, imprint_byte_view file,
                                             const imprint_detect_options* options, imprint_detection* result,
                                             imprint_error* error) {
  return guard(context, __func__, error, [&] { return give_first(context, file, options, result); });
}

imprint_status imprint_watermark_detect_all(const imprint_context* context, const imprint_image* image,
                                            const imprint_detect_options* options, imprint_detection* results, size_t capacity,
                                            size_t* count, imprint_error* error) {
  return guard(context, __func__, error, [&] { return give_all(context, image, options, results, capacity, count); });
}

imprint_status imprint_watermark_detect_all_file(const imprint_context* context, imprint_byte_view file,
                                                 const imprint_detect_options* options, imprint_detection* results,
                                                 size_t capacity, size_t* count, imprint_error* error) {
  return guard(context, __func__, error, [&] { return give_all(context, file, options, results, capacity, count); });
}

}  // extern "C"
