// EXIF: answers are in range and inside the bytes they came from.
#include "container/exif.h"
#include "fuzz.h"

using namespace imprint;

namespace {

void require_inside(ByteView whole, const std::optional<ByteView>& part) {
  if (!part || part->empty()) return;
  FUZZ_REQUIRE(part->data() >= whole.data() && part->size() <= whole.size());
  FUZZ_REQUIRE(static_cast<size_t>(part->data() - whole.data()) <= whole.size() - part->size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView tiff(data, size);
  fuzz::Run run(size);
  if (const auto orientation = container::exif_orientation(tiff, run.call()))
    FUZZ_REQUIRE(*orientation >= 1 && *orientation <= 8);
  for (const container::ExifField& field : container::exif_fields(tiff, run.call())) require_inside(tiff, field.value);
  return 0;
}
