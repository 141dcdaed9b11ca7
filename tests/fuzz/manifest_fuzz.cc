// Manifests. The first byte selects: 0 a whole file of any carrier, 1 a store as side file, 2 a store that is put into
// files. Nobody is trusted, so nothing may come out as trusted.
#include "fuzz.h"
#include "manifest/jumbf.h"
#include "manifest/validate.h"

using namespace imprint;
using namespace imprint::manifest;

namespace {

void check(ByteView file, ByteView sidecar, fuzz::Run& run) {
  Trust nobody;
  nobody.now = 1793520000;
  const auto v = validate(file, sidecar, nobody, run.call());
  if (!v.ok()) return;
  FUZZ_REQUIRE(v->state != State::kTrusted);
  FUZZ_REQUIRE(v->found == (v->state != State::kNone));
  FUZZ_REQUIRE(v->state < State::kValid || v->active_manifest() != nullptr);
  if (v->state != State::kInvalid) return;
  bool failed = false;
  for (const Finding& f : v->findings) failed |= f.outcome == Outcome::kFailure;
  for (const ManifestInfo& m : v->manifests)
    for (const Finding& f : m.findings) failed |= f.outcome == Outcome::kFailure;
  FUZZ_REQUIRE(failed);
}

// What is located lies in the file, and a store that is put in is found again.
void check_carrier(ByteView file, fuzz::Run& run) {
  const auto carrier = carrier_for(file);
  if (!carrier.ok()) return;
  const auto located = carrier.value()->locate(file, run.call());
  if (located.ok() && located.value())
    for (const Range& r : located.value()->ranges)
      FUZZ_REQUIRE(r.length > 0 && r.start < file.size() && r.length <= file.size() - r.start);
  const Bytes store = {0,   0,    0,   39,   'j',  'u',  'm', 'b', 0,    0,   0,    31,   'j',
                       'u', 'm',  'd', 'c',  '2',  'p',  'a', 0,   0x11, 0,   0x10, 0x80, 0,
                       0,   0xAA, 0,   0x38, 0x9B, 0x71, 3,   'c', '2',  'p', 'a',  0,    0};
  const auto placed = carrier.value()->place(file, store, run.call());
  if (!placed.ok()) return;
  FUZZ_REQUIRE(placed->range.length > 0 && placed->range.end() <= placed->file.size());
  const auto again = carrier_for(placed->file);
  FUZZ_REQUIRE(again.ok());
  const auto found = again.value()->locate(placed->file, run.call());
  FUZZ_REQUIRE(found.ok() && found.value() && found.value()->store == store);
  FUZZ_REQUIRE(found.value()->ranges.size() == 1 && found.value()->ranges[0] == placed->range);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const ByteView rest(data + 1, size - 1);
  fuzz::Run run(size, fuzz::bounds_of_products());
  switch (data[0] % 3) {
    case 0: check(rest, {}, run); break;
    case 1: check(as_bytes("content"), rest, run); break;
    case 2: check_carrier(rest, run); break;
  }
  return 0;
}
