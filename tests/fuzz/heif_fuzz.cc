// Items of AVIF and HEIC: a packet that is set is found again, and no other item loses a byte.
#include "container/heif_edit.h"
#include "fuzz.h"

using namespace imprint;

namespace {

bool is_xmp(const container::HeifItem& item) {
  return item.type == "mime" && item.content_type == "application/rdf+xml";
}

// Reads every item, whatever it is.
std::vector<Result<Bytes>> all_data(const container::HeifFile& heif) {
  std::vector<Result<Bytes>> out;
  for (const auto& item : heif.items) out.push_back(container::heif_item_data(heif, item, fuzz::small_limits()));
  return out;
}

void check_set(const container::HeifFile& heif, std::optional<uint32_t> id, const Bytes& packet) {
  const auto written = container::set_heif_xmp(heif, id, packet, {});
  if (!written.ok()) return;
  const auto again = container::read_heif(written.value(), "HEIF", {});
  FUZZ_REQUIRE(again.ok());
  const auto before = all_data(heif), after = all_data(again.value());
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
  const auto heif = container::read_heif({data, size}, "HEIF", fuzz::small_limits());
  if (!heif.ok()) return 0;
  FUZZ_REQUIRE(heif->location_of.size() <= heif->locations.size());
  check_set(heif.value(), std::nullopt, Bytes(9, 'n'));
  for (const auto& item : heif->items)
    if (is_xmp(item)) {
      check_set(heif.value(), item.id, Bytes(3, 's'));
      check_set(heif.value(), item.id, Bytes(300, 'l'));
      break;
    }
  return 0;
}
