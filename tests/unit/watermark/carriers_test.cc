#include "watermark/carriers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace imprint::watermark;

namespace {

int radius_squared(Carrier c) { return c.u * c.u + c.v * c.v; }
std::pair<int, int> place(Carrier c) { return {c.u, c.v}; }

std::set<std::pair<int, int>> places(const std::vector<Carrier>& carriers) {
  std::set<std::pair<int, int>> out;
  for (Carrier c : carriers) out.insert(place(c));
  return out;
}

}  // namespace

TEST_CASE("carriers: pilots and payload share the band without meeting") {
  const CarrierPlan plan = plan_carriers(open_key());
  size_t in_band = 0;
  for (int v = 1; v <= kRadiusMax; ++v)
    for (int u = 1; u <= kRadiusMax; ++u)
      in_band += u * u + v * v >= kRadiusMin * kRadiusMin && u * u + v * v <= kRadiusMax * kRadiusMax ? 1 : 0;
  CHECK(plan.pilots.size() == kPilotCount);
  CHECK(plan.pilot_signs.size() == kPilotCount);
  CHECK(plan.payload_signs.size() == plan.payload.size());
  CHECK(plan.pilots.size() + plan.payload.size() == in_band);
  std::set<std::pair<int, int>> all = places(plan.pilots);
  for (Carrier c : plan.payload) CHECK(all.insert(place(c)).second);
  CHECK(all.size() == in_band);
}

TEST_CASE("carriers: pilots keep to their own band, payload to the band") {
  const CarrierPlan plan = plan_carriers(open_key());
  for (Carrier c : plan.pilots) {
    CHECK(radius_squared(c) >= kPilotRadiusMin * kPilotRadiusMin);
    CHECK(radius_squared(c) <= kPilotRadiusMax * kPilotRadiusMax);
  }
  for (Carrier c : plan.payload) {
    CHECK(radius_squared(c) >= kRadiusMin * kRadiusMin);
    CHECK(radius_squared(c) <= kRadiusMax * kRadiusMax);
  }
  CHECK(plan.payload.size() >= kCodeBits);  // each code bit is sent at least once
}

TEST_CASE("carriers: signs are balanced bits") {
  const CarrierPlan plan = plan_carriers(open_key());
  for (int8_t sign : plan.pilot_signs) CHECK((sign == 1 || sign == -1));
  for (int8_t sign : plan.payload_signs) CHECK((sign == 1 || sign == -1));
  const auto negative = std::count(plan.payload_signs.begin(), plan.payload_signs.end(), -1);
  CHECK(negative > 250);  // of 622; five standard deviations are 62
  CHECK(negative < 372);
}

TEST_CASE("carriers: one key always gives one plan, another key another") {
  const CarrierPlan a = plan_carriers(open_key()), again = plan_carriers(open_key());
  CHECK(places(a.pilots) == places(again.pilots));
  CHECK(a.pilot_signs == again.pilot_signs);
  CHECK(a.payload_signs == again.payload_signs);
  for (size_t i = 0; i < a.payload.size(); ++i) CHECK(place(a.payload[i]) == place(again.payload[i]));
  const CarrierPlan b = plan_carriers(private_key({9}));
  CHECK(places(a.pilots) != places(b.pilots));
  CHECK(a.payload_signs != b.payload_signs);
}

TEST_CASE("keys: the open key has its name, a private key the digest of itself") {
  CHECK(open_key().id == "open");
  const Key key = private_key({});
  CHECK(key.id == "f84682b6d2f80742");  // first 8 bytes of SHA-256("imprint-key-id-v1" 00, 32 zero bytes), computed apart from this code
  CHECK(private_key({1}).id != key.id);
  CHECK(private_key({}).id == key.id);
}
