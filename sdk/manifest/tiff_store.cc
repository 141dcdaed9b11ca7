// TIFF: field 0xCD41 of the first page, its value at the end of the file. The directory that names it is signed, the
// value is not.
#include "container/tiff_file.h"
#include "manifest/carrier.h"

namespace imprint::manifest {
namespace {

constexpr uint16_t kTag = 0xCD41;

}  // namespace

Result<std::optional<Located>> locate_tiff(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::TiffFile tiff, container::open_tiff(file, limits));
  std::optional<Located> out;
  for (const container::TiffPage& page : tiff.pages) {
    const auto entry = tiff.tiff.find(page.at, kTag, limits);
    if (!entry) continue;
    if (out) return Status{Code::kManifestMalformed, "the TIFF holds two C2PA fields"};
    const auto value = tiff.tiff.text(*entry);
    if (!value) return Status{Code::kManifestMalformed, "the TIFF's C2PA field leaves the file"};
    out.emplace();
    out->store.assign(value->begin(), value->end());
    out->ranges.push_back({static_cast<size_t>(value->data() - file.data()), value->size()});
  }
  return out;
}

Result<Placed> place_tiff(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::TiffFile tiff, container::open_tiff(file, limits));
  Placed out;
  out.file.assign(file.begin(), file.end());
  IMPRINT_RETURN_IF_ERROR(container::set_tiff_field(out.file, tiff, kTag, store, true, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Located> placed, locate_tiff(out.file, limits));
  if (!placed || placed->store.size() != store.size())
    return Status{Code::kManifestMalformed, "the TIFF has its C2PA field in a further page"};
  out.range = placed->ranges.front();
  return out;
}

Bytes wrap_tiff(ByteView store) { return {store.begin(), store.end()}; }

}  // namespace imprint::manifest
