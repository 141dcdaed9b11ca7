// The SDK computes what conformance/vectors/watermark-v1.json says; another implementation wrote it (generate.py
// there).
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "crypto/keyed_stream.h"
#include "watermark/decode.h"
#include "payload/frame.h"
#include "watermark/pattern.h"
#include "payload/polar.h"
#include "watermark/trial.h"

using namespace imprint;
using namespace imprint::watermark;
using Json = nlohmann::json;

namespace {

constexpr double kSlope = 0.15;  // of the patterns in the file

const Json& vectors() {
  static const Json all = [] {
    std::ifstream file(IMPRINT_CONFORMANCE "/vectors/watermark-v1.json");
    return Json::parse(file);
  }();
  return all;
}

std::string hex(ByteView bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (uint8_t b : bytes) out += {kDigits[b >> 4], kDigits[b & 15]};
  return out;
}

std::string hex_of_bits(const std::vector<uint8_t>& bits) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (size_t i = 0; i < bits.size(); i += 4)
    out += kDigits[bits[i] << 3 | bits[i + 1] << 2 | bits[i + 2] << 1 | bits[i + 3]];
  return out;
}

std::vector<uint8_t> bits_of_hex(const std::string& digits) {
  std::vector<uint8_t> bits;
  for (char digit : digits) {
    const int value = std::stoi(std::string(1, digit), nullptr, 16);
    for (int i = 3; i >= 0; --i) bits.push_back(static_cast<uint8_t>(value >> i & 1));
  }
  return bits;
}

uint64_t payload_of(const Json& entry) { return std::stoull(entry["payload"].get<std::string>(), nullptr, 16); }

std::string text_of(const std::vector<int8_t>& signs) {
  std::string out;
  for (int8_t s : signs) out += s > 0 ? '+' : '-';
  return out;
}

Key key_of(const Json& entry) {
  if (entry["name"] == "open") return open_key();
  std::array<uint8_t, 32> bytes{};
  for (size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<uint8_t>(std::stoi(entry["key"].get<std::string>().substr(2 * i, 2), nullptr, 16));
  return private_key(bytes);
}

Json entries(const std::vector<Carrier>& carriers, const std::vector<int8_t>& signs, size_t first, size_t count) {
  Json out = Json::array();
  for (size_t i = first; i < first + count; ++i) out.push_back({carriers[i].u, carriers[i].v, signs[i]});
  return out;
}

std::string digest_of(const std::vector<Carrier>& carriers) {
  Bytes places;
  for (Carrier c : carriers) {
    places.push_back(c.u);
    places.push_back(c.v);
  }
  return hex(crypto::sha256(places));
}

Amplitudes amplitudes_of(const CarrierPlan& plan, uint64_t payload) {
  Amplitudes out(static_cast<size_t>(kRadiusMax) * kRadiusMax, 0.f);
  const auto put = [&](Carrier c, double a) {
    out[carrier_index(c)] = static_cast<float>(a * std::pow(std::hypot(c.u, c.v), -kSlope));
  };
  for (size_t i = 0; i < plan.pilots.size(); ++i) put(plan.pilots[i], kPilotGain * plan.pilot_signs[i]);
  const std::vector<int8_t> signs = payload_carrier_signs(payload, plan);
  for (size_t i = 0; i < plan.payload.size(); ++i) put(plan.payload[i], signs[i]);
  return out;
}

// On a picture of 512 x 512: one pixel is one canonical pixel.
image::Plane pattern_of(const CarrierPlan& plan, uint64_t payload) {
  std::vector<Amplitudes> bands(kPatternBands, Amplitudes(static_cast<size_t>(kRadiusMax) * kRadiusMax, 0.f));
  bands[0] = amplitudes_of(plan, payload);
  const Raster raster = marking_raster(kCanonicalSide, kCanonicalSide);
  Team alone(1);
  return synthesise(raster, {0, 0}, bands,
                    std::vector<image::Plane>(kPatternBands, image::Plane(raster.width, raster.height, 1.f)), alone);
}

int pixel_at(double canonical) { return static_cast<int>(std::lround(canonical + kCanonicalSide / 2.0 - 0.5)); }

}  // namespace

TEST_CASE("vectors: keys, their ids and the first blocks of their streams") {
  for (const Json& entry : vectors()["keys"]) {
    const Key key = key_of(entry);
    CHECK(hex(key.bytes) == entry["key"]);
    CHECK(key.id == entry["key_id"]);
    for (const Json& stream : entry["streams"]) {
      crypto::KeyedStream drawn(key.bytes, stream["purpose"].get<std::string>());
      for (const Json& block : stream["blocks"]) {
        crypto::Digest bytes{};
        for (uint8_t& b : bytes) b = drawn.next_byte();
        CHECK(hex(bytes) == block);
      }
    }
  }
}

TEST_CASE("vectors: pilots, payload carriers and their signs") {
  for (const Json& entry : vectors()["keys"]) {
    const CarrierPlan plan = plan_carriers(key_of(entry));
    CHECK(entries(plan.pilots, plan.pilot_signs, 0, plan.pilots.size()) == entry["pilots"]);
    CHECK(entries(plan.payload, plan.payload_signs, 0, 12) == entry["payload_carriers_first"]);
    CHECK(entries(plan.payload, plan.payload_signs, plan.payload.size() - 4, 4) == entry["payload_carriers_last"]);
    CHECK(digest_of(plan.payload) == entry["payload_carriers_sha256"]);
    CHECK(text_of(plan.payload_signs) == entry["payload_signs"]);
  }
}

TEST_CASE("vectors: frames and code words") {
  for (const Json& entry : vectors()["frames"]) {
    const std::vector<uint8_t> frame = make_frame(payload_of(entry));
    CHECK(hex_of_bits(frame) == entry["frame"]);
    CHECK(hex_of_bits(polar_encode(frame)) == entry["code"]);
    CHECK(open_frame(bits_of_hex(entry["frame"])) == payload_of(entry));
  }
}

TEST_CASE("vectors: frames that are refused") {
  for (const Json& entry : vectors()["refused_frames"]) {
    CAPTURE(entry["comment"].get<std::string>());
    CHECK_FALSE(open_frame(bits_of_hex(entry["frame"])).has_value());
  }
}

TEST_CASE("vectors: the information set") {
  // In the code word of a frame with one bit set, the last position that is set is that bit's own.
  std::vector<uint8_t> information(kCodeBits, 0);
  for (size_t bit = 0; bit < kFrameBits; ++bit) {
    std::vector<uint8_t> frame(kFrameBits, 0);
    frame[bit] = 1;
    const std::vector<uint8_t> code = polar_encode(frame);
    information[static_cast<size_t>(code.rend() - std::find(code.rbegin(), code.rend(), 1)) - 1] = 1;
  }
  CHECK(hex_of_bits(information) == vectors()["information_set"]);
}

TEST_CASE("vectors: signs of the carriers and values of the pattern") {
  for (const Json& entry : vectors()["keys"]) {
    const CarrierPlan plan = plan_carriers(key_of(entry));
    for (const Json& message : entry["messages"]) {
      CHECK(text_of(payload_carrier_signs(payload_of(message), plan)) == message["carrier_signs"]);
      const image::Plane pattern = pattern_of(plan, payload_of(message));
      for (const Json& point : message["pattern"])
        CHECK(std::fabs(pattern.row(pixel_at(point[1]))[pixel_at(point[0])] - point[2].get<double>()) < 2e-3);
      double squares = 0;
      for (float v : pattern.values) squares += static_cast<double>(v) * v;
      const double root_mean_square = std::sqrt(squares / static_cast<double>(pattern.values.size()));
      CHECK(root_mean_square == doctest::Approx(message["pattern_root_mean_square"].get<double>()).epsilon(1e-5));
    }
  }
}

TEST_CASE("vectors: p-values of carriers of which some are wrong") {
  const CarrierPlan plan = plan_carriers(open_key());
  constexpr uint64_t kPayload = 0x0123456789ABCDEF;
  const std::vector<int8_t> signs = payload_carrier_signs(kPayload, plan);
  for (const Json& entry : vectors()["p_values"]) {
    std::vector<float> llrs(signs.begin(), signs.end());
    const auto wrong = entry["wrong_carriers"].get<size_t>();
    for (size_t i = 0; i < wrong; ++i) llrs[i * llrs.size() / wrong] *= -1;
    const std::optional<Decoded> decoded = decode(llrs, plan, kMaxListSize);
    REQUIRE(decoded.has_value());
    CHECK(decoded->payload == kPayload);
    // Markov's bound is looked for in a few steps of Newton's method, so it may end a little above the smallest.
    const double log10_p_value = (decoded->log_chance + std::log(kAttemptsPerKey)) / std::log(10.0);
    CHECK(std::fabs(log10_p_value - entry["log10_p_value"].get<double>()) < 0.1);
  }
}
