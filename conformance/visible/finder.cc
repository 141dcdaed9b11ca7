// Looking for labels: propose lines, read the likeliest first, measure what was read on the picture itself.
#include "visible/finder.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "model/error.h"
#include "visible/candidates.h"
#include "visible/handling.h"
#include "visible/ink.h"
#include "visible/line_reading.h"

namespace imprint_conform {
namespace {

constexpr double kOuter = 0.2;          // of a side: where "edge or corner" ends (conformance design, 5.2c-1)
constexpr double kCjkOfEm = 0.90;       // ink of ideographs in a line, of the font size: Noto, WenQuanYi, AR PL
constexpr double kCapitalOfEm = 0.715;  // of Latin capitals
constexpr int kMaxSide = 100000;

struct Scene {
  cv::Mat rgb, grey;  // of the picture
  cv::Rect visible;   // around what is not transparent
  double scale = 1;   // search picture / picture
  cv::Mat small;      // search picture
};

cv::Rect around_visible(const cv::Mat& alpha) {
  const cv::Rect box = cv::boundingRect(alpha);
  return box.empty() ? cv::Rect({}, alpha.size()) : box;
}

// Transparent pixels as on a page of `paper` grey.
cv::Mat on_paper(const cv::Mat& rgba, int paper) {
  cv::Mat rgb(rgba.size(), CV_8UC3);
  for (int y = 0; y < rgba.rows; ++y)
    for (int x = 0; x < rgba.cols; ++x) {
      const cv::Vec4b& from = rgba.at<cv::Vec4b>(y, x);
      for (int c = 0; c < 3; ++c)
        rgb.at<cv::Vec3b>(y, x)[c] = static_cast<uchar>((from[c] * from[3] + paper * (255 - from[3]) + 127) / 255);
    }
  return rgb;
}

Scene scene_of(const cv::Mat& picture, int paper) {
  Scene scene;
  scene.visible = {0, 0, picture.cols, picture.rows};
  if (picture.channels() == 4) {
    cv::Mat alpha;
    cv::extractChannel(picture, alpha, 3);
    scene.visible = around_visible(alpha);
    scene.rgb = on_paper(picture, paper);
  } else {
    scene.rgb = picture;
  }
  cv::cvtColor(scene.rgb, scene.grey, cv::COLOR_RGB2GRAY);
  const int side = std::min(scene.visible.width, scene.visible.height);
  scene.scale = std::min(2.0, static_cast<double>(kSearchSide) / side);
  if (scene.scale == 1) {
    scene.small = scene.grey;
  } else {
    cv::resize(scene.grey, scene.small, {}, scene.scale, scene.scale,
               scene.scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  }
  return scene;
}

bool transparent_somewhere(const cv::Mat& picture) {
  if (picture.channels() != 4) return false;
  cv::Mat alpha;
  cv::extractChannel(picture, alpha, 3);
  return cv::countNonZero(alpha < 255) > 0;
}

bool touches_outer(const cv::Rect& box, const cv::Rect& whole) {
  return box.x < whole.x + kOuter * whole.width || box.br().x > whole.br().x - kOuter * whole.width ||
         box.y < whole.y + kOuter * whole.height || box.br().y > whole.br().y - kOuter * whole.height;
}

constexpr double kShort = 12;  // heights: no wider is a label, and wider lines are of a text

// A piece of a longer line, or of its letters: words of a page, not a label.
bool is_of_a_text(const Candidate& piece, const std::vector<Candidate>& lines) {
  return std::any_of(lines.begin(), lines.end(), [&](const Candidate& line) {
    const bool long_line = line.box.width > kShort * line.box.height && line.light == piece.light;
    const bool as_high = piece.box.height * 7 < line.box.height * 10;
    return long_line && as_high && (line.box & piece.box).area() * 10 > piece.box.area() * 8;
  });
}

// A few words in a corner, as labels are.
bool is_corner_label(const Candidate& line, const cv::Rect& whole) {
  constexpr double kCorner = 0.33;  // share of a side
  const double x = (line.box.x + line.box.width / 2.0 - whole.x) / whole.width;
  const double y = (line.box.y + line.box.height / 2.0 - whole.y) / whole.height;
  const bool at_corner = (x < kCorner || x > 1 - kCorner) && (y < kCorner || y > 1 - kCorner);
  return at_corner && line.box.width <= kShort * line.box.height;
}

std::string place_of(const cv::Rect& box, const cv::Rect& whole) {
  const double x = (box.x + box.width / 2.0 - whole.x) / whole.width,
               y = (box.y + box.height / 2.0 - whole.y) / whole.height;
  const char* column = x < 1.0 / 3 ? "left" : x > 2.0 / 3 ? "right" : "";
  const char* row = y < 1.0 / 3 ? "upper" : y > 2.0 / 3 ? "lower" : "";
  if (*row && *column) return std::string(row) + "-" + column;
  if (*row) return *row == 'u' ? "top" : "bottom";
  return *column ? column : "middle";
}

Candidate on_picture(const Candidate& small, double scale) {
  Candidate line = small;
  line.box = {cvFloor(small.box.x / scale), cvFloor(small.box.y / scale), cvCeil(small.box.width / scale),
              cvCeil(small.box.height / scale)};
  line.height_px = small.height_px / scale;
  return line;
}

bool has_ideographs(const std::string& text) {
  const std::u32string points = code_points(text);
  return std::any_of(points.begin(), points.end(), [](char32_t c) { return c >= 0x3400 && c <= 0x9FFF; });
}

bool same_words(const Words& a, const Words& b) {
  return a.any_ai() == b.any_ai() && a.any_generation() == b.any_generation() && a.negated == b.negated;
}

bool read_after_handling(const Scene& scene, const Candidate& line, const Words& words, TextReader& reader) {
  const int margin = 16 + cvRound(line.height_px) / 16 * 16;
  const auto down = [](int value) { return value / 32 * 32; };  // whole blocks of the halved picture's JPEG
  const cv::Rect wanted({down(std::max(0, line.box.x - margin)), down(std::max(0, line.box.y - margin))},
                        cv::Point(down(line.box.br().x + margin + 31), down(line.box.br().y + margin + 31)));
  const cv::Rect part = wanted & cv::Rect({}, scene.rgb.size());
  cv::Mat grey;
  cv::cvtColor(halved_and_jpeg(scene.rgb(part), 60), grey, cv::COLOR_RGB2GRAY);
  Candidate half = line;
  half.box = {(line.box.x - part.x) / 2, (line.box.y - part.y) / 2, (line.box.width + 1) / 2,
              (line.box.height + 1) / 2};
  half.height_px = line.height_px / 2;
  const Words now = read_candidate(grey, half, reader, 7).words;
  return same_words(now, words);
}

// One look at a line that was read, with its measures.
struct Sighting {
  Candidate line;
  Reading reading;
  Ink ink;
};

Sighting sighting(const Scene& scene, const Candidate& line, Reading reading) {
  return {line, std::move(reading), measure_ink(scene.rgb, line.box, line.light)};
}

bool measured(const Sighting& one) { return one.ink.found && one.ink.contrast >= 1.2; }

// The sighting whose words are most to be trusted.
const Sighting& surest(const std::vector<Sighting>& all) {
  const Sighting* best = &all.front();
  for (const Sighting& one : all) {
    const bool tolerated = one.reading.words.tolerated, held = best->reading.words.tolerated;
    if (tolerated != held ? held : one.reading.line.confidence > best->reading.line.confidence) best = &one;
  }
  return *best;
}

// Of several boxes in which the same words were read, the one of the lowest ink is the tightest: others hold a piece of
// the ground. A box with a part of the words does not count.
const Sighting& tightest(const std::vector<Sighting>& all) {
  const Sighting* best = &surest(all);
  int widest = 0;
  for (const Sighting& one : all)
    if (measured(one)) widest = std::max(widest, one.ink.box.width);
  for (const Sighting& one : all) {
    const bool whole = one.ink.box.width * 10 >= widest * 7;
    if (measured(one) && whole && (!measured(*best) || one.ink.height_px < best->ink.height_px)) best = &one;
  }
  return *best;
}

// Whether `inner` is what an outline `outer` goes around: it lies inside, as far from each side.
bool outlined(const cv::Rect& inner, const cv::Rect& outer) {
  const auto [least, most] =
      std::minmax({inner.x - outer.x, inner.y - outer.y, outer.br().x - inner.br().x, outer.br().y - inner.br().y});
  return least >= 1 && most <= 1 + outer.height / 8 && most - least <= std::max(2, outer.height / 20);
}

// The ink of letters whose outline was read in their place.
Ink without_outline(const Scene& scene, const Sighting& best) {
  if (!best.ink.found) return best.ink;
  const Ink inner = measure_ink(scene.rgb, best.ink.box, !best.line.light);
  return inner.found && inner.contrast >= 1.5 && outlined(inner.box, best.ink.box) ? inner : best.ink;
}

FoundText described(const Scene& scene, const Candidate& line, const Reading& reading, const Ink& ink) {
  FoundText found;
  const cv::Rect box = ink.found ? ink.box : line.box;
  found.text = reading.line.text;
  found.confidence = reading.line.confidence;
  found.box = {box.x, box.y, box.width, box.height};
  found.ink_height_px = ink.found ? ink.height_px : line.box.height;
  found.letter_height_px = ink.found ? ink.letter_height_px : found.ink_height_px;
  found.em_height_px = found.ink_height_px / (has_ideographs(found.text) ? kCjkOfEm : kCapitalOfEm);
  const int side = std::min(scene.visible.width, scene.visible.height);
  found.ink_percent = 100 * found.ink_height_px / side;
  found.em_percent = 100 * found.em_height_px / side;
  found.contrast = ink.contrast;
  found.place = place_of(box, scene.visible);
  found.at_edge = touches_outer(box, scene.visible);
  const Words& words = reading.words;
  found.ai_element = words.ai_element;
  found.generation_element = words.generation_element;
  found.english_generation_only = words.foreign_generation && !words.generation_element;
  found.negated = words.negated;
  return found;
}

bool overlaps(const Box& a, const cv::Rect& b) {
  const cv::Rect common = cv::Rect(a.x, a.y, a.width, a.height) & b;
  return common.area() * 3 > std::min(a.width * a.height, b.area());
}

bool known(const std::vector<FoundText>& texts, const cv::Rect& box) {
  return std::any_of(texts.begin(), texts.end(), [&](const FoundText& text) { return overlaps(text.box, box); });
}

// A near miss can be a piece of a line that another box holds whole (生成 of AI生成): only what is as short is known by
// it. A denial speaks for all of its line.
bool known_miss(const std::vector<FoundText>& misses, const cv::Rect& box) {
  return std::any_of(misses.begin(), misses.end(), [&](const FoundText& miss) {
    return overlaps(miss.box, box) && (miss.negated || box.width * 5 <= miss.box.width * 6);
  });
}

void remove_pieces_of(const FoundText& whole, std::vector<FoundText>& texts) {
  const cv::Rect box(whole.box.x, whole.box.y, whole.box.width, whole.box.height);
  std::erase_if(texts, [&](const FoundText& text) { return !text.negated && overlaps(text.box, box); });
}

int rank(const FoundText& text) {
  return (text.ai_element ? 8 : 0) +
         (text.generation_element        ? 4
          : text.english_generation_only ? 2
                                         : 0) +
         (text.at_edge ? 1 : 0);
}

bool better(const FoundText& a, const FoundText& b) {
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  if (a.ink_height_px != b.ink_height_px) return a.ink_height_px > b.ink_height_px;
  return a.box.y != b.box.y ? a.box.y < b.box.y : a.box.x < b.box.x;
}

constexpr size_t kOtherBoxes = 5;  // read again around a label, to measure the tightest

bool about_the_same(const cv::Rect& a, const cv::Rect& b) {
  const int common = (a & b).area();
  return common * 2 > std::min(a.area(), b.area()) && common * 5 > std::max(a.area(), b.area());
}

// One look over one scene.
class Search {
 public:
  Search(const Scene& scene, TextReader& reader, const LookOptions& options, Sight& sight)
      : scene_(scene), reader_(reader), options_(options), sight_(sight) {}

  void run() {
    lines_ = propose_lines(scene_.small, options_.max_candidates);
    for (Candidate& line : lines_) line = on_picture(line, scene_.scale);
    const auto rank = [&](const Candidate& line) {
      return line.score + (touches_outer(line.box, scene_.visible) ? 2 : 0);
    };
    std::stable_sort(lines_.begin(), lines_.end(), [&](const auto& a, const auto& b) { return rank(a) > rank(b); });
    const std::vector<Candidate> proposed = lines_;
    // A page's own lines would use up the reads before its label in the corner comes to its turn: half of them go to
    // corners first.
    const auto rest = std::stable_partition(lines_.begin(), lines_.end(), [&](const Candidate& line) {
      return is_corner_label(line, scene_.visible) && !is_of_a_text(line, proposed);
    });
    if (read_all(lines_.begin(), rest, options_.max_reads / 2)) return;
    if (read_all(rest, lines_.end(), options_.max_reads)) return;
    sight_.complete = sight_.complete && !skipped_;
  }

 private:
  using Lines = std::vector<Candidate>::const_iterator;

  // Until as many reads are made in all. Whether the search may end: a sure label at the edge was found.
  bool read_all(Lines from, Lines to, size_t reads_at_most) {
    for (; from != to && reads_ < reads_at_most; ++from) {
      if (known(sight_.labels, from->box) || known_miss(sight_.near_misses, from->box)) continue;
      if (read(*from) && !options_.everything) return true;
    }
    skipped_ |= from != to;
    return false;
  }

  Reading read_with(const Candidate& line, int most_reads) {
    Reading reading = read_candidate(scene_.grey, line, reader_, most_reads);
    reads_ += static_cast<size_t>(reading.reads);
    return reading;
  }

  // The same words in other boxes at the same place, and in the other polarity: that of outlined letters.
  std::vector<Sighting> sightings(const Candidate& line, const Reading& reading) {
    std::vector<Sighting> all{sighting(scene_, line, reading)};
    std::vector<Candidate> others;
    Candidate turned = line;
    turned.light = !line.light;
    turned.cut = 0.65;
    others.push_back(turned);
    for (const Candidate& other : lines_)
      if (others.size() <= kOtherBoxes && &other != &line && about_the_same(other.box, line.box))
        others.push_back(other);
    for (const Candidate& other : others) {
      Reading again = read_with(other, 3);
      if (same_words(again.words, reading.words)) all.push_back(sighting(scene_, other, std::move(again)));
    }
    return all;
  }

  // A label that a word beside it denies is a denial.
  Reading with_denial(const Candidate& line, Reading reading) {
    if (!reading.words.whole()) return reading;
    Reading wide = read_denial(scene_.grey, line, reader_);
    reads_ += static_cast<size_t>(wide.reads);
    return wide.words.negated ? wide : reading;
  }

  struct Judged {
    FoundText text;
    bool sure = false;  // no letter of it was guessed
  };

  // A label, a near miss, or nothing worth to be told.
  std::optional<Judged> judged(const Candidate& line) {
    const Reading first = with_denial(line, read_with(line, 7));
    const bool bare = bare_ai_mark(first);
    if (!first.words.whole() && !bare && !first.words.near()) return std::nullopt;
    const std::vector<Sighting> all = sightings(line, first);
    const Sighting& best = surest(all);
    FoundText found = described(scene_, best.line, best.reading, without_outline(scene_, tightest(all)));
    if (bare && (!found.at_edge || found.contrast < 1.5)) return std::nullopt;
    found.is_label = best.reading.words.whole() || bare;
    // The surest box may be the plate that the words stand on, in which small letters are read smaller still.
    found.legible_after_handling = found.is_label && std::any_of(all.begin(), all.end(), [&](const Sighting& one) {
                                     return read_after_handling(scene_, one.line, best.reading.words, reader_);
                                   });
    return Judged{found, !best.reading.words.tolerated};
  }

  // Whether a sure label stands at the edge, so that nothing else needs a look.
  bool read(const Candidate& line) {
    const std::optional<Judged> found = judged(line);
    if (!found) return false;
    const FoundText& text = found->text;
    if (text.is_label || text.negated) remove_pieces_of(text, sight_.near_misses);
    if (text.negated) remove_pieces_of(text, sight_.labels);
    (text.is_label ? sight_.labels : sight_.near_misses).push_back(text);
    return text.is_label && text.at_edge && text.ai_element && text.generation_element && found->sure;
  }

  const Scene& scene_;
  TextReader& reader_;
  const LookOptions& options_;
  Sight& sight_;
  std::vector<Candidate> lines_;
  size_t reads_ = 0;
  bool skipped_ = false;  // candidates were left when the reads were used up
};

void require(const cv::Mat& picture) {
  if (picture.type() != CV_8UC3 && picture.type() != CV_8UC4)
    throw ConformError("a picture to look at has 3 or 4 channels of 8 bit; this one has OpenCV type " +
                       std::to_string(picture.type()));
  if (std::min(picture.cols, picture.rows) < 16 || std::max(picture.cols, picture.rows) > kMaxSide)
    throw ConformError("a picture to look at has sides of 16 to " + std::to_string(kMaxSide) + " px; this one is " +
                       std::to_string(picture.cols) + " x " + std::to_string(picture.rows));
}

}  // namespace

Sight look(const cv::Mat& picture, TextReader& reader, const LookOptions& options) {
  require(picture);
  Sight sight;
  sight.width_px = picture.cols;
  sight.height_px = picture.rows;
  for (const int paper : {255, 0}) {
    const Scene scene = scene_of(picture, paper);
    sight.shortest_side_px = std::min(scene.visible.width, scene.visible.height);
    Search(scene, reader, options, sight).run();
    if (!sight.labels.empty() || !transparent_somewhere(picture)) break;
  }
  std::stable_sort(sight.labels.begin(), sight.labels.end(), better);
  std::stable_sort(sight.near_misses.begin(), sight.near_misses.end(), better);
  return sight;
}

}  // namespace imprint_conform
