#include "manifest/carrier.h"

#include <array>

#include "manifest/jumbf.h"

namespace imprint::manifest {
namespace {

constexpr std::array kCarriers = {
    Carrier{container::Format::kPng, "image/png", locate_png, place_png, wrap_png},
    Carrier{container::Format::kJpeg, "image/jpeg", locate_jpeg, place_jpeg, wrap_jpeg},
    Carrier{container::Format::kWebp, "image/webp", locate_webp, place_webp, wrap_webp},
    Carrier{container::Format::kGif, "image/gif", locate_gif, place_gif, wrap_gif},
    Carrier{container::Format::kTiff, "image/tiff", locate_tiff, place_tiff, wrap_tiff},
    Carrier{container::Format::kAvif, "image/avif", locate_bmff, place_bmff, wrap_bmff, true},
    Carrier{container::Format::kHeic, "image/heic", locate_bmff, place_bmff, wrap_bmff, true},
    Carrier{container::Format::kWav, "audio/wav", locate_wav, place_wav, wrap_wav},
    Carrier{container::Format::kMp3, "audio/mpeg", locate_id3, place_mp3, wrap_id3},
    Carrier{container::Format::kFlac, "audio/flac", locate_id3, place_flac, wrap_id3},
    Carrier{container::Format::kM4a, "audio/mp4", locate_bmff, place_m4a, wrap_bmff, true},
};

// Films have no pixels here, but their manifests are read.
Result<Placed> refuse_film(ByteView, ByteView, const Limits&) {
  return Status{Code::kUnsupportedFormat, "manifests in MP4, MOV and their like are read, not written"};
}
constexpr Carrier kFilm = {container::Format::kUnknown, "video/mp4", locate_bmff, refuse_film, wrap_bmff, true};

}  // namespace

bool has_no_place(container::Format format) {
  return format == container::Format::kOgg || format == container::Format::kAiff;
}

bool is_lone_store(ByteView file) {
  return container::sniff(file) == container::Format::kUnknown && looks_like_store(file);
}

const Carrier* carrier_of(container::Format format) {
  for (const Carrier& carrier : kCarriers)
    if (carrier.format == format) return &carrier;
  return nullptr;
}

Result<const Carrier*> carrier_for(ByteView file) {
  const container::Format format = container::sniff(file);
  if (const Carrier* carrier = carrier_of(format)) return carrier;
  if (container::is_film(file)) return &kFilm;
  if (has_no_place(format))
    return Status{Code::kUnsupportedFormat, "C2PA names no place for a manifest in " + container::describe(file) +
                                                "; it is signed into a side file, and read from one"};
  return Status{Code::kUnsupportedFormat, "manifests are not read in " + container::describe(file) +
                                              "; one that came beside the file can be given by itself"};
}

Result<std::optional<Located>> store_of(ByteView file, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size in bytes", file.size(), "max_file_bytes", limits.max_file_bytes);
  if (is_lone_store(file)) return std::optional(Located{Bytes(file.begin(), file.end()), {}});
  IMPRINT_ASSIGN_OR_RETURN(const Carrier* carrier, carrier_for(file));
  return carrier->locate(file, limits);
}

}  // namespace imprint::manifest
