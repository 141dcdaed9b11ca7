// Items of AVIF and HEIC: a packet that is set is found again, and no other item loses a byte.
#include "container/heif_edit.h"
#include "fuzz.h"

using namespace imprint;

namespace {

bool is_xmp(const container::HeifItem& item) {
  return item.type == "mime" && item.content_type == "application/rdf+xml";
}

// Reads every item, whatever it is.
std::vector<Result<Bytes>> all_data(const container::HeifFile& heif, fuzz::Run& run) {
  std::vector<Result<Bytes>> out;
  for (const auto& item : heif.items) out.push_back(container::heif_item_data(heif, item, run.call()));
  return out;
}

void check_set(const container::HeifFile& heif, std::optional<uint32_t> id, const Bytes& packet, fuzz::Run& run) {
  const auto written = container::set_heif_xmp(heif, id, packet, {});
  if (!written.ok()) return;
  const auto again = container::read_heif(written.value(), "HEIF", run.call());
  FUZZ_REQUIRE(again.ok());
  const auto before = all_data(heif, run), after = all_data(again.value(), run);
  FUZZ_REQUIRE(after.size() == before.size() + (id ? 0 : 1));
  bool found = false;
  for (size_t i = 0; i < after.size(); ++i) {
    const uint32_t item = again->items[i].id;
    found |= is_xmp(again->items[i]) && after[i].ok() && after[i].value() == packet && (!id || item == *id);
    if (i >= before.size() || (id && item == *id) || !before[i].ok()) continue;
    FUZZ_REQUIRE(after[i].ok() && after[i].value() == before[i].value());
  }
  FUZZ_REQUIRE(found);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Run run(size, fuzz::bounds_of_products());
  const auto heif = container::read_heif({data, size}, "HEIF", run.call());
  if (!heif.ok()) return 0;
  FUZZ_REQUIRE(heif->location_of.size() <= heif->locations.size());
  check_set(heif.value(), std::nullopt, Bytes(9, 'n'), run);
  for (const auto& item : heif->items)
    if (is_xmp(item)) {
      check_set(heif.value(), item.id, Bytes(3, 's'), run);
      check_set(heif.value(), item.id, Bytes(300, 'l'), run);
      break;
    }
  return 0;
}
