#include "payload/polar.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "payload/frame.h"

using namespace imprint::payload;

namespace {

std::vector<uint8_t> random_frame(std::mt19937& random) {
  std::vector<uint8_t> frame(kFrameBits);
  for (uint8_t& bit : frame) bit = random() & 1;
  return frame;
}

// What a receiver of +1 for bit 0 and -1 for bit 1 under Gaussian noise knows.
std::vector<float> receive(const std::vector<uint8_t>& code, double deviation, std::mt19937& random) {
  std::normal_distribution<double> noise(0, deviation);
  std::vector<float> llr;
  for (uint8_t bit : code) {
    const double heard = (bit != 0 ? -1 : 1) + noise(random);
    llr.push_back(static_cast<float>(2 * heard / (deviation * deviation)));
  }
  return llr;
}

}  // namespace

TEST_CASE("polar: encodes linearly into 512 bits") {
  std::mt19937 random(1);
  const std::vector<uint8_t> a = random_frame(random), b = random_frame(random);
  std::vector<uint8_t> sum(kFrameBits);
  for (size_t i = 0; i < sum.size(); ++i) sum[i] = a[i] ^ b[i];
  const auto code_a = polar_encode(a), code_b = polar_encode(b), code_sum = polar_encode(sum);
  REQUIRE(code_a.size() == kCodeBits);
  for (size_t i = 0; i < code_a.size(); ++i) CHECK(code_sum[i] == (code_a[i] ^ code_b[i]));
  CHECK(polar_encode(std::vector<uint8_t>(kFrameBits, 0)) == std::vector<uint8_t>(kCodeBits, 0));
}

TEST_CASE("polar: code words of different frames differ in at least 16 bits") {
  // The smallest row weight of the information set bounds the distance; single bits reach it.
  int least = kCodeBits;
  for (int i = 0; i < kFrameBits; ++i) {
    std::vector<uint8_t> frame(kFrameBits, 0);
    frame[static_cast<size_t>(i)] = 1;
    const auto code = polar_encode(frame);
    least = std::min(least, static_cast<int>(std::count(code.begin(), code.end(), 1)));
  }
  CHECK(least >= 16);
}

TEST_CASE("polar: without noise the first word is the frame, at every list size") {
  std::mt19937 random(2);
  for (int list_size : {1, 2, 8, 32, kMaxListSize})
    for (int trial = 0; trial < 5; ++trial) {
      const auto frame = random_frame(random);
      std::vector<float> llr;
      for (uint8_t bit : polar_encode(frame)) llr.push_back(bit != 0 ? -4.f : 4.f);
      const auto words = polar_decode(llr, {}, list_size);
      REQUIRE_FALSE(words.empty());
      CHECK(words.size() <= static_cast<size_t>(list_size));
      CHECK(words.front() == frame);
    }
}

TEST_CASE("polar: at a deviation of 1.2 the list of 32 holds 60 of 60 frames") {
  std::mt19937 random(3);
  int held = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const auto frame = random_frame(random);
    const auto words = polar_decode(receive(polar_encode(frame), 1.2, random), {}, 32);
    held += std::find(words.begin(), words.end(), frame) != words.end() ? 1 : 0;
  }
  CHECK(held == 60);
}

TEST_CASE("polar: a list finds frames that a single path loses") {
  std::mt19937 random(4);
  int single = 0, list = 0;
  for (int trial = 0; trial < 80; ++trial) {
    const auto frame = random_frame(random);
    const auto llr = receive(polar_encode(frame), 1.45, random);
    const auto one = polar_decode(llr, {}, 1);
    const auto many = polar_decode(llr, {}, 32);
    single += one.front() == frame ? 1 : 0;
    list += std::find(many.begin(), many.end(), frame) != many.end() ? 1 : 0;
  }
  MESSAGE("of 80 frames at deviation 1.45: single path ", single, ", list of 32 ", list);
  CHECK(list > single);
}

TEST_CASE("polar: half of the code bits erased still give the frame") {
  std::mt19937 random(5);
  const auto frame = random_frame(random);
  std::vector<float> llr;
  for (uint8_t bit : polar_encode(frame)) llr.push_back(random() % 2 == 0 ? 0.f : bit != 0 ? -4.f : 4.f);
  const auto words = polar_decode(llr, {}, 32);
  CHECK(std::find(words.begin(), words.end(), frame) != words.end());
}

TEST_CASE("polar: bits that are known are taken as they are, and help") {
  std::mt19937 random(6);
  int without = 0, with = 0;
  for (int trial = 0; trial < 80; ++trial) {
    const auto frame = random_frame(random);
    const std::vector<uint8_t> known(frame.begin(), frame.begin() + kVersionBits);
    const auto llr = receive(polar_encode(frame), 1.75, random);
    const auto guessed = polar_decode(llr, {}, 8), told = polar_decode(llr, known, 8);
    for (const auto& word : told) CHECK(std::equal(known.begin(), known.end(), word.begin()));
    without += std::find(guessed.begin(), guessed.end(), frame) != guessed.end() ? 1 : 0;
    with += std::find(told.begin(), told.end(), frame) != told.end() ? 1 : 0;
  }
  MESSAGE("of 80 frames at deviation 1.75, list of 8: ", without, " unknown, ", with, " with the version known");
  CHECK(with >= without);
  CHECK(with > 0);
}

TEST_CASE("polar: words come in the order of what they disagree with") {
  std::mt19937 random(7);
  for (int trial = 0; trial < 5; ++trial) {
    const auto llr = receive(polar_encode(random_frame(random)), 1.8, random);
    double before = 0;
    for (const auto& word : polar_decode(llr, {}, 16)) {
      const auto code = polar_encode(word);
      double disagreed = 0;
      for (size_t i = 0; i < code.size(); ++i)
        if ((llr[i] < 0) != (code[i] != 0)) disagreed += std::abs(static_cast<double>(llr[i]));
      CHECK(disagreed > before - 1e-3);
      before = disagreed;
    }
  }
}
