// The finder on pictures drawn by code: found and read, or rightly not; place, height, transparency, bad input.
#include "visible/finder.h"

#include <doctest/doctest.h>

#include "conformance/visible/strokes.h"
#include "model/error.h"
#include "visible/judge.h"

using namespace imprint_conform;

namespace {

// One reader for all tests; null where libtesseract or its data are missing, which the first test reports.
TextReader* reader() {
  static std::unique_ptr<TextReader> one = [] {
    std::string why;
    return TextReader::available(why) ? std::make_unique<TextReader>() : nullptr;
  }();
  return one.get();
}

struct Drawn {
  cv::Mat picture;
  int ink = 0;
};

Drawn drawn(int width, int height, double percent, cv::Point2d corner, bool light = true,
            const std::u32string& words = U"AI生成") {
  Drawn out{strokes::ground(width, height, light ? 80 : 175), 0};
  const cv::Mat cover = strokes::draw(words, cvRound(percent / 100 * std::min(width, height)));
  out.ink = strokes::ink_rows(cover);
  const int margin = cvRound(0.03 * std::min(width, height));
  const cv::Point at(margin + cvRound(corner.x * (width - cover.cols - 2 * margin)),
                     margin + cvRound(corner.y * (height - cover.rows - 2 * margin)));
  strokes::blend(out.picture, cover, at, light ? cv::Vec3b(255, 255, 255) : cv::Vec3b(0, 0, 0));
  return out;
}

}  // namespace

TEST_CASE("finder: the reader is there, or says what is missing") {
  std::string why;
  if (TextReader::available(why)) {
    CHECK(why.empty());
    CHECK(reader()->tools().contains("tesseract"));
    CHECK(reader()->tools().at("chi_sim.traineddata").size() == 7 + 64);
  } else {
    CHECK_FALSE(why.empty());
    CHECK_THROWS_AS(TextReader(), ConformError);
  }
}

TEST_CASE("finder: ink within 1 px at 4.9, 5.0 and 5.1 % on landscape, portrait and square") {
  if (!reader()) return;
  const cv::Size sizes[] = {{1200, 800}, {800, 1200}, {1000, 1000}};
  for (const cv::Size& size : sizes)
    for (const double percent : {4.9, 5.0, 5.1}) {
      CAPTURE(size.width);
      CAPTURE(percent);
      const Drawn drawing = drawn(size.width, size.height, percent, {1, 1});
      const Sight sight = look(drawing.picture, *reader());
      REQUIRE(sight.labels.size() == 1);
      const FoundText& label = sight.labels.front();
      CHECK(label.ai_element);
      CHECK(label.generation_element);
      CHECK(std::abs(label.ink_height_px - drawing.ink) <= 1);
      CHECK(label.place == "lower-right");
      CHECK(label.at_edge);
      CHECK(label.legible_after_handling);
      CHECK(judge_generation_element(sight).outcome == Outcome::kPass);
    }
}

TEST_CASE("finder: places, and both polarities") {
  if (!reader()) return;
  const std::pair<cv::Point2d, const char*> places[] = {
      {{0, 0}, "upper-left"}, {{0.5, 0}, "top"},   {{1, 0}, "upper-right"}, {{0, 0.5}, "left"},
      {{0.5, 0.5}, "middle"}, {{1, 0.5}, "right"}, {{0, 1}, "lower-left"},  {{0.5, 1}, "bottom"}};
  bool light = false;
  for (const auto& [at, place] : places) {
    CAPTURE(place);
    light = !light;
    const Sight sight = look(drawn(1000, 900, 5, at, light).picture, *reader());
    REQUIRE(sight.labels.size() == 1);
    CHECK(sight.labels.front().place == place);
    CHECK(sight.labels.front().at_edge == (std::string_view(place) != "middle"));
  }
}

TEST_CASE("finder: the ink of outlined letters is what the outline goes around") {
  if (!reader()) return;
  for (const bool light : {true, false}) {
    CAPTURE(light);
    cv::Mat picture = strokes::ground(1000, 800, 120);
    const cv::Mat cover = strokes::draw(U"AI生成", 48);
    cv::Mat framed, wide;
    cv::copyMakeBorder(cover, framed, 3, 3, 3, 3, cv::BORDER_CONSTANT, 0);
    cv::dilate(framed, wide, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
    const cv::Vec3b white(255, 255, 255), black(0, 0, 0);
    strokes::blend(picture, wide, {700, 700}, light ? black : white);
    strokes::blend(picture, framed, {700, 700}, light ? white : black);
    const Sight sight = look(picture, *reader());
    REQUIRE(sight.labels.size() == 1);
    CHECK(std::abs(sight.labels.front().ink_height_px - strokes::ink_rows(cover)) <= 1);
    CHECK(sight.labels.front().contrast > 15);
  }
}

TEST_CASE("finder: a denied label is none, and no words are none") {
  if (!reader()) return;
  const Sight denied = look(drawn(1000, 800, 6, {1, 1}, true, U"非AI生成").picture, *reader());
  CHECK(denied.labels.empty());
  REQUIRE_FALSE(denied.near_misses.empty());
  CHECK(denied.near_misses.front().negated);
  const Sight none = look(strokes::ground(1000, 800), *reader());
  CHECK(none.labels.empty());
  CHECK(none.near_misses.empty());
  CHECK(none.complete);
}

TEST_CASE("finder: a word that denies is seen where a gap keeps it out of the label's box") {
  if (!reader()) return;
  for (const int gap : {0, 20, 40}) {
    CAPTURE(gap);
    cv::Mat picture = strokes::ground(1200, 800, 80);
    const cv::Mat denial = strokes::draw(U"非", 50), label = strokes::draw(U"AI生成", 50);
    strokes::blend(picture, label, {900, 700}, {255, 255, 255});
    strokes::blend(picture, denial, {900 - gap - denial.cols, 700}, {255, 255, 255});
    const Sight sight = look(picture, *reader());
    CHECK(sight.labels.empty());
    REQUIRE_FALSE(sight.near_misses.empty());
    CHECK(sight.near_misses.front().negated);
  }
}

TEST_CASE("finder: percent is of what is not transparent") {
  if (!reader()) return;
  const Drawn drawing = drawn(800, 800, 6, {0.5, 1});
  cv::Mat picture(1600, 1200, CV_8UC4, cv::Scalar::all(0)), opaque;
  cv::cvtColor(drawing.picture, opaque, cv::COLOR_RGB2RGBA);
  opaque.copyTo(picture({200, 400, 800, 800}));
  const Sight sight = look(picture, *reader());
  CHECK(sight.shortest_side_px == 800);
  REQUIRE(sight.labels.size() == 1);
  CHECK(sight.labels.front().ink_percent == doctest::Approx(100.0 * drawing.ink / 800).epsilon(0.03));
  CHECK(sight.labels.front().place == "bottom");
}

TEST_CASE("finder: white words on a transparent picture are seen as on a dark page") {
  if (!reader()) return;
  cv::Mat picture(700, 900, CV_8UC4, cv::Scalar::all(0));
  const cv::Mat cover = strokes::draw(U"AI生成", 60);
  picture({0, 0, 900, 300}).setTo(cv::Scalar(200, 60, 60, 255));
  for (int y = 0; y < cover.rows; ++y)
    for (int x = 0; x < cover.cols; ++x)
      picture.at<cv::Vec4b>(600 + y, 600 + x) = {255, 255, 255, cover.at<uchar>(y, x)};
  const Sight sight = look(picture, *reader());
  REQUIRE(sight.labels.size() == 1);
  CHECK(std::abs(sight.labels.front().ink_height_px - strokes::ink_rows(cover)) <= 1);
}

TEST_CASE("finder: bounds are kept and told") {
  if (!reader()) return;
  LookOptions options;
  options.max_reads = 0;
  const Sight sight = look(drawn(1000, 800, 5, {1, 1}).picture, *reader(), options);
  CHECK(sight.labels.empty());
  CHECK_FALSE(sight.complete);
  CHECK(judge_present(sight).outcome == Outcome::kNeedsReview);
}

TEST_CASE("finder: bad input is refused by name") {
  if (!reader()) return;
  CHECK_THROWS_AS(look(cv::Mat(100, 100, CV_8UC1), *reader()), ConformError);
  CHECK_THROWS_AS(look(cv::Mat(100, 15, CV_8UC3), *reader()), ConformError);
  CHECK_THROWS_AS(look(cv::Mat(), *reader()), ConformError);
}

TEST_CASE("finder: JSON there and back, the same each time") {
  if (!reader()) return;
  const cv::Mat picture = drawn(900, 700, 5, {0, 0}).picture;
  const nlohmann::json record = to_json(look(picture, *reader()));
  CHECK(record == to_json(look(picture, *reader())));
  CHECK(to_json(sight_of(record)) == record);
  CHECK(record["labels"][0]["ink_percent"].is_string());
  nlohmann::json bad = record;
  bad["labels"][0]["contrast"] = "high";
  CHECK_THROWS_AS(sight_of(bad), ConformError);
  bad = record;
  bad.erase("labels");
  CHECK_THROWS_AS(sight_of(bad), ConformError);
}
