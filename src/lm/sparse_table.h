#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/random.h"

/// A read-only hash table from 64-bit contexts to sparse distributions, laid out so that a mapped file can be used as
/// it lies: 8 bytes a context, 4 a further value.
namespace amuse::lm {

/// One value and its probability, packed: 12 bits value, 16 bits probability.
struct SparseEntry {
  std::uint32_t value = 0;  ///< Below 4096.
  float p = 0;              ///< 0..1.
};

/// Probabilities as 16 bits, finer where they are small: p = (q / 65535)^4; relative error under 1e-3 from p = 1e-6 up.
[[nodiscard]] std::uint16_t packProbability(double p) noexcept;
[[nodiscard]] inline float unpackProbability(std::uint32_t q) noexcept {
  const float root = static_cast<float>(q) * (1.0f / 65535);
  return root * root * (root * root);
}

/// A view of a table in memory that somebody else owns. Any bytes are safe to look into: a broken table gives wrong
/// numbers, never a read outside it.
class SparseTable {
 public:
  SparseTable() = default;
  /// `slots`: a power of two of 64-bit slots; `entries`: the values of contexts with more than one.
  SparseTable(std::span<const std::uint64_t> slots, std::span<const std::uint32_t> entries) noexcept
      : slots_(slots), entries_(entries), mask_(std::has_single_bit(slots.size()) ? slots.size() - 1 : kNoSlots) {}

  /// Begins to load what visit(key) will look at first: look-ups wait for memory, and many can wait at once.
  void prefetch(std::uint64_t key) const noexcept {
    if (mask_ != kNoSlots) __builtin_prefetch(&slots_[mixBits(key) & mask_]);
  }

  /// Calls visit(value, p) for each value of the context. Returns the probability left for shorter contexts (1 when
  /// the context is unknown).
  template <typename Visit>
  float visit(std::uint64_t key, Visit&& visit) const {
    const std::uint64_t slot = find(key);
    if (slot == 0) return 1;
    const auto packed = static_cast<std::uint32_t>(slot);
    if (packed >> 31) {
      const float p = unpackProbability(packed & 0xffff);
      visit(packed >> 16 & 0xfff, p);
      return left(p);
    }
    float sum = 0;
    for (const std::uint32_t entry : entriesAt(packed)) {
      const float p = unpackProbability(entry & 0xffff);
      visit(entry >> 16 & 0xfff, p);
      sum += p;
    }
    return left(sum);
  }

 private:
  /// Never zero, so that a value unseen in a context keeps a probability.
  [[nodiscard]] static float left(float sum) noexcept { return sum < 0.99999f ? 1 - sum : 1e-5f; }
  [[nodiscard]] std::uint64_t find(std::uint64_t key) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> entriesAt(std::uint32_t offset) const noexcept;

  std::span<const std::uint64_t> slots_;
  std::span<const std::uint32_t> entries_;
  static constexpr std::size_t kNoSlots = static_cast<std::size_t>(-1);
  std::size_t mask_ = kNoSlots;
};

/// Gathers contexts and lays them out. Deterministic in the order of `add`.
class SparseTableBuilder {
 public:
  /// `entries` must not be empty; a context may be added once.
  void add(std::uint64_t key, std::span<const SparseEntry> entries);
  [[nodiscard]] std::size_t contexts() const noexcept { return contexts_.size(); }

  struct Layout {
    std::vector<std::uint64_t> slots;
    std::vector<std::uint32_t> entries;
    [[nodiscard]] SparseTable view() const noexcept { return {slots, entries}; }
  };
  [[nodiscard]] Layout finish() const;

 private:
  std::vector<std::pair<std::uint64_t, std::uint32_t>> contexts_;  ///< Key and packed half of its slot.
  std::vector<std::uint32_t> entries_;
};

}  // namespace amuse::lm
