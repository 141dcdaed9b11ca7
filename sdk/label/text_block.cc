// Breaks, renders, measures and corrects.
#include "label/text_block.h"

#include <algorithm>
#include <compare>
#include <optional>
#include <span>

#include "label/words.h"

namespace imprint::label {
namespace {

using Line = std::span<const Glyph>;

constexpr std::u32string_view kClosing = U"、。，．：；！？）》〉」』】〕〗”’…—～·,.:;!?)]}";
constexpr std::u32string_view kOpening = U"（《〈「『【〔〖“‘([{";

// A line of lower case letters alone is at most so much lower than the text it was broken off from.
constexpr int64_t kMostCorrection = 16;

// In percent of the font size, baseline to baseline.
constexpr int64_t kLinePitchPercent = 125;
// CSS Text 4, 9.6.1 text-autospace: an eighth of an em between a Latin letter or digit and an ideograph.
constexpr int32_t kAutospaceDivisor = 8;

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != set.npos; }
bool is_space(char32_t c) { return c == U' ' || c == U'\u3000'; }
bool is_latin(char32_t c) { return c > U' ' && c < 0x7F; }

bool is_alphanumeric(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}
bool is_ideograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

void add_autospace(std::vector<Glyph>& glyphs, int32_t units_per_em) {
  for (size_t i = 1; i < glyphs.size(); ++i) {
    const char32_t before = glyphs[i - 1].character, after = glyphs[i].character;
    if ((is_alphanumeric(before) && is_ideograph(after)) || (is_ideograph(before) && is_alphanumeric(after)))
      glyphs[i - 1].advance += units_per_em / kAutospaceDivisor;
  }
}

// Whether a break at `at` would cut one of the words that make the label valid.
bool cuts_element(Line text, size_t at) {
  const auto cuts = [&](std::u32string_view word) {
    for (size_t first = at >= word.size() ? at - word.size() + 1 : 0; first < at; ++first) {
      if (first + word.size() > text.size()) return false;
      if (std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(first),
                     [](char32_t c, const Glyph& g) { return c == g.character; }))
        return true;
    }
    return false;
  };
  return std::any_of(kAiElements.begin(), kAiElements.end(), cuts) ||
         std::any_of(kGenerationElements.begin(), kGenerationElements.end(), cuts);
}

// The glyphs whose height counts (spec/label.md 3.1): those of the words that the law asks for; of a text without them,
// such as that of the EU icon, all letters, digits and ideographs.
std::vector<bool> counting_glyphs(Line text) {
  std::vector<bool> out(text.size());
  bool generation = false;
  const auto mark = [&](std::u32string_view word) {
    for (size_t first = 0; first + word.size() <= text.size(); ++first) {
      if (!std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(first),
                      [](char32_t c, const Glyph& g) { return c == g.character; }))
        continue;
      std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(first), word.size(), true);
      generation = generation || word.front() > 0x7F;
    }
  };
  for (const std::u32string_view word : kGenerationElements) mark(word);
  if (generation)
    for (const std::u32string_view word : kAiElements) mark(word);
  else
    for (size_t i = 0; i < text.size(); ++i)
      out[i] = is_alphanumeric(text[i].character) || is_ideograph(text[i].character);
  return out;
}

// May a line end before text[at]? At spaces and between ideographs; never inside a Latin word, before what closes or
// after what opens.
bool may_break(Line text, size_t at) {
  const char32_t before = text[at - 1].character, after = text[at].character;
  if (is_space(before)) return true;
  if (is_space(after) || (is_latin(before) && is_latin(after))) return false;
  if (is_one_of(after, kClosing) || is_one_of(before, kOpening)) return false;
  return !cuts_element(text, at);
}

Line trimmed(Line line) {
  while (!line.empty() && is_space(line.front().character)) line = line.subspan(1);
  while (!line.empty() && is_space(line.back().character)) line = line.first(line.size() - 1);
  return line;
}

int64_t advance_of(Line line) {
  int64_t sum = 0;
  for (const Glyph& glyph : line) sum += glyph.advance;
  return sum;
}

// How good a way to break a text is, compared from left to right: few lines, breaks at spaces and after punctuation,
// even lines (a last line of one character looks like a mistake).
struct Cost {
  size_t lines = 0, rough_breaks = 0;
  int64_t sum_of_squares = 0;  // of the line widths
  auto operator<=>(const Cost&) const = default;
};

bool is_rough(Line text, size_t at) {
  return !is_space(text[at - 1].character) && !is_one_of(text[at - 1].character, kClosing);
}

// The best lines that keep within `max_advance` font units, by dynamic programming over the places where one may end;
// empty when a part that may not be broken is wider.
std::vector<Line> break_lines(Line text, int64_t max_advance) {
  text = trimmed(text);
  struct Step {
    Cost cost;
    size_t begin;
  };
  std::vector<std::optional<Step>> best(text.size() + 1);  // best[end]: the first `end` glyphs are set
  best[0] = Step{};
  for (size_t end = 1; end <= text.size(); ++end) {
    const bool last = end == text.size();
    if (!last && !may_break(text, end)) continue;
    for (size_t begin = 0; begin < end; ++begin) {
      const int64_t advance = advance_of(trimmed(text.subspan(begin, end - begin)));
      if (!best[begin] || advance > max_advance) continue;
      Cost cost = best[begin]->cost;
      cost.lines += 1;
      cost.rough_breaks += !last && is_rough(text, end);
      cost.sum_of_squares += advance * advance;
      if (!best[end] || cost < best[end]->cost) best[end] = Step{cost, begin};
    }
  }
  std::vector<Line> lines;
  if (!best.back()) return lines;
  for (size_t end = text.size(); end > 0; end = best[end]->begin)
    lines.insert(lines.begin(), trimmed(text.subspan(best[end]->begin, end - best[end]->begin)));
  return lines;
}

Outline outline_of(Line line) {
  Outline whole;
  FT_Pos pen = 0;
  for (const Glyph& glyph : line) {
    whole.append(glyph.outline, pen, 0);
    pen += glyph.advance;
  }
  return whole;
}

// One line at its place in the block: 1/64 px, y upwards from the bottom of the block.
struct PlacedLine {
  Outline outline;
  FT_BBox box;
  std::vector<FT_BBox> counting;  // boxes of the glyphs whose height counts
};

// A text whose glyphs are set, and which of them count.
struct CountedText {
  std::vector<Glyph> glyphs;
  std::vector<bool> counts;
};

std::vector<FT_BBox> counting_boxes(const CountedText& text, Line line, int64_t size, int32_t units_per_em) {
  std::vector<FT_BBox> out;
  FT_Pos pen = 0;
  for (const Glyph& glyph : line) {
    if (text.counts[static_cast<size_t>(&glyph - text.glyphs.data())]) {
      Outline one;
      one.append(glyph.outline, pen, 0);
      out.push_back(one.scaled(size, units_per_em).bounds());
    }
    pen += glyph.advance;
  }
  return out;
}

// The lowest point of each line is put on a pixel border, which keeps its foot sharp; lines begin at the same left
// edge.
std::vector<PlacedLine> place(const CountedText& text, const std::vector<Line>& lines, int64_t size,
                              int32_t units_per_em) {
  const int64_t pitch = size * kLinePitchPercent / 100;
  std::vector<PlacedLine> placed;
  int64_t baseline = 0;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    Outline outline = outline_of(*line).scaled(size, units_per_em);
    const FT_BBox box = outline.bounds();
    if (placed.empty()) baseline = -box.yMin;
    const int64_t foot = (baseline + box.yMin + 32) / 64 * 64;
    const FT_Pos dx = -box.xMin, dy = static_cast<FT_Pos>(foot) - box.yMin;
    outline.move(dx, dy);
    std::vector<FT_BBox> counting = counting_boxes(text, *line, size, units_per_em);
    for (FT_BBox& b : counting) b = {b.xMin + dx, b.yMin + dy, b.xMax + dx, b.yMax + dy};
    placed.push_back({std::move(outline), {0, box.yMin + dy, box.xMax + dx, box.yMax + dy}, std::move(counting)});
    baseline += pitch;
  }
  return placed;
}

// Rounds up, but gives no row or column to a rounding error of 1/32 px.
uint32_t whole_pixels(FT_Pos length) { return static_cast<uint32_t>(std::max<FT_Pos>(1, (length + 61) / 64)); }

bool has_ink(const uint8_t* begin, const uint8_t* end) {
  return std::any_of(begin, end, [](uint8_t coverage) { return coverage >= kInkCoverage; });
}

// spec/label.md 3.1, over the rows and columns of one glyph.
uint32_t measure_ink(const Coverage& ink, const FT_BBox& box) {
  const auto whole = [](FT_Pos length) { return static_cast<uint32_t>(std::max<FT_Pos>(0, length)); };
  const uint32_t left = std::min(ink.width_px, whole(box.xMin / 64)),
                 right = std::min(ink.width_px, whole((box.xMax + 63) / 64));
  const uint32_t end = ink.height_px - std::min(ink.height_px, whole(box.yMin / 64));
  uint32_t first = ink.height_px - std::min(ink.height_px, whole((box.yMax + 63) / 64)), last = end;
  const auto inked = [&](uint32_t y) { return has_ink(ink.row(y) + left, ink.row(y) + right); };
  while (first < last && !inked(first)) ++first;
  while (last > first && !inked(last - 1)) --last;
  return last - first;
}

// In small letters an apex or a thin stroke covers no pixel by half, so rows say little: there the outline alone is
// asked.
uint32_t height_of(const Coverage& ink, const FT_BBox& glyph) {
  constexpr uint32_t kRowsFromPx = 12;
  const auto outline = static_cast<uint32_t>((glyph.yMax - glyph.yMin + 2) / 64);
  return outline < kRowsFromPx ? outline : std::min(outline, measure_ink(ink, glyph));
}

// Of one line, moved onto a canvas that is `width` wider on every side.
Status add_contour(const Font& font, const Outline& line, uint32_t width, Coverage& to) {
  Outline moved = line;
  moved.move(static_cast<FT_Pos>(width) * 64, static_cast<FT_Pos>(width) * 64);
  IMPRINT_ASSIGN_OR_RETURN(const Outline band, font.stroke(moved, static_cast<FT_Pos>(width) * 64));
  IMPRINT_RETURN_IF_ERROR(font.fill(band, to));
  return font.fill(moved, to);
}

Result<TextBlock> render(const Font& font, const CountedText& text, const std::vector<Line>& lines, int64_t size,
                         bool with_contour) {
  std::vector<PlacedLine> placed = place(text, lines, size, font.units_per_em());
  FT_Pos width = 0, height = 0;
  for (const PlacedLine& line : placed) {
    width = std::max(width, line.box.xMax);
    height = std::max(height, line.box.yMax);
  }
  TextBlock block;
  block.ink = Coverage(whole_pixels(width), whole_pixels(height));
  block.lines = static_cast<uint32_t>(placed.size());
  const FT_Pos slack = static_cast<FT_Pos>(block.ink.width_px) * 64 - width;
  block.ink_height_px = block.ink.height_px;
  block.letter_height_px = block.ink.height_px;
  for (PlacedLine& line : placed) {
    const FT_Pos shift = std::max<FT_Pos>(0, slack / 2);
    line.outline.move(shift, 0);
    for (FT_BBox& b : line.counting) b = {b.xMin + shift, b.yMin, b.xMax + shift, b.yMax};
    IMPRINT_RETURN_IF_ERROR(font.fill(line.outline, block.ink));
  }
  for (const PlacedLine& line : placed)
    for (const FT_BBox& glyph : line.counting) {
      block.ink_height_px = std::min(block.ink_height_px, height_of(block.ink, glyph));
      block.letter_height_px = std::min(block.letter_height_px, static_cast<double>(glyph.yMax - glyph.yMin) / 64);
    }
  if (!with_contour) return block;
  const uint32_t around = contour_width(block.ink_height_px);
  block.contour = Coverage(block.ink.width_px + 2 * around, block.ink.height_px + 2 * around);
  for (const PlacedLine& line : placed) IMPRINT_RETURN_IF_ERROR(add_contour(font, line.outline, around, block.contour));
  return block;
}

// From `ink` to `wanted` rows: almost there at once (the shortfall less one row), then by eighths of a row, so that the
// first size that is enough is also the smallest but for 1/8 px.
int64_t next_size(int64_t size, uint32_t ink, uint32_t wanted) {
  const int64_t eighths = wanted - ink > 1 ? int64_t{8} * (wanted - ink - 1) : 1;
  return size + std::max<int64_t>(1, size * eighths / (int64_t{8} * std::max(1u, ink)));
}

// Height of the lowest glyph that counts, in units of the font; of the whole text when none does.
int64_t lowest_counting(const CountedText& text) {
  const Line glyphs(text.glyphs);
  const auto height = [](Line line) {
    const FT_BBox box = outline_of(line).bounds();
    return static_cast<int64_t>(box.yMax - box.yMin);
  };
  int64_t lowest = height(glyphs);
  for (size_t i = 0; i < glyphs.size(); ++i)
    if (text.counts[i]) lowest = std::min(lowest, height(glyphs.subspan(i, 1)));
  return lowest;
}

Status too_wide(uint32_t ink_height_px, uint32_t max_width_px) {
  return {Code::kLabelDoesNotFit, "a word of the label text at an ink height of " + std::to_string(ink_height_px) +
                                      " px is wider than the " + std::to_string(max_width_px) + " px there are"};
}

}  // namespace

uint32_t contour_width(uint32_t ink_height_px) { return std::max(1u, (ink_height_px * 12 + 50) / 100); }

Result<TextBlock> set_text(const Font& font, std::u32string_view text, uint32_t ink_height_px, uint32_t max_width_px,
                           bool with_contour) {
  CountedText set;
  IMPRINT_ASSIGN_OR_RETURN(set.glyphs, font.shape(text));
  add_autospace(set.glyphs, font.units_per_em());
  set.counts = counting_glyphs(set.glyphs);
  const int64_t units = lowest_counting(set);
  if (units < font.units_per_em() / 8) return Status(Code::kGlyphMissing, "the font draws no ink for the label text");
  // The outline of the lowest glyph that counts is as high as wanted; its ink is no higher.
  int64_t size = int64_t{64} * ink_height_px * font.units_per_em() / units;
  for (const int64_t most = size * kMostCorrection; size <= most;) {
    const auto lines = break_lines(set.glyphs, int64_t{64} * max_width_px * font.units_per_em() / size);
    if (lines.empty()) return too_wide(ink_height_px, max_width_px);
    IMPRINT_ASSIGN_OR_RETURN(TextBlock block, render(font, set, lines, size, false));
    if (block.ink_height_px >= ink_height_px) return with_contour ? render(font, set, lines, size, true) : block;
    size = next_size(size, block.ink_height_px, ink_height_px);
  }
  return Status(Code::kGlyphMissing, "the font draws a line of the label text too low to be a label");
}

}  // namespace imprint::label
