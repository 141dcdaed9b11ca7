// One payload under one key, as it is put into pictures of one size (spec/watermark-format.md §7).
#pragma once

#include <vector>

#include "base/team.h"
#include "watermark/add_change.h"
#include "watermark/pattern.h"
#include "watermark/watermark.h"

namespace imprint::watermark {

class Writer {
 public:
  // kImageTooSmall.
  static Result<Writer> make(uint32_t width_px, uint32_t height_px, uint64_t payload, const Key& key, const EmbedOptions& options);

  image::Plane luma_of(image::View picture) const;
  // Another one for every picture and payload (§7.4).
  Origin draw_origin(const image::Plane& luma) const;

  // The pattern under the masks of a picture, before any gain.
  struct Masked {
    image::Plane change;
    double margin_db = 0;  // of robustness, at gain 1
  };
  Masked mask(const image::Plane& luma, Origin origin, Team& team) const;

  // The largest gain at which a change keeps the floor that the options ask for, and not more than may be seen; without their strength.
  double gain_for(const image::Plane& change) const;
  double most_gain() const;
  // Adds `masked` at a gain of gain_for(). What becomes of the picture's samples.
  Change add(Masked masked, double gain, image::MutableView picture, Team& team) const;

  double visibility(double gain) const;
  // `margin_db` as Masked has it. kTooWeak when the options ask for more.
  Result<Robustness> robustness(double margin_db, double gain) const;

 private:
  Writer() = default;
  Raster raster_;
  double size_ = 1;  // pixels per canonical pixel
  std::vector<Amplitudes> bands_;
  uint64_t payload_ = 0;
  Key key_;
  EmbedOptions options_;
};

}  // namespace imprint::watermark
