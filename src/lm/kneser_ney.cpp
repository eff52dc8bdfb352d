#include "lm/kneser_ney.h"

#include <algorithm>
#include <cmath>

#include "base/assert.h"

namespace amuse::lm {

void KneserNey::add(std::span<const std::uint64_t> chain, std::uint32_t value, double weight) {
  for (std::size_t depth = chain.size(); depth-- > 0;) {
    Context& context = contexts_[chain[depth]];
    context.depth = depth;
    context.total += weight;
    const auto known =
        std::find_if(context.counts.begin(), context.counts.end(), [&](const auto& c) { return c.first == value; });
    if (known != context.counts.end()) {
      known->second += weight;
      return;
    }
    context.counts.emplace_back(value, weight);
  }
}

void KneserNey::finish() {
  std::vector<std::array<double, 5>> countsOfCounts;
  for (const auto& [key, context] : contexts_) {
    if (context.depth >= countsOfCounts.size()) countsOfCounts.resize(context.depth + 1);
    for (const auto& [value, count] : context.counts) {
      const long rounded = std::lround(count);
      if (rounded >= 1 && rounded <= 4) ++countsOfCounts[context.depth][static_cast<std::size_t>(rounded)];
    }
  }
  discounts_.clear();
  for (const auto& n : countsOfCounts) {
    const double y = n[1] > 0 ? n[1] / (n[1] + 2 * n[2]) : 0.5;
    auto& discount = discounts_.emplace_back();
    // Small data leave holes in the counts of counts; a discount then falls back on the plain one.
    for (std::size_t c = 1; c <= 3; ++c) {
      const auto size = static_cast<double>(c);
      discount[c - 1] = n[c] > 0 ? std::clamp(size - (size + 1) * y * n[c + 1] / n[c], 0.05, 0.95 * size) : y;
    }
  }
}

double KneserNey::discountOf(std::size_t depth, double count) const noexcept {
  const auto& discount = discounts_[depth];
  if (count < 1) return count * discount[0];
  return discount[count < 1.5 ? 0 : count < 2.5 ? 1 : 2];
}

double KneserNey::probability(std::span<const std::uint64_t> chain, std::uint32_t value) const {
  double p = 1.0 / valueCount_;
  for (const std::uint64_t key : chain) {
    const auto found = contexts_.find(key);
    if (found == contexts_.end()) continue;
    const Context& context = found->second;
    double held = 0, own = 0;
    for (const auto& [other, count] : context.counts) {
      const double discount = discountOf(context.depth, count);
      held += discount;
      if (other == value) own = count - discount;
    }
    p = (own + held * p) / context.total;
  }
  return p;
}

void KneserNey::probabilities(std::span<const std::uint64_t> chain, std::span<float> out) const {
  AMUSE_ASSERT(out.size() == static_cast<std::size_t>(valueCount_));
  std::fill(out.begin(), out.end(), 1.0f / static_cast<float>(valueCount_));
  for (const std::uint64_t key : chain) {
    const auto found = contexts_.find(key);
    if (found == contexts_.end()) continue;
    const Context& context = found->second;
    double held = 0;
    for (const auto& [value, count] : context.counts) held += discountOf(context.depth, count);
    const auto left = static_cast<float>(held / context.total);
    for (float& p : out) p *= left;
    for (const auto& [value, count] : context.counts)
      out[value] += static_cast<float>((count - discountOf(context.depth, count)) / context.total);
  }
}

SparseTableBuilder KneserNey::table() const {
  std::vector<std::pair<std::uint64_t, const Context*>> ordered;
  ordered.reserve(contexts_.size());
  for (const auto& [key, context] : contexts_) ordered.emplace_back(key, &context);
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second->depth, a.first) < std::pair(b.second->depth, b.first);
  });
  SparseTableBuilder builder;
  std::vector<SparseEntry> entries;
  for (const auto& [key, context] : ordered) {
    entries.clear();
    for (const auto& [value, count] : context->counts) {
      const double p = (count - discountOf(context->depth, count)) / context->total;
      entries.push_back({value, static_cast<float>(p)});
    }
    builder.add(key, entries);
  }
  return builder;
}

}  // namespace amuse::lm
