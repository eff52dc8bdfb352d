#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "lm/sparse_table.h"

/// Interpolated modified Kneser-Ney over any chain of contexts, from general to specific.
namespace amuse::lm {

/// Counts, discounts and probabilities. Contexts are opaque keys: the caller names, for each event, the chain of
/// contexts it was seen in, the most general first, and uses the same depths throughout.
/// Source: Chen and Goodman, "An empirical study of smoothing techniques", 1998 (modified Kneser-Ney, interpolated).
class KneserNey {
 public:
  /// `valueCount`: values are 0..valueCount-1 (at most 4096); the chain ends in the uniform distribution over them.
  explicit KneserNey(int valueCount) : valueCount_(valueCount) {}

  /// One event. The most specific context counts it as it is, every more general one only when it is new there.
  /// Fractional weights are allowed; at most 16 keys, all different over the whole chain and its depths.
  void add(std::span<const std::uint64_t> chain, std::uint32_t value, double weight = 1);
  /// Estimates the discounts of each depth from the counts of counts; call once, after the last add.
  void finish();

  /// P(value | the chain); sums to 1 over the values.
  [[nodiscard]] double probability(std::span<const std::uint64_t> chain, std::uint32_t value) const;
  /// All of them at once; `out` holds valueCount numbers.
  void probabilities(std::span<const std::uint64_t> chain, std::span<float> out) const;
  /// The discounts of a depth for counts of 1, 2, and 3 or more.
  [[nodiscard]] std::array<double, 3> discounts(std::size_t depth) const { return discounts_.at(depth); }

  /// Every context with its discounted probabilities, most general first, in an order that depends on nothing else.
  [[nodiscard]] SparseTableBuilder table() const;

 private:
  struct Context {
    std::size_t depth = 0;
    double total = 0;
    std::vector<std::pair<std::uint32_t, double>> counts;
  };
  [[nodiscard]] double discountOf(std::size_t depth, double count) const noexcept;

  int valueCount_;
  std::unordered_map<std::uint64_t, Context> contexts_;
  std::vector<std::array<double, 3>> discounts_;
};

}  // namespace amuse::lm
