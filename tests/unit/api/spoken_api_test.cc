// The spoken label and labels at several places over the C ABI, and the calls for the label alone on sound.
#include <doctest/doctest.h>
#include <imprint/imprint.hpp>

#include <limits>
#include <string>
#include <vector>

#include "unit/audio/band.h"
#include "unit/audio/voices.h"

using namespace imprint;

namespace {

constexpr uint32_t kRate = 22050;

std::vector<uint8_t> wav(const std::vector<float>& sound) {
  std::vector<uint8_t> out;
  const auto text = [&](const char* four) { out.insert(out.end(), four, four + 4); };
  const auto number = [&](uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<uint8_t>(value >> 8 * i));
  };
  const auto size = static_cast<uint32_t>(2 * sound.size());
  text("RIFF"), number(size + 36, 4), text("WAVE"), text("fmt "), number(16, 4), number(1, 2), number(1, 2), number(kRate, 4), number(2 * kRate, 4);
  number(2, 2), number(16, 2), text("data"), number(size, 4);
  for (const float v : sound) number(static_cast<uint32_t>(static_cast<int32_t>(v * 32000)) & 0xFFFF, 2);
  return out;
}

const std::vector<uint8_t>& song() {
  static const std::vector<uint8_t> file = wav(audio::band(7, kRate));
  return file;
}
const std::vector<uint8_t>& clip() {
  static const std::vector<uint8_t> file = wav(audio::voice(2, kRate));
  return file;
}

std::string why(const imprint_mark_options& options, imprint_status status = IMPRINT_ERR_INVALID_ARGUMENT) {
  const Context context;
  try {
    context.mark(song(), "001191000000000000000K10000", "1", options);
  } catch (const Error& error) {
    CHECK(error.status() == status);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("spoken: a voice at two places, told by the report") {
  const Context context;
  const double places[] = {0, 3.5};
  MarkOptions options;
  options.audible_clip = lend(clip());
  options.audible_at_s = lend(places);
  const Marked marked = context.mark(song(), "001191000000000000000K10000", "1", options);
  CHECK(marked.report.json().find("\"supplied_by\": \"caller\"") != std::string::npos);
  CHECK(context.find_label_file(marked.file).found == 1);
}

TEST_CASE("spoken: options that contradict each other or cannot be are refused by name") {
  const double places[] = {1}, none[] = {std::numeric_limits<double>::quiet_NaN()};
  const std::vector<double> many(257, 1.0);
  MarkOptions both, odd, too_many, flag, reserved, no_data, no_sound;
  both.audible_at_s = lend(places);
  both.audible_place = IMPRINT_AUDIBLE_PLACE_END;
  CHECK(why(both).find("both given") != std::string::npos);
  odd.audible_at_s = lend(none);
  CHECK(why(odd).find("number 1") != std::string::npos);
  too_many.audible_at_s = lend(many);
  CHECK(why(too_many).find("at most 256") != std::string::npos);
  flag.audible_clip_alone = 2;
  CHECK(why(flag).find("audible_clip_alone") != std::string::npos);
  reserved.reserved = 1;
  CHECK(why(reserved, IMPRINT_ERR_UNKNOWN_OPTION).find("reserved") != std::string::npos);
  no_data.audible_at_s.count = 1;
  CHECK(why(no_data).find("no data") != std::string::npos);
  const std::vector<uint8_t> words = {'w', 'o', 'r', 'd', 's', '.', '.', '.', '.', '.', '.', '.'};
  no_sound.audible_clip = lend(words);
  CHECK(why(no_sound, IMPRINT_ERR_UNSUPPORTED_FORMAT).find("audible clip: ") != std::string::npos);
}

TEST_CASE("spoken: the label alone goes into sound and is found, by the calls of pictures") {
  const Context context;
  LabelOptions options;
  options.audible_place = IMPRINT_AUDIBLE_PLACE_END;
  const auto drawn = context.draw_label_file(song(), options);
  CHECK(drawn.placement.start_s == doctest::Approx(7.2).epsilon(0.01));
  CHECK(drawn.placement.width_px == 0);
  const LabelFound found = context.find_label_file(drawn.file);
  CHECK((found.found == 1 && found.sound == 1 && found.legibility == IMPRINT_LEGIBILITY_LEGIBLE));
  CHECK(found.audible_place == IMPRINT_AUDIBLE_PLACE_END);
  CHECK(found.start_s == doctest::Approx(drawn.placement.start_s).epsilon(0.01));
  CHECK(std::string(found.text) == "short-long short-short");
  const LabelFound nothing = context.find_label_file(song());
  CHECK((nothing.found == 0 && nothing.sound == 1 && nothing.end_s == 0));
}
