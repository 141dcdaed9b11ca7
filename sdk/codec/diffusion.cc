#include "codec/diffusion.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/simd.h"

namespace imprint::codec {
namespace {

constexpr int kPlaces = 256;

// The table by channel. Places that are not used are too far away to be the nearest.
struct Table {
  alignas(32) std::array<int32_t, kPlaces> red, green, blue;

  explicit Table(const std::vector<Colour>& colours) {
    constexpr int32_t kFar = 1000;  // the squared distance still fits below
    red.fill(kFar), green.fill(kFar), blue.fill(kFar);
    for (size_t i = 0; i < colours.size(); ++i) {
      red[i] = static_cast<int32_t>(colours[i] >> 16 & 255);
      green[i] = static_cast<int32_t>(colours[i] >> 8 & 255);
      blue[i] = static_cast<int32_t>(colours[i] & 255);
    }
  }
};

using Pixel = std::array<int32_t, 3>;

// Squared distance and place in one number: the smallest is the nearest, of equal ones the first.
IMPRINT_SIMD
int32_t nearest(const Table& table, const int32_t* wanted) {
  constexpr int kLanes = 16;
  int32_t best[kLanes];
  for (int32_t& one : best) one = std::numeric_limits<int32_t>::max();
  for (int first = 0; first < kPlaces; first += kLanes)
    for (int i = 0; i < kLanes; ++i) {
      const auto at = static_cast<size_t>(first + i);
      const int32_t r = table.red[at] - wanted[0], g = table.green[at] - wanted[1], b = table.blue[at] - wanted[2];
      best[i] = std::min(best[i], (r * r + g * g + b * b) * kPlaces + first + i);
    }
  return *std::min_element(best, best + kLanes) % kPlaces;
}

// Floyd and Steinberg, Proc. SID 17(2), 1976, every other row from right to left, so that no direction is preferred, and half of what a pixel
// lacks: all of it shows more, nothing of it leaves less of a mark (spec/decisions/0019-animations.md).
class Diffusion {
 public:
  Diffusion(const std::vector<Colour>& table, uint32_t width) : table_(table), here_(width + 2), below_(width + 2) {}

  void row(const Colour* pixels, uint8_t* out, uint32_t width, bool leftwards, uint8_t of_none) {
    std::fill(below_.begin(), below_.end(), Pixel{});
    for (uint32_t i = 0; i < width; ++i) {
      const uint32_t x = leftwards ? width - 1 - i : i;
      out[x] = pixels[x] == kNoColour ? of_none : place(pixels[x], x + 1, leftwards ? -1 : 1);
    }
    here_.swap(below_);
  }

 private:
  static constexpr int32_t kUnit = 32;  // errors of a level: 16 are passed on

  uint8_t place(Colour colour, size_t at, int ahead) {
    Pixel wanted;
    for (size_t c = 0; c < 3; ++c) {
      const auto level = static_cast<int32_t>(colour >> (16 - 8 * c) & 255);
      wanted[c] = std::clamp((kUnit * level + here_[at][c] + kUnit / 2) / kUnit, 0, 255);
    }
    const auto chosen = static_cast<size_t>(nearest(table_, wanted.data()));
    const Pixel got = {table_.red[chosen], table_.green[chosen], table_.blue[chosen]};
    const auto next = static_cast<size_t>(static_cast<ptrdiff_t>(at) + ahead), behind = static_cast<size_t>(static_cast<ptrdiff_t>(at) - ahead);
    for (size_t c = 0; c < 3; ++c) {
      const int32_t lacks = wanted[c] - got[c];
      here_[next][c] += 7 * lacks;
      below_[behind][c] += 3 * lacks;
      below_[at][c] += 5 * lacks;
      below_[next][c] += lacks;
    }
    return static_cast<uint8_t>(chosen);
  }

  Table table_;
  std::vector<Pixel> here_, below_;  // errors of a row, with one place more at both ends
};

}  // namespace

std::vector<uint8_t> diffused(const std::vector<Colour>& pixels, uint32_t width, const std::vector<Colour>& table, uint8_t of_none) {
  std::vector<uint8_t> out(pixels.size());
  Diffusion diffusion(table, width);
  for (size_t first = 0, row = 0; first < pixels.size(); first += width, ++row)
    diffusion.row(&pixels[first], &out[first], width, row % 2 == 1, of_none);
  return out;
}

}  // namespace imprint::codec
