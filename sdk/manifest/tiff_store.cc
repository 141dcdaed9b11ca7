// TIFF: field 0xCD41 of the first page, its value at the end of the file; others give it a directory of its own behind
// the pages, where a new value goes too. The directory that names it is signed, the value is not.
#include "container/tiff_file.h"
#include "manifest/carrier.h"
#include "manifest/jumbf.h"

namespace imprint::manifest {
namespace {

constexpr uint16_t kTag = 0xCD41;

// In a field whose tag is damaged. Directories may share their bytes, so that looking is paid for.
Result<bool> hides_store(const container::TiffFile& tiff, const container::TiffPage& page, const Limits& limits) {
  constexpr uint64_t kStepsAnEntry = 4;
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kSteps, kStepsAnEntry * page.entries, "TIFF directory"));
  for (size_t i = 0; i < page.entries; ++i) {
    const size_t at = page.at + tiff.tiff.count_bytes() + i * tiff.tiff.entry_bytes();
    const auto value = tiff.tiff.tag_at(at) == kTag ? std::nullopt : tiff.tiff.text(tiff.tiff.entry_at(at));
    if (value && looks_like_store(*value)) return true;
  }
  return false;
}

// The directory with the field; null where there is none. A last directory that holds nothing else goes before the
// others: c2pa-rs wrote the field into the last of several pages too, and both are signed.
Result<const container::TiffPage*> page_of_store(const container::TiffFile& tiff, const Limits& limits) {
  const container::TiffPage* found = nullptr;
  size_t fields = 0;
  for (const container::TiffPage& page : tiff.pages) {
    const bool named = tiff.tiff.find(page.at, kTag, limits).has_value();
    IMPRINT_ASSIGN_OR_RETURN(const bool elsewhere, hides_store(tiff, page, limits));
    if (elsewhere)
      return Status{Code::kManifestMalformed, "a manifest store stands in a TIFF field that is none of its kind"};
    if (!named) continue;
    found = &page;
    ++fields;
  }
  const bool own = found == &tiff.pages.back() && found->entries == 1;
  if (fields > 1 && !own) return Status{Code::kManifestMalformed, "the TIFF holds two C2PA fields"};
  return found;
}

}  // namespace

Result<std::optional<Located>> locate_tiff(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::TiffFile tiff, container::open_tiff(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const container::TiffPage* page, page_of_store(tiff, limits));
  if (page == nullptr) return std::optional<Located>();
  const auto entry = tiff.tiff.find(page->at, kTag, limits);
  const auto value = entry ? tiff.tiff.text(*entry) : std::nullopt;
  if (!value) return Status{Code::kManifestMalformed, "the TIFF's C2PA field leaves the file"};
  Located out;
  out.store.assign(value->begin(), value->end());
  out.ranges.push_back({static_cast<size_t>(value->data() - file.data()), value->size()});
  return std::optional<Located>(std::move(out));
}

Result<Placed> place_tiff(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::TiffFile tiff, container::open_tiff(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const container::TiffPage* old, page_of_store(tiff, limits));
  const container::TiffPage& page = old != nullptr ? *old : tiff.pages.front();
  Placed out;
  out.file.assign(file.begin(), file.end());
  IMPRINT_RETURN_IF_ERROR(container::set_tiff_field(out.file, tiff, page, kTag, store, true, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Located> placed, locate_tiff(out.file, limits));
  if (!placed || placed->store.size() != store.size())
    return Status{Code::kManifestMalformed, "the TIFF's C2PA field cannot be set"};
  out.range = placed->ranges.front();
  return out;
}

Bytes wrap_tiff(ByteView store) { return {store.begin(), store.end()}; }

}  // namespace imprint::manifest
