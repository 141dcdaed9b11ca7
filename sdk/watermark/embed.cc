#include <algorithm>
#include <cmath>

#include "watermark/watermark.h"
#include "watermark/writer.h"

namespace imprint::watermark {

Result<EmbedReport> embed(image::MutableView picture, uint64_t payload, const Key& key, const EmbedOptions& options) {
  IMPRINT_ASSIGN_OR_RETURN(const Writer writer, Writer::make(picture.width_px, picture.height_px, payload, key, options));
  Team team(options.threads);
  const image::Plane luma = writer.luma_of(picture);
  Writer::Masked masked = writer.mask(luma, writer.draw_origin(luma), team);
  const double gain = writer.gain_for(masked.change);
  EmbedReport report;
  report.visibility = writer.visibility(gain);
  IMPRINT_ASSIGN_OR_RETURN(report.robustness, writer.robustness(masked.margin_db, gain));
  IMPRINT_RETURN_IF_ERROR(options.progress.reach(0.8));  // the last: half a change is none
  const Change total = writer.add(std::move(masked), gain, picture, team);
  report.psnr_db = 10 * std::log10(255.0 * 255.0 / std::max(total.squares / std::max(total.count, 1.0), 1e-9));
  report.max_change = total.largest;
  return report;
}

}  // namespace imprint::watermark
