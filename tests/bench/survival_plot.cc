#include "survival_plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "drawing.h"

namespace imprint::bench {
namespace {

constexpr uint32_t kWidth = 1240, kHeight = 900;
constexpr uint32_t kLeft = 110, kRight = 1200, kTop = 140, kBottom = 680;  // of the axes
constexpr double kTMax = 13;
constexpr int kDecades = 10;
constexpr uint32_t kText = 2;  // scale of the letters
constexpr Colour8 kGrid = {226, 226, 226}, kGrey = {90, 90, 90}, kRed = {196, 40, 30}, kBlue = {60, 90, 200},
                  kGreen = {10, 130, 90}, kOrange = {225, 130, 0}, kPurple = {130, 50, 160};

double x_of(double t) { return kLeft + (kRight - kLeft) * t / kTMax; }
double y_of(double share) { return kTop + (kBottom - kTop) * -std::log10(share) / kDecades; }
bool on_paper(double share) { return share <= 1 && share >= std::pow(10.0, -kDecades); }

uint32_t text_width(const std::string& text) { return static_cast<uint32_t>(text.size()) * kGlyphAdvance * kText; }
void centred_text(Rgb& sheet, double x, uint32_t top, const std::string& text, Colour8 ink) {
  write_text(sheet, static_cast<uint32_t>(x - text_width(text) / 2.0), top, text, kText, ink);
}

void square(Rgb& sheet, double x, double y, uint32_t side, Colour8 colour) {
  fill(sheet, static_cast<uint32_t>(std::lround(x - side / 2.0)), static_cast<uint32_t>(std::lround(y - side / 2.0)),
       side, side, colour);
}

void draw_axes(Rgb& sheet) {
  for (int decade = 0; decade <= kDecades; ++decade) {
    const auto y = static_cast<uint32_t>(y_of(std::pow(10.0, -decade)));
    fill(sheet, kLeft, y, kRight - kLeft, 1, decade == kDecades ? kBlack : kGrid);
    const std::string label = decade == 0 ? "1" : "1e-" + std::to_string(decade);
    write_text(sheet, kLeft - 12 - text_width(label), y - 6, label, kText, kGrey);
  }
  for (int t = 0; t <= static_cast<int>(kTMax); ++t) {
    fill(sheet, static_cast<uint32_t>(x_of(t)), kTop, 1, kBottom - kTop, t == 0 ? kBlack : kGrid);
    centred_text(sheet, x_of(t) + 1, kBottom + 12, std::to_string(t), kGrey);
  }
  write_text(sheet, 30, kTop - 38, "share of words with an agreement of t or more", kText, kBlack);
  centred_text(sheet, (kLeft + kRight) / 2.0, kBottom + 40,
               "t: agreement of the word with the carriers, in standard deviations of chance", kBlack);
}

template <typename Function>
void draw_curve(Rgb& sheet, Function share, Colour8 colour, bool dashed) {
  for (double t = 0; t < kTMax; t += 0.001)
    if (on_paper(share(t)) && !(dashed && std::fmod(t, 0.1) > 0.06)) square(sheet, x_of(t), y_of(share(t)), 3, colour);
}

// One standard deviation of the count, up and down.
void draw_whisker(Rgb& sheet, double t, double count, double total, Colour8 colour) {
  const double high = y_of((count + std::sqrt(count)) / total);
  const double low = std::min<double>(y_of(std::max(count - std::sqrt(count), 0.3) / total), kBottom);
  if (low - high > 8)
    fill(sheet, static_cast<uint32_t>(std::lround(x_of(t))), static_cast<uint32_t>(high), 1,
         static_cast<uint32_t>(low - high), colour);
}

void draw_dots(Rgb& sheet, const Histogram& agreement, int first_bin, Colour8 colour) {
  constexpr int kEvery = 4;  // bins
  const auto total = static_cast<double>(agreement.total());
  for (int bin = first_bin; bin < Histogram::kBins; bin += kEvery) {
    const double t = Histogram::edge(bin);
    const auto count = static_cast<double>(agreement.at_least(bin));
    if (t < 0 || t > kTMax || count == 0 || count == total || !on_paper(count / total)) continue;
    draw_whisker(sheet, t, count, total, colour);
    square(sheet, x_of(t), y_of(count / total), 7, colour);
  }
}

std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<size_t>(at), " ");
  return digits;
}

enum class Mark { kLine, kDashes, kDot };

void draw_legend_row(Rgb& sheet, uint32_t left, uint32_t row, Colour8 colour, Mark mark, const std::string& text) {
  const uint32_t top = kBottom + 76 + row * 26;
  if (mark == Mark::kDot)
    square(sheet, left + 15, top + 7, 7, colour);
  else
    for (uint32_t x = 0; x < 30; x += 12)
      fill(sheet, left + x, top + 6, mark == Mark::kDashes ? 6 : std::min(12u, 30 - x), 3, colour);
  write_text(sheet, left + 42, top, text, kText, kBlack);
}

void draw_legend(Rgb& sheet, const Tally& tally) {
  constexpr uint32_t kFirst = 30, kSecond = 620;
  draw_legend_row(sheet, kFirst, 0, kGreen, Mark::kDot,
                  "frames drawn before, open key: " + grouped(tally.open_agreement.total()));
  draw_legend_row(sheet, kFirst, 1, kOrange, Mark::kDot,
                  "frames drawn before, private keys: " + grouped(tally.private_agreement.total()));
  draw_legend_row(sheet, kFirst, 2, kBlue, Mark::kLine, "tail of the normal distribution Q(t)");
  draw_legend_row(sheet, kFirst, 3, kRed, Mark::kLine, "bound of one frame 3.179 Q(t)");
  draw_legend_row(sheet, kSecond, 0, kPurple, Mark::kDot,
                  "best words, before the CRC: " + grouped(tally.best_words.total()));
  draw_legend_row(sheet, kSecond, 1, kPurple, Mark::kLine, "bound of 2^88 words");
  draw_legend_row(sheet, kSecond, 2, kGrey, Mark::kDashes, "the p-value: 64 times 2^64 frames");
}

void draw_words(Rgb& sheet, const Tally& tally) {
  write_text(sheet, 30, 24, "How well words that nobody hid agree with the carriers of a picture", kText, kBlack);
  const std::string result = grouped(tally.calls) + " calls (" + grouped(tally.searched) +
                             " searched), unmarked pictures or wrong keys: " + grouped(tally.hits) +
                             (tally.hits == 1 ? " hit in " : " hits in ") + grouped(tally.attempts) + " attempts";
  write_text(sheet, 30, 52, result, kText, tally.hits == 0 ? kBlack : kRed);
}

// p = 1e-6 with one key.
void draw_threshold(Rgb& sheet) {
  char text[80];
  const double t = agreement_needed(watermark::kMaxPValue);
  for (uint32_t y = kTop; y < kBottom; y += 10) fill(sheet, static_cast<uint32_t>(x_of(t)), y, 1, 5, kGrey);
  std::snprintf(text, sizeof text, "frames: found from %.1f", t);
  write_text(sheet, static_cast<uint32_t>(x_of(t)) - 10 - text_width(text), kBottom - 26, text, kText, kGrey);
}

}  // namespace

void draw_survival(const Tally& tally, const char* path) {
  Rgb sheet = blank(kWidth, kHeight);
  draw_axes(sheet);
  draw_threshold(sheet);
  draw_curve(
      sheet, [](double t) { return tail_bound(t); }, kRed, false);
  draw_curve(sheet, gaussian_tail, kBlue, false);
  draw_curve(
      sheet, [](double t) { return tail_bound(t, kWords); }, kPurple, false);
  draw_curve(
      sheet, [](double t) { return tail_bound(t, kFramesPaid); }, kGrey, true);
  constexpr int kZero = static_cast<int>(-Histogram::kLow / Histogram::kStep + 0.5);
  draw_dots(sheet, tally.open_agreement, kZero, kGreen);
  draw_dots(sheet, tally.private_agreement, kZero + 2, kOrange);  // between those of the open key
  draw_dots(sheet, tally.best_words, kZero, kPurple);
  draw_legend(sheet, tally);
  draw_words(sheet, tally);
  write_png(path, sheet);
}

}  // namespace imprint::bench
