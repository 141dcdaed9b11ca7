// The SDK computes what conformance/vectors/audio-mark-v1.json says; another implementation wrote it.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "audio/gain_pattern.h"
#include "crypto/keyed_stream.h"
#include "payload/signs.h"

using namespace imprint;
using namespace imprint::audio;
using Json = nlohmann::json;

namespace {

std::string hex(ByteView bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (uint8_t b : bytes) out += {kDigits[b >> 4], kDigits[b & 15]};
  return out;
}

std::string text_of(const std::vector<int8_t>& signs) {
  std::string out;
  for (int8_t s : signs) out += s > 0 ? '+' : '-';
  return out;
}

std::string digest_of(const std::vector<int8_t>& signs) { return hex(crypto::sha256(as_bytes(text_of(signs)))); }

Json places(const std::vector<SoundCarrier>& carriers, size_t first, size_t count) {
  Json out = Json::array();
  for (size_t i = first; i < first + count; ++i) out.push_back({carriers[i].k, carriers[i].l});
  return out;
}

}  // namespace

TEST_CASE("sound vectors: streams, carriers, signs and pattern under each key") {
  std::ifstream file(IMPRINT_CONFORMANCE "/vectors/audio-mark-v1.json");
  const Json vectors = Json::parse(file);
  REQUIRE(vectors["keys"].size() == 2);
  for (const Json& entry : vectors["keys"]) {
    std::array<uint8_t, 32> bytes{};
    for (size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = static_cast<uint8_t>(std::stoi(entry["key"].get<std::string>().substr(2 * i, 2), nullptr, 16));
    const Key key = entry["name"] == "open" ? open_key() : private_key(bytes);
    CHECK(hex(key.bytes) == entry["key"]);
    for (const Json& stream : entry["streams"]) {
      crypto::KeyedStream drawn(key.bytes, stream["purpose"].get<std::string>());
      crypto::Digest block{};
      for (uint8_t& b : block) b = drawn.next_byte();
      CHECK(hex(block) == stream["block"]);
    }
    const SoundPlan plan = plan_sound(key);
    CHECK(plan.pilots.size() == 256);
    CHECK(plan.payload.size() == 1964);
    CHECK(places(plan.pilots, 0, 8) == entry["pilots_first"]);
    CHECK(places(plan.payload, 0, 8) == entry["payload_first"]);
    CHECK(places(plan.payload, plan.payload.size() - 4, 4) == entry["payload_last"]);
    CHECK(text_of(plan.pilot_signs) == entry["pilot_signs"]);
    CHECK(digest_of(plan.payload_signs) == entry["payload_signs_sha256"]);
    const uint64_t payload = std::stoull(entry["payload"].get<std::string>(), nullptr, 16);
    CHECK(digest_of(signs_of(payload, plan.payload_signs)) == entry["sent_signs_sha256"]);
    GainPattern pattern(plan, payload);
    for (const Json& point : entry["pattern"])
      CHECK(pattern.at(point["seconds"])[point["place"].get<size_t>()] ==
            doctest::Approx(point["value"].get<double>()).epsilon(1e-4));
  }
}

TEST_CASE("gain pattern: of unit mean square, with the period of 3 s") {
  GainPattern pattern(plan_sound(open_key()), 42);
  double squares = 0;
  for (int i = 0; i < 100; ++i)
    for (float v : pattern.at(0.03 * i)) squares += v * v;
  CHECK(squares / (100 * GainPattern::kPlaces) == doctest::Approx(1).epsilon(0.02));
  const std::vector<float> now(pattern.at(0.4).begin(), pattern.at(0.4).end());
  const auto later = pattern.at(3.4);
  for (size_t i = 0; i < now.size(); ++i) CHECK(later[i] == doctest::Approx(now[i]).epsilon(1e-3));
  CHECK(place_of(250) == doctest::Approx(0));
  CHECK(place_of(500) == doctest::Approx(48));
  CHECK(place_of(8001) < 1);
}
