#include "pipeline/picture_mark.h"

#include <utility>

#include "codec/codec.h"
#include "image/difference.h"
#include "pipeline/frames_file.h"
#include "pipeline/manifest_trace.h"
#include "pipeline/mark_id.h"
#include "pipeline/replacement.h"

namespace imprint::pipeline {

Status check_watermark_reads(image::View written, uint64_t payload, const watermark::Key& key, const Limits& limits,
                             watermark::Detection* detection) {
  // The picture was just marked upright and whole: no search is needed, and one that succeeded would prove too little.
  IMPRINT_ASSIGN_OR_RETURN(*detection, watermark::detect(written, {key}, {.search = false, .threads = limits.threads}));
  if (detection->found && detection->payload == payload) return {};
  return {Code::kReadBackFailed,
          "the watermark does not read back (wanted " + to_hex16(payload) + ", found " +
              (detection->found ? to_hex16(detection->payload) : std::string("none")) +
              "): the picture is too small, too noisy or too strongly compressed to carry it at this quality, or carries another one "
              "already; leave out min_psnr_db, or leave the watermark out"};
}

Result<watermark::EmbedReport> quality_of_file(const watermark::EmbedReport& of_pixels, image::View before, image::View written) {
  if (written.width_px != before.width_px || written.height_px != before.height_px)
    return Status{Code::kReadBackFailed, "the written picture has another size than the one that was marked"};
  const image::Difference seen = image::difference(before, written);
  watermark::EmbedReport out = of_pixels;
  out.psnr_db = image::psnr_db(seen.mean_square);
  out.max_change = seen.largest;
  return out;
}

Result<Unmarked> keep_unmarked(const image::Image& pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(Reservation memory, limits.reserve(pixels.samples.size(), "the picture before its mark"));
  return Unmarked{pixels, std::move(memory)};
}

namespace {

// How far a change has to reach towards the next step, tried in this order; 0.5 is ordinary rounding. What is lower shows more than it is
// worth (spec/decisions/0017-marks-in-coarse-tables.md).
constexpr double kThresholds[] = {0.475, 0.45, 0.425, 0.4, 0.375, 0.35, 0.325};
constexpr double kMostLost_db = 3;  // beside what the marked pixels show

// kReadBackFailed, also when the file shows less than `least_db` against `before`.
Status reads_back(ByteView file, const Mark& mark, image::View before, double least_db, const Limits& limits) {
  const Result<codec::Picture> written = codec::decode(file, limits);
  if (!written.ok()) return {Code::kReadBackFailed, "the written file does not decode: " + written.status().message()};
  watermark::Detection detection;
  IMPRINT_RETURN_IF_ERROR(check_watermark_reads(written->pixels.view(), mark.payload, mark.key, limits, &detection));
  IMPRINT_ASSIGN_OR_RETURN(const watermark::EmbedReport quality, quality_of_file(mark.of_pixels, before, written->pixels.view()));
  if (quality.psnr_db >= least_db) return {};
  return {Code::kReadBackFailed, "the quantisation tables of the file are so coarse that a mark would read back only if it cost several decibels more; "
                                 "leave the watermark out, or mark a finer copy"};
}

Result<MarkedFile> embed_frames(ByteView file, const codec::FramesInfo& info, FrameWork::Mark mark, const std::vector<watermark::Key>& known,
                                Replacement& replacement, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(std::vector<std::string> marks, marks_of_others_in(file, known, mark.key, mark.payload, limits));
  IMPRINT_RETURN_IF_ERROR(allow_replacing(std::move(marks), replacement));
  IMPRINT_ASSIGN_OR_RETURN(WorkedFrames worked, work_on_frames(file, info, {.label = {}, .mark = std::move(mark)}, limits));
  IMPRINT_ASSIGN_OR_RETURN(const FramesRead read, read_frames_back(file, worked.bytes, worked, limits));
  return MarkedFile{std::move(worked.bytes), read.quality, std::nullopt, has_manifest(file, limits)};
}

}  // namespace

Result<Bytes> encode_marked(ByteView file, image::View before, image::View marked, const Mark& mark, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(Bytes out, codec::encode_like(file, marked, limits));
  if (!codec::rounds_changes_away(file, limits)) return out;
  Status answer = reads_back(out, mark, before, 0, limits);
  for (const double threshold : kThresholds) {
    if (answer.ok()) return out;
    IMPRINT_ASSIGN_OR_RETURN(out, codec::encode_keeping(file, before, marked, threshold, limits));
    answer = reads_back(out, mark, before, mark.of_pixels.psnr_db - kMostLost_db, limits);
  }
  IMPRINT_RETURN_IF_ERROR(answer);
  return out;
}

Result<MarkedFile> embed_picture(const EmbedJob& job, Replacement& replacement) {
  const auto& [file, payload, key, options, known, limits] = job;
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> frames, codec::probe_frames(file, limits));
  if (frames) return embed_frames(file, *frames, {payload, key, options}, known, replacement, limits);
  IMPRINT_RETURN_IF_ERROR(codec::check_writable(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(codec::Picture picture, codec::decode(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(std::vector<std::string> marks, marks_of_others(picture.pixels.view(), known, key, payload, limits));
  IMPRINT_RETURN_IF_ERROR(allow_replacing(std::move(marks), replacement));
  IMPRINT_ASSIGN_OR_RETURN(const Unmarked before, keep_unmarked(picture.pixels, limits));
  IMPRINT_ASSIGN_OR_RETURN(const watermark::EmbedReport of_pixels, watermark::embed(picture.pixels.view(), payload, key, options));
  MarkedFile out;
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, encode_marked(file, before.pixels.view(), picture.pixels.view(), {payload, key, of_pixels}, limits));
  picture = {};
  const Result<codec::Picture> written = codec::decode(out.bytes, limits);
  if (!written.ok()) return Status{Code::kReadBackFailed, "the written file does not decode: " + written.status().message()};
  watermark::Detection detection;
  IMPRINT_RETURN_IF_ERROR(check_watermark_reads(written->pixels.view(), payload, key, limits, &detection));
  IMPRINT_ASSIGN_OR_RETURN(out.quality, quality_of_file(of_pixels, before.pixels.view(), written->pixels.view()));
  out.manifest_broken = has_manifest(file, limits);
  return out;
}

}  // namespace imprint::pipeline
