#include "payload/polar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/simd.h"
#include "payload/frame.h"

namespace imprint::payload {
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

// What the decoder decides at once: a part of the word whose bits are all frozen, or all but the last, which repeats
// that one bit, or one bit of the frame. It spans 2^(kLevels - level) positions.
struct Node {
  int level, phase;  // phase: which one of its level
  bool holds_bit;
};

// From left to right, as large as can be. A path's cost after a node is the same as after its bits one by one.
void split_into_nodes(int level, int phase, std::vector<Node>& nodes) {
  const int span = 1 << (kLevels - level), first = phase * span;
  const auto held = std::count(information().begin() + first, information().begin() + first + span, true);
  if (held == 0 || (held == 1 && information()[static_cast<size_t>(first + span - 1)])) {
    nodes.push_back({level, phase, held == 1});
    return;
  }
  split_into_nodes(level + 1, 2 * phase, nodes);
  split_into_nodes(level + 1, 2 * phase + 1, nodes);
}

const std::vector<Node>& nodes() {
  static const std::vector<Node> all = [] {
    std::vector<Node> out;
    split_into_nodes(0, 0, out);
    return out;
  }();
  return all;
}

// Min-sum: 0.1 dB short of the exact rule, and free of exp and log.
[[gnu::always_inline]] inline float min_sum(float a, float b) {
  const float magnitude = std::min(std::fabs(a), std::fabs(b));
  return (a < 0) != (b < 0) ? -magnitude : magnitude;
}

IMPRINT_SIMD
void check_wide(const float* __restrict a, const float* __restrict b, float* __restrict out, size_t count) {
  for (size_t i = 0; i < count; ++i) out[i] = min_sum(a[i], b[i]);
}

IMPRINT_SIMD
void combine_wide(const float* __restrict a, const float* __restrict b, const uint8_t* __restrict bits,
                  float* __restrict out, size_t count) {
  for (size_t i = 0; i < count; ++i) out[i] = b[i] + (bits[i] != 0 ? -a[i] : a[i]);
}

constexpr size_t kWide = 8;  // a call of a function with vectors pays from here on

// One decoding path: the likelihoods and partial sums of every level of the butterfly, shared between paths until
// written. Level k holds 2^(kLevels - k) values; level 0 is the channel, level kLevels one bit.
class ListDecoder {
 public:
  ListDecoder(const std::vector<float>& llr, const std::vector<uint8_t>& known, int list_size)
      : list_size_(static_cast<size_t>(list_size)), known_(known), paths_(list_size_) {
    for (size_t level = 0; level <= kLevels; ++level) {
      const size_t size = width(static_cast<int>(level)) * (level == 0 ? 1 : list_size_);  // all share the channel
      llr_[level].resize(size);
      sums_[level].resize(2 * size);
      users_[level].assign(list_size_, 0);
      users_[level][0] = 1;
      for (size_t slot = list_size_ - 1; slot > 0; --slot) free_[level].push_back(static_cast<uint8_t>(slot));
    }
    for (size_t path = list_size_ - 1; path > 0; --path) idle_.push_back(path);
    active_.push_back(0);
    std::copy(llr.begin(), llr.end(), llr_[0].begin());
  }

  std::vector<std::vector<uint8_t>> run() {
    for (const Node& node : nodes()) {
      for (size_t path : active_) compute_llr(path, node.level, node.phase);
      if (!node.holds_bit)
        for (size_t path : active_) set(path, node, 0);
      else if (frame_bits_ < known_.size())
        for (size_t path : active_) take(path, node, known_[frame_bits_]);
      else
        extend_paths(node);
      frame_bits_ += node.holds_bit ? 1 : 0;
      if (node.phase % 2 == 1)
        for (size_t path : active_) propagate(path, node.level, node.phase);
    }
    return ranked();
  }

 private:
  static_assert(kMaxListSize <= 256, "slots are numbered by bytes");
  struct Path {
    std::array<uint8_t, kLevels + 1> slot{};
    std::array<uint64_t, (kFrameBits + 63) / 64> word{};  // bit i of the frame is bit i
    float cost = 0;
  };

  static size_t width(int level) { return size_t{1} << (kLevels - level); }
  float* llr(int level, size_t slot) { return llr_[static_cast<size_t>(level)].data() + width(level) * slot; }
  // Two columns of partial sums per slot: of the even and of the odd phase.
  uint8_t* sums(int level, size_t slot, int odd) {
    return sums_[static_cast<size_t>(level)].data() + width(level) * (2 * slot + static_cast<size_t>(odd));
  }
  size_t read_slot(int level, size_t path) const { return paths_[path].slot[static_cast<size_t>(level)]; }

  // A slot of its own for `path` to write to in this phase. Of what stood in one that others use too only the sums of the
  // even phase are ever read again, in the odd one.
  size_t write_slot(int level, size_t path, int phase) {
    const auto l = static_cast<size_t>(level);
    const size_t old_slot = paths_[path].slot[l];
    if (users_[l][old_slot] == 1) return old_slot;
    const size_t slot = free_[l].back();
    free_[l].pop_back();
    if (phase % 2 == 1) std::copy_n(sums(level, old_slot, 0), width(level), sums(level, slot, 0));
    --users_[l][old_slot];
    users_[l][slot] = 1;
    paths_[path].slot[l] = static_cast<uint8_t>(slot);
    return slot;
  }

  void compute_llr(size_t path, int level, int phase) {
    if (level == 0) return;
    if (phase % 2 == 0) compute_llr(path, level - 1, phase / 2);
    const size_t to = write_slot(level, path, phase), half = width(level);
    const float *a = llr(level - 1, read_slot(level - 1, path)), *b = a + half;
    float* out = llr(level, to);
    if (phase % 2 == 0) {
      if (half >= kWide) return check_wide(a, b, out, half);
      for (size_t i = 0; i < half; ++i) out[i] = min_sum(a[i], b[i]);
    } else {
      const uint8_t* bits = sums(level, to, 0);
      if (half >= kWide) return combine_wide(a, b, bits, out, half);
      for (size_t i = 0; i < half; ++i) out[i] = b[i] + (bits[i] != 0 ? -a[i] : a[i]);
    }
  }

  void propagate(size_t path, int level, int phase) {
    if (level <= 1) return;
    const int parent_phase = phase / 2;
    const size_t from = read_slot(level, path), to = write_slot(level - 1, path, parent_phase), half = width(level);
    const uint8_t *even = sums(level, from, 0), *odd = sums(level, from, 1);
    uint8_t* out = sums(level - 1, to, parent_phase % 2);
    for (size_t i = 0; i < half; ++i) out[i] = even[i] ^ odd[i];
    std::copy_n(odd, half, out + half);
    if (parent_phase % 2 == 1) propagate(path, level - 1, parent_phase);
  }

  void set(size_t path, const Node& node, uint8_t bit) {
    paths_[path].cost += costs(path, node)[bit];
    write(path, node, bit);
  }
  void write(size_t path, const Node& node, uint8_t bit) {
    if (node.level > 0) std::fill_n(sums(node.level, write_slot(node.level, path, node.phase), node.phase % 2), width(node.level), bit);
  }
  void take(size_t path, const Node& node, uint8_t bit) {
    set(path, node, bit);
    note(path, bit);
  }
  void note(size_t path, uint8_t bit) { paths_[path].word[frame_bits_ / 64] |= uint64_t{bit} << frame_bits_ % 64; }

  // What a node's positions cost if their sums are all 0 and all 1.
  std::array<float, 2> costs(size_t path, const Node& node) {
    const float* values = llr(node.level, read_slot(node.level, path));
    std::array<float, 2> out{};
    for (size_t i = 0; i < width(node.level); ++i) {
      out[0] += std::max(-values[i], 0.f);
      out[1] += std::max(values[i], 0.f);
    }
    return out;
  }

  struct Choice {
    float cost;
    uint16_t path;
    uint8_t bit;
  };

  void extend_paths(const Node& node) {
    choices_.clear();
    for (size_t path : active_) {
      const std::array<float, 2> cost = costs(path, node);
      for (uint8_t bit : {0, 1}) choices_.push_back({paths_[path].cost + cost[bit], static_cast<uint16_t>(path), bit});
    }
    const size_t keep = std::min(choices_.size(), list_size_);
    std::nth_element(choices_.begin(), choices_.begin() + static_cast<std::ptrdiff_t>(keep) - 1, choices_.end(),
                     [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
    choices_.resize(keep);

    uses_.assign(list_size_, 0);
    for (const Choice& c : choices_) ++uses_[c.path];
    std::erase_if(active_, [&](size_t path) {
      if (uses_[path] == 0) stop(path);
      return uses_[path] == 0;
    });
    for (const Choice& c : choices_) {
      const size_t path = --uses_[c.path] > 0 ? copy_of(c.path) : c.path;
      paths_[path].cost = c.cost;
      write(path, node, c.bit);
      note(path, c.bit);
    }
  }

  void stop(size_t path) {
    for (size_t level = 0; level <= kLevels; ++level) {
      const uint8_t slot = paths_[path].slot[level];
      if (--users_[level][slot] == 0) free_[level].push_back(slot);
    }
    idle_.push_back(path);
  }

  // Made before the original is extended, so both start from the same word.
  size_t copy_of(size_t path) {
    const size_t copy = idle_.back();
    idle_.pop_back();
    active_.push_back(copy);
    paths_[copy] = paths_[path];
    for (size_t level = 0; level <= kLevels; ++level) ++users_[level][paths_[path].slot[level]];
    return copy;
  }

  std::vector<std::vector<uint8_t>> ranked() {
    std::stable_sort(active_.begin(), active_.end(), [&](size_t a, size_t b) { return paths_[a].cost < paths_[b].cost; });
    std::vector<std::vector<uint8_t>> words;
    for (size_t path : active_) {
      std::vector<uint8_t>& word = words.emplace_back(kFrameBits);
      for (size_t i = 0; i < word.size(); ++i) word[i] = paths_[path].word[i / 64] >> i % 64 & 1;
    }
    return words;
  }

  const size_t list_size_;
  const std::vector<uint8_t>& known_;  // first bits of the frame
  size_t frame_bits_ = 0;              // that are decided
  std::vector<Path> paths_;
  std::vector<size_t> active_, idle_;
  std::array<std::vector<float>, kLevels + 1> llr_;
  std::array<std::vector<uint8_t>, kLevels + 1> sums_;
  std::array<std::vector<uint16_t>, kLevels + 1> users_;  // paths per slot
  std::array<std::vector<uint8_t>, kLevels + 1> free_;    // slots without a path
  std::vector<Choice> choices_;
  std::vector<int> uses_;
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

}  // namespace imprint::payload
