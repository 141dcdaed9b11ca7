// Sound in memory: the watermark as a stream, the audible label.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "api/guard.h"
#include "api/handles.h"
#include "audio/sound_reader.h"
#include "audio/sound_writer.h"
#include "label/audible/audible.h"

using namespace imprint;
using namespace imprint::api;

namespace {

constexpr size_t kPieceFrames = 8192;  // that are converted at a time

// How the caller's samples become floats, and floats his samples.
class Samples {
 public:
  static Result<Samples> make(const imprint_audio_format* given) {
    IMPRINT_RETURN_IF_ERROR(require(given != nullptr, "format is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const imprint_audio_format format, read_options(given, "audio format"));
    Samples out;
    out.format_ = {format.rate_hz, format.channels};
    IMPRINT_RETURN_IF_ERROR(audio::check_format(out.format_));
    switch (format.samples) {
      case IMPRINT_SAMPLE_DEFAULT:
      case IMPRINT_SAMPLE_FLOAT32: out.bytes_ = 4; return out;
      case IMPRINT_SAMPLE_INT16: out.bytes_ = 2; break;
      case IMPRINT_SAMPLE_INT24: out.bytes_ = 3; break;
      case IMPRINT_SAMPLE_INT32: out.bytes_ = 4; break;
      default: return Status{Code::kInvalidArgument, "samples is no imprint_sample_format"};
    }
    out.full_scale_ = std::ldexp(1.0, static_cast<int>(8 * out.bytes_ - 1));
    return out;
  }

  audio::PcmFormat format() const { return format_; }
  size_t frame_bytes() const { return bytes_ * format_.channels; }

  void take(const uint8_t* from, std::span<float> to) const {
    for (float& sample : to) {
      sample = full_scale_ == 0 ? as<float>(from) : static_cast<float>(static_cast<double>(integer(from)) / full_scale_);
      from += bytes_;
    }
  }
  // Integers are rounded to the nearest and held at the ends of their range.
  void give(std::span<const float> from, uint8_t* to) const {
    for (const float sample : from) {
      if (full_scale_ == 0) std::memcpy(to, &sample, sizeof(sample));
      else put(static_cast<int32_t>(std::clamp(std::nearbyint(double{sample} * full_scale_), -full_scale_, full_scale_ - 1)), to);
      to += bytes_;
    }
  }

 private:
  template <typename T>
  static T as(const uint8_t* from) {
    T out;
    std::memcpy(&out, from, sizeof(out));
    return out;
  }
  int32_t integer(const uint8_t* from) const {
    if (bytes_ == 2) return as<int16_t>(from);
    if (bytes_ == 4) return as<int32_t>(from);
    return static_cast<int32_t>(uint32_t{from[2]} << 24 | uint32_t{from[1]} << 16 | uint32_t{from[0]} << 8) / 256;
  }
  void put(int32_t value, uint8_t* to) const {
    for (size_t i = 0; i < bytes_; ++i) to[i] = static_cast<uint8_t>(static_cast<uint32_t>(value) >> (8 * i));
  }

  audio::PcmFormat format_;
  size_t bytes_ = 4;
  double full_scale_ = 0;  // of integers; 0 = floats
};

Status check_memory(const void* samples, size_t frames, const char* what) {
  return require(samples != nullptr || frames == 0, what);
}

// Piece by piece; nothing is taken unless all of it can be.
template <typename Take>
Status each_piece(const Samples& kind, const void* samples, size_t frames, Take take) {
  const auto* from = static_cast<const uint8_t*>(samples);
  std::vector<float> piece;
  for (size_t done = 0; done < frames;) {
    const size_t count = std::min(kPieceFrames, frames - done);
    piece.resize(count * kind.format().channels);
    kind.take(from + done * kind.frame_bytes(), piece);
    IMPRINT_RETURN_IF_ERROR(take(std::span<const float>(piece), done * kind.format().channels));
    done += count;
  }
  return {};
}

Status check_all(const Samples& kind, const void* samples, size_t frames) {
  return each_piece(kind, samples, frames,
                    [&](std::span<const float> piece, uint64_t first) { return audio::check_samples(piece, kind.format(), first); });
}

constexpr const char* kEnded = "the stream has ended: nothing can be taken after flush or finish";

}  // namespace

struct imprint_audio_embedder {
  Samples kind;
  audio::SoundWriter writer;
  bool ended = false;
};

struct imprint_audio_detector {
  Samples kind;
  audio::SoundReader reader;
  bool ended = false;
};

namespace {

Result<std::unique_ptr<imprint_audio_embedder>> make_embedder(const imprint_context* context, const imprint_audio_format* format, uint64_t payload,
                                                              const imprint_embed_options* options) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  IMPRINT_ASSIGN_OR_RETURN(Samples kind, Samples::make(format));
  IMPRINT_ASSIGN_OR_RETURN(const imprint_embed_options given, read_options(options, "embed options"));
  IMPRINT_RETURN_IF_ERROR(require(given.min_psnr_db == 0 && given.least_robustness == IMPRINT_ROBUSTNESS_ANY,
                                  "min_psnr_db and least_robustness are of pictures"));
  IMPRINT_RETURN_IF_ERROR(require(!present(given.replacement) && !present(given.log_path), "replacement and log_path are of files"));
  IMPRINT_ASSIGN_OR_RETURN(const payload::Key key, find_key(*context, given.key_id));
  audio::WriteOptions write;
  IMPRINT_ASSIGN_OR_RETURN(write.strength, in_range(given.strength, write.strength, 0.01, 1.0, "strength"));
  IMPRINT_ASSIGN_OR_RETURN(audio::SoundWriter writer, audio::SoundWriter::make(kind.format(), payload, key, write));
  return std::make_unique<imprint_audio_embedder>(imprint_audio_embedder{kind, std::move(writer)});
}

Result<std::unique_ptr<imprint_audio_detector>> make_detector(const imprint_context* context, const imprint_audio_format* format,
                                                              const imprint_detect_options* options) {
  IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
  IMPRINT_ASSIGN_OR_RETURN(Samples kind, Samples::make(format));
  IMPRINT_ASSIGN_OR_RETURN(const imprint_detect_options given, read_options(options, "detect options"));
  IMPRINT_RETURN_IF_ERROR(flag_only(given.no_search, "no_search"));
  std::vector<payload::Key> keys = reading_keys(*context);
  IMPRINT_RETURN_IF_ERROR(require(!keys.empty(), "no key to read with: the open key is switched off, and no other was given"));
  IMPRINT_ASSIGN_OR_RETURN(audio::SoundReader reader, audio::SoundReader::make(kind.format(), std::move(keys), {.search = given.no_search == 0, .first_only = true}));
  return std::make_unique<imprint_audio_detector>(imprint_audio_detector{kind, std::move(reader)});
}

Status check_room(const imprint_audio_embedder& embedder, size_t frames, const void* out, size_t capacity, const size_t* written) {
  IMPRINT_RETURN_IF_ERROR(require(written != nullptr, "written is NULL"));
  IMPRINT_RETURN_IF_ERROR(require(!embedder.ended, kEnded));
  const size_t needed = frames + embedder.writer.delay_frames();
  if (capacity < needed)
    return {Code::kInvalidArgument, "capacity is " + std::to_string(capacity) + " frames; " + std::to_string(needed) + " may come out"};
  return check_memory(out, capacity, "out is NULL");
}

void give_frames(const Samples& kind, std::span<const float> samples, void* out, size_t& written) {
  kind.give(samples, static_cast<uint8_t*>(out) + written * kind.frame_bytes());
  written += samples.size() / kind.format().channels;
}

imprint_audible_found to_abi(const label::FoundAudible& found) {
  imprint_audible_found out = IMPRINT_AUDIBLE_FOUND_INIT;
  out.found = found.found ? 1 : 0;
  out.score = found.score;
  if (!found.found) return out;
  out.start_s = found.start_seconds;
  out.end_s = found.end_seconds;
  out.unit_s = found.unit_seconds;
  out.tone_hz = found.tone_hz;
  out.label_lufs = found.label_lufs;
  out.programme_lufs = found.programme_lufs;
  out.too_quiet = found.audibility == label::Audibility::kTooQuiet ? 1 : 0;
  out.wrong_timing = found.audibility == label::Audibility::kWrongTiming ? 1 : 0;
  return out;
}

}  // namespace

extern "C" {

imprint_status imprint_audio_embedder_create(const imprint_context* context, const imprint_audio_format* format, uint64_t payload,
                                             const imprint_embed_options* options, imprint_audio_embedder** out, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    *out = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(std::unique_ptr<imprint_audio_embedder> made, make_embedder(context, format, payload, options));
    *out = made.release();
    return {};
  });
}

size_t imprint_audio_embedder_get_delay(const imprint_audio_embedder* embedder) {
  return embedder == nullptr ? 0 : embedder->writer.delay_frames();
}

imprint_status imprint_audio_embedder_process(imprint_audio_embedder* embedder, const void* samples, size_t frames, void* out, size_t capacity,
                                              size_t* written, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(embedder != nullptr, "embedder is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_room(*embedder, frames, out, capacity, written));
    IMPRINT_RETURN_IF_ERROR(check_memory(samples, frames, "samples is NULL"));
    const Samples& kind = embedder->kind;
    IMPRINT_RETURN_IF_ERROR(check_all(kind, samples, frames));
    *written = 0;
    return each_piece(kind, samples, frames, [&](std::span<const float> piece, uint64_t) -> Status {
      std::vector<float> marked;
      IMPRINT_RETURN_IF_ERROR(embedder->writer.process(piece, marked));
      give_frames(kind, marked, out, *written);
      return {};
    });
  });
}

imprint_status imprint_audio_embedder_flush(imprint_audio_embedder* embedder, void* out, size_t capacity, size_t* written, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(embedder != nullptr, "embedder is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_room(*embedder, 0, out, capacity, written));
    *written = 0;
    std::vector<float> marked;
    embedder->writer.flush(marked);
    embedder->ended = true;
    give_frames(embedder->kind, marked, out, *written);
    return {};
  });
}

imprint_status imprint_audio_embedder_get_result(const imprint_audio_embedder* embedder, imprint_embed_result* result, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(embedder != nullptr, "embedder is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(result != nullptr, "result is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_result(result, "embed result"));
    const audio::WriteReport report = embedder->writer.report();
    imprint_embed_result out = IMPRINT_EMBED_RESULT_INIT;
    out.depth_db = report.depth_db;
    out.marked_s = report.seconds_heard;
    write_result(out, result);
    return {};
  });
}

void imprint_audio_embedder_destroy(imprint_audio_embedder* embedder) { delete embedder; }

imprint_status imprint_audio_detector_create(const imprint_context* context, const imprint_audio_format* format, const imprint_detect_options* options,
                                             imprint_audio_detector** out, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    *out = nullptr;
    IMPRINT_ASSIGN_OR_RETURN(std::unique_ptr<imprint_audio_detector> made, make_detector(context, format, options));
    *out = made.release();
    return {};
  });
}

imprint_status imprint_audio_detector_process(imprint_audio_detector* detector, const void* samples, size_t frames, uint32_t* done,
                                              imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(detector != nullptr, "detector is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(!detector->ended, kEnded));
    IMPRINT_RETURN_IF_ERROR(check_memory(samples, frames, "samples is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_all(detector->kind, samples, frames));
    IMPRINT_RETURN_IF_ERROR(each_piece(detector->kind, samples, frames, [&](std::span<const float> piece, uint64_t) -> Status {
      return detector->reader.is_done() ? Status() : detector->reader.process(piece);
    }));
    if (done != nullptr) *done = detector->reader.is_done() ? 1 : 0;
    return {};
  });
}

imprint_status imprint_audio_detector_finish(imprint_audio_detector* detector, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(detector != nullptr, "detector is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(!detector->ended, kEnded));
    detector->reader.finish();
    detector->ended = true;
    return {};
  });
}

imprint_status imprint_audio_detector_get_result(const imprint_audio_detector* detector, imprint_detection* result, imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(detector != nullptr, "detector is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(result != nullptr, "result is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_result(result, "detection"));
    write_result(to_detection(pipeline::FoundMark(detector->reader.result())), result);
    return {};
  });
}

void imprint_audio_detector_destroy(imprint_audio_detector* detector) { delete detector; }

imprint_status imprint_audible_label_make(const imprint_context* context, const imprint_audio_format* format, double programme_lufs, void* out,
                                          size_t capacity, size_t* frames, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(frames != nullptr, "frames is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_memory(out, capacity, "out is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const Samples kind, Samples::make(format));
    IMPRINT_ASSIGN_OR_RETURN(const std::vector<float> label, label::make_audible_label(kind.format(), programme_lufs));
    *frames = label.size() / kind.format().channels;
    if (capacity == 0) return {};
    if (capacity < *frames)
      return {Code::kInvalidArgument, "capacity is " + std::to_string(capacity) + " frames; the label has " + std::to_string(*frames)};
    kind.give(label, static_cast<uint8_t*>(out));
    return {};
  });
}

imprint_status imprint_audible_label_find(const imprint_context* context, const imprint_audio_format* format, const void* samples, size_t frames,
                                          imprint_audible_found* found, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_RETURN_IF_ERROR(require(found != nullptr, "found is NULL"));
    IMPRINT_RETURN_IF_ERROR(check_result(found, "audible label"));
    IMPRINT_RETURN_IF_ERROR(check_memory(samples, frames, "samples is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const Samples kind, Samples::make(format));
    IMPRINT_RETURN_IF_ERROR(check_all(kind, samples, frames));
    const audio::SoundPass pass = [&](const audio::SoundTaker& take) {
      return each_piece(kind, samples, frames, [&](std::span<const float> piece, uint64_t) { return take(piece); });
    };
    IMPRINT_ASSIGN_OR_RETURN(const label::FoundAudible heard, label::find_audible_label(pass, kind.format()));
    write_result(to_abi(heard), found);
    return {};
  });
}

}  // extern "C"
