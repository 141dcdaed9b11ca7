#include "watermark/polar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "watermark/format.h"

namespace imprint::watermark {
namespace {

constexpr int kLevels = 9;  // 2^9 = kCodeBits
static_assert(1 << kLevels == kCodeBits);

// Position i is worth sum over its binary digits b_j of b_j * 2^(j/4); the kFrameBits worthiest carry the frame (§6.2).
std::array<bool, kCodeBits> information_set() {
  std::array<double, kCodeBits> worth{};
  for (int i = 0; i < kCodeBits; ++i)
    for (int j = 0; j < kLevels; ++j)
      if (i >> j & 1) worth[static_cast<size_t>(i)] += std::pow(2.0, j / 4.0);
  std::array<int, kCodeBits> order{};
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return worth[static_cast<size_t>(a)] > worth[static_cast<size_t>(b)]; });
  std::array<bool, kCodeBits> information{};
  for (int i = 0; i < kFrameBits; ++i) information[static_cast<size_t>(order[static_cast<size_t>(i)])] = true;
  return information;
}

const std::array<bool, kCodeBits>& information() {
  static const std::array<bool, kCodeBits> set = information_set();
  return set;
}

// One decoding path: the likelihoods and partial sums of every level of the butterfly, shared between paths until
// written. Level k holds 2^(kLevels - k) values; level 0 is the channel, level kLevels one bit.
class ListDecoder {
 public:
  ListDecoder(const std::vector<float>& llr, const std::vector<uint8_t>& known, int list_size)
      : list_size_(list_size), known_(known) {
    for (int level = 0; level <= kLevels; ++level) {
      const size_t width = size_t{1} << (kLevels - level);
      llr_[level].assign(width * static_cast<size_t>(list_size), 0.f);
      sums_[level].assign(2 * width * static_cast<size_t>(list_size), 0);
      users_[level].assign(static_cast<size_t>(list_size), 0);
      for (int slot = list_size - 1; slot > 0; --slot) free_[level].push_back(slot);
    }
    active_.assign(static_cast<size_t>(list_size), false);
    cost_.assign(static_cast<size_t>(list_size), 0.f);
    words_.assign(static_cast<size_t>(list_size), {});
    active_[0] = true;
    for (int level = 0; level <= kLevels; ++level) {
      slot_[level].assign(static_cast<size_t>(list_size), 0);
      users_[level][0] = 1;
    }
    std::copy(llr.begin(), llr.end(), llr_[0].begin());
  }

  std::vector<std::vector<uint8_t>> run() {
    size_t frame_bit = 0;
    for (int phase = 0; phase < kCodeBits; ++phase) {
      for (int path = 0; path < list_size_; ++path)
        if (active(path)) compute_llr(path, kLevels, phase);
      if (!information()[static_cast<size_t>(phase)])
        freeze_paths(phase, 0);
      else if (frame_bit++ < known_.size())
        know_paths(phase, known_[frame_bit - 1]);
      else
        extend_paths(phase);
      if (phase % 2 == 1)
        for (int path = 0; path < list_size_; ++path)
          if (active(path)) propagate(path, kLevels, phase);
    }
    return ranked();
  }

 private:
  bool active(int path) const { return active_[static_cast<size_t>(path)]; }
  size_t width(int level) const { return size_t{1} << (kLevels - level); }
  float* llr(int level, int slot) { return llr_[level].data() + width(level) * static_cast<size_t>(slot); }
  // Two columns of partial sums per slot: of the even and of the odd phase.
  uint8_t* sums(int level, int slot, int odd) {
    return sums_[level].data() + width(level) * static_cast<size_t>(2 * slot + odd);
  }
  int read_slot(int level, int path) const { return slot_[level][static_cast<size_t>(path)]; }

  // A slot of its own for `path`, with the old content when others still use it.
  int write_slot(int level, int path) {
    const int old_slot = slot_[level][static_cast<size_t>(path)];
    if (users_[level][static_cast<size_t>(old_slot)] == 1) return old_slot;
    const int slot = free_[level].back();
    free_[level].pop_back();
    std::copy_n(llr(level, old_slot), width(level), llr(level, slot));
    std::copy_n(sums(level, old_slot, 0), 2 * width(level), sums(level, slot, 0));
    --users_[level][static_cast<size_t>(old_slot)];
    users_[level][static_cast<size_t>(slot)] = 1;
    slot_[level][static_cast<size_t>(path)] = slot;
    return slot;
  }
  void release_slot(int level, int slot) {
    if (--users_[level][static_cast<size_t>(slot)] == 0) free_[level].push_back(slot);
  }

  // Min-sum: 0.1 dB short of the exact rule, and free of exp and log.
  void compute_llr(int path, int level, int phase) {
    if (level == 0) return;
    if (phase % 2 == 0) compute_llr(path, level - 1, phase / 2);
    const int to = write_slot(level, path);
    const float* in = llr(level - 1, read_slot(level - 1, path));
    float* out = llr(level, to);
    const size_t half = width(level);
    if (phase % 2 == 0) {
      for (size_t i = 0; i < half; ++i) {
        const float a = in[i], b = in[i + half];
        const float magnitude = std::min(std::fabs(a), std::fabs(b));
        out[i] = (a < 0) != (b < 0) ? -magnitude : magnitude;
      }
    } else {
      const uint8_t* u = sums(level, to, 0);
      for (size_t i = 0; i < half; ++i) out[i] = in[i + half] + (u[i] != 0 ? -in[i] : in[i]);
    }
  }

  void propagate(int path, int level, int phase) {
    const int from = read_slot(level, path);
    const int to = write_slot(level - 1, path);
    const int parent_phase = phase / 2;
    const uint8_t *even = sums(level, from, 0), *odd = sums(level, from, 1);
    uint8_t* out = sums(level - 1, to, parent_phase % 2);
    const size_t half = width(level);
    for (size_t i = 0; i < half; ++i) {
      out[i] = even[i] ^ odd[i];
      out[i + half] = odd[i];
    }
    if (parent_phase % 2 == 1 && level > 1) propagate(path, level - 1, parent_phase);
  }

  void decide(int path, int phase, uint8_t bit) { sums(kLevels, write_slot(kLevels, path), phase % 2)[0] = bit; }

  void freeze_paths(int phase, uint8_t bit) {
    for (int path = 0; path < list_size_; ++path) {
      if (!active(path)) continue;
      const float value = *llr(kLevels, read_slot(kLevels, path));
      if ((value < 0) != (bit != 0)) cost_[static_cast<size_t>(path)] += std::fabs(value);
      decide(path, phase, bit);
    }
  }

  void know_paths(int phase, uint8_t bit) {
    freeze_paths(phase, bit);
    for (int path = 0; path < list_size_; ++path)
      if (active(path)) words_[static_cast<size_t>(path)].push_back(bit);
  }

  struct Choice {
    float cost;
    int path;
    uint8_t bit;
  };

  void extend_paths(int phase) {
    std::vector<Choice> choices;
    for (int path = 0; path < list_size_; ++path) {
      if (!active(path)) continue;
      const float value = *llr(kLevels, read_slot(kLevels, path)), cost = cost_[static_cast<size_t>(path)];
      choices.push_back({cost + (value < 0 ? -value : 0), path, 0});
      choices.push_back({cost + (value > 0 ? value : 0), path, 1});
    }
    const size_t keep = std::min(choices.size(), static_cast<size_t>(list_size_));
    std::nth_element(choices.begin(), choices.begin() + static_cast<std::ptrdiff_t>(keep) - 1, choices.end(),
                     [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
    choices.resize(keep);

    std::vector<int> uses(static_cast<size_t>(list_size_), 0);
    for (const Choice& c : choices) ++uses[static_cast<size_t>(c.path)];
    for (int path = 0; path < list_size_; ++path)
      if (active(path) && uses[static_cast<size_t>(path)] == 0) kill(path);
    for (const Choice& c : choices) {
      const int path = --uses[static_cast<size_t>(c.path)] > 0 ? clone(c.path) : c.path;
      cost_[static_cast<size_t>(path)] = c.cost;
      decide(path, phase, c.bit);
      words_[static_cast<size_t>(path)].push_back(c.bit);
    }
  }

  void kill(int path) {
    active_[static_cast<size_t>(path)] = false;
    words_[static_cast<size_t>(path)].clear();
    for (int level = 0; level <= kLevels; ++level) release_slot(level, slot_[level][static_cast<size_t>(path)]);
  }

  // Called before the original is extended, so both start from the same word.
  int clone(int path) {
    const int copy = static_cast<int>(std::find(active_.begin(), active_.end(), false) - active_.begin());
    active_[static_cast<size_t>(copy)] = true;
    words_[static_cast<size_t>(copy)] = words_[static_cast<size_t>(path)];
    for (int level = 0; level <= kLevels; ++level) {
      const int slot = slot_[level][static_cast<size_t>(path)];
      slot_[level][static_cast<size_t>(copy)] = slot;
      ++users_[level][static_cast<size_t>(slot)];
    }
    return copy;
  }

  std::vector<std::vector<uint8_t>> ranked() const {
    std::vector<int> paths;
    for (int path = 0; path < list_size_; ++path)
      if (active(path)) paths.push_back(path);
    std::sort(paths.begin(), paths.end(),
              [&](int a, int b) { return cost_[static_cast<size_t>(a)] < cost_[static_cast<size_t>(b)]; });
    std::vector<std::vector<uint8_t>> words;
    for (int path : paths) words.push_back(words_[static_cast<size_t>(path)]);
    return words;
  }

  int list_size_;
  const std::vector<uint8_t>& known_;  // first bits of the frame
  std::array<std::vector<float>, kLevels + 1> llr_;
  std::array<std::vector<uint8_t>, kLevels + 1> sums_;
  std::array<std::vector<int>, kLevels + 1> users_;  // paths per slot
  std::array<std::vector<int>, kLevels + 1> free_;   // slots without a path
  std::array<std::vector<int>, kLevels + 1> slot_;   // slot of each path
  std::vector<bool> active_;
  std::vector<float> cost_;
  std::vector<std::vector<uint8_t>> words_;
};

}  // namespace

std::vector<uint8_t> polar_encode(const std::vector<uint8_t>& frame) {
  std::vector<uint8_t> word(kCodeBits, 0);
  size_t next = 0;
  for (size_t i = 0; i < word.size(); ++i)
    if (information()[i]) word[i] = frame[next++];
  for (size_t half = 1; half < word.size(); half *= 2)
    for (size_t i = 0; i < word.size(); i += 2 * half)
      for (size_t j = i; j < i + half; ++j) word[j] ^= word[j + half];
  return word;
}

std::vector<std::vector<uint8_t>> polar_decode(const std::vector<float>& llr, const std::vector<uint8_t>& known,
                                               int list_size) {
  return ListDecoder(llr, known, list_size).run();
}

}  // namespace imprint::watermark
