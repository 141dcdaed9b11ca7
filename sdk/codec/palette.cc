#include "codec/palette.h"

#include <algorithm>
#include <limits>

namespace imprint::codec {

uint32_t squared_distance(Colour a, Colour b) {
  uint32_t sum = 0;
  for (const int shift : {0, 8, 16}) {
    const int difference = static_cast<int>(a >> shift & 255) - static_cast<int>(b >> shift & 255);
    sum += static_cast<uint32_t>(difference * difference);
  }
  return sum;
}

namespace {

// The most frequent first; equal ones by value, so that the same picture gives the same file.
std::vector<Colour> by_frequency(const ColourCounts& counts) {
  std::vector<std::pair<uint64_t, Colour>> order;
  order.reserve(counts.size());
  for (const auto& [colour, count] : counts) order.emplace_back(~count, colour);
  std::sort(order.begin(), order.end());
  std::vector<Colour> out;
  out.reserve(order.size());
  for (const auto& [rank, colour] : order) out.push_back(colour);
  return out;
}

// `wanted` of `colours`: the first, then always the one farthest from those taken. So ink and plate, which are far
// apart, are there exactly, and no colour is far from one that is.
std::vector<Colour> spread(const std::vector<Colour>& colours, size_t wanted) {
  std::vector<Colour> out;
  if (wanted == 0 || colours.empty()) return out;
  std::vector<uint32_t> away(colours.size(), std::numeric_limits<uint32_t>::max());
  for (size_t next = 0; out.size() < wanted && away[next] > 0;) {
    out.push_back(colours[next]);
    for (size_t i = 0; i < colours.size(); ++i) away[i] = std::min(away[i], squared_distance(colours[i], out.back()));
    next = static_cast<size_t>(std::max_element(away.begin(), away.end()) - away.begin());
  }
  return out;
}

uint8_t nearest(const std::vector<Colour>& table, Colour colour) {
  const auto best = std::min_element(table.begin(), table.end(), [colour](Colour a, Colour b) {
    return squared_distance(a, colour) < squared_distance(b, colour);
  });
  return static_cast<uint8_t>(best - table.begin());
}

// Drops colours until `wanted` are left, each time the one that costs least: few pixels, and another colour close by.
class Thinner {
 public:
  Thinner(const ColourCounts& counts, std::vector<Colour> colours) : colours_(std::move(colours)) {
    for (const Colour colour : colours_) weights_.push_back(counts.at(colour));
    neighbours_.resize(colours_.size());
    for (size_t i = 0; i < colours_.size(); ++i) find_neighbour(i);
  }

  std::vector<Colour> down_to(size_t wanted) {
    for (size_t left = colours_.size(); left > wanted; --left) drop(cheapest());
    std::vector<Colour> out;
    for (size_t i = 0; i < colours_.size(); ++i)
      if (weights_[i] > 0) out.push_back(colours_[i]);
    return out;
  }

 private:
  void find_neighbour(size_t i) {
    uint32_t least = std::numeric_limits<uint32_t>::max();
    for (size_t j = 0; j < colours_.size(); ++j) {
      if (j == i || weights_[j] == 0) continue;
      const uint32_t away = squared_distance(colours_[i], colours_[j]);
      if (away >= least) continue;
      least = away;
      neighbours_[i] = j;
    }
  }

  uint64_t cost(size_t i) const { return weights_[i] * squared_distance(colours_[i], colours_[neighbours_[i]]); }

  size_t cheapest() const {
    size_t best = colours_.size();
    for (size_t i = 0; i < colours_.size(); ++i)
      if (weights_[i] > 0 && (best == colours_.size() || cost(i) < cost(best))) best = i;
    return best;
  }

  void drop(size_t i) {
    weights_[neighbours_[i]] += weights_[i];
    weights_[i] = 0;
    for (size_t j = 0; j < colours_.size(); ++j)
      if (weights_[j] > 0 && neighbours_[j] == i) find_neighbour(j);
  }

  std::vector<Colour> colours_;
  std::vector<uint64_t> weights_;  // pixels; 0 for one that was dropped
  std::vector<size_t> neighbours_;
};

// A canvas may show the colours of many tables; that many are weighed against each other, rarer ones are out.
constexpr size_t kMostWeighed = 1024;
constexpr int kSettlingSteps = 3;  // of shades

std::vector<Colour> thinned(const ColourCounts& counts, std::vector<Colour> by_frequency, size_t wanted) {
  if (by_frequency.size() <= wanted) return by_frequency;
  by_frequency.resize(std::min(by_frequency.size(), kMostWeighed));
  return Thinner(counts, std::move(by_frequency)).down_to(wanted);
}

// --- shades ------------------------------------------------------------------------------------------------------

// Sums over pixels whose mean is a colour.
struct Mean {
  uint64_t red = 0, green = 0, blue = 0, count = 0;
  void add(Colour colour, uint64_t pixels) {
    red += pixels * (colour >> 16 & 255);
    green += pixels * (colour >> 8 & 255);
    blue += pixels * (colour & 255);
    count += pixels;
  }
  Colour colour() const {
    const auto rounded = [this](uint64_t sum) { return static_cast<Colour>((sum + count / 2) / count); };
    return rounded(red) << 16 | rounded(green) << 8 | rounded(blue);
  }
};

// One colour for each cube of levels, as small as leaves no more than are weighed against each other.
ColourCounts gathered(const ColourCounts& counts) {
  ColourCounts out = counts;
  for (int shift = 1; out.size() > kMostWeighed; ++shift) {
    const Colour cube = (255u >> shift << shift) * 0x010101u;
    std::unordered_map<Colour, Mean> cubes;
    for (const auto& [colour, count] : counts) cubes[colour & cube].add(colour, count);
    out.clear();
    for (const auto& [corner, mean] : cubes) out[mean.colour()] += mean.count;
  }
  return out;
}

// Lloyd's step: each colour becomes the mean of those that it is nearest to.
std::vector<Colour> settled(const ColourCounts& counts, const std::vector<Colour>& colours) {
  std::vector<Mean> means(colours.size());
  for (const auto& [colour, count] : counts) means[nearest(colours, colour)].add(colour, count);
  std::vector<Colour> out;
  for (size_t i = 0; i < colours.size(); ++i) out.push_back(means[i].count > 0 ? means[i].colour() : colours[i]);
  return out;
}

}  // namespace

std::vector<Colour> choose_shades(const ColourCounts& counts, size_t room) {
  const ColourCounts few = gathered(counts);
  std::vector<Colour> out = thinned(few, by_frequency(few), room);
  for (int step = 0; step < kSettlingSteps; ++step) out = settled(few, out);
  return out;
}

Palette choose_palette(const ColourCounts& kept, const ColourCounts& drawn, size_t room) {
  std::vector<Colour> places = by_frequency(kept), tones;
  for (const Colour colour : by_frequency(drawn))
    if (kept.find(colour) == kept.end()) tones.push_back(colour);
  if (places.size() + tones.size() > room) {
    const size_t left = room > places.size() ? room - places.size() : 0;
    const size_t share = std::min({tones.size(), std::max(left, kDrawnShare), room});
    places = thinned(kept, std::move(places), room - share);
    tones = spread(tones, share);
  }
  Palette out{std::move(places), {}};
  out.colours.insert(out.colours.end(), tones.begin(), tones.end());
  for (size_t i = 0; i < out.colours.size(); ++i) out.index_of[out.colours[i]] = static_cast<uint8_t>(i);
  for (const ColourCounts* counts : {&kept, &drawn})
    for (const auto& [colour, count] : *counts)
      if (out.index_of.find(colour) == out.index_of.end()) out.index_of[colour] = nearest(out.colours, colour);
  return out;
}

}  // namespace imprint::codec
