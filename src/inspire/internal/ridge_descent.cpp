#include "inspire/internal/ridge_descent.h"

#include <algorithm>
#include <array>

namespace amuse::inspire {
namespace {

constexpr std::size_t kAtOnce = 16;  ///< Targets that go through the data together.
constexpr int kSteps = 25;           ///< The residual is then under a hundredth of what it was.
using Block = std::array<float, kAtOnce>;
using Blocks = std::vector<Block>;
using Sums = std::array<double, kAtOnce>;

void add(Block& to, double factor, const Block& from) {
  const auto f = static_cast<float>(factor);
  for (std::size_t t = 0; t < kAtOnce; ++t) to[t] += f * from[t];
}

Sums innerProducts(const Blocks& a, const Blocks& b) {
  Sums sums{};
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t t = 0; t < kAtOnce; ++t) sums[t] += static_cast<double>(a[i][t]) * b[i][t];
  return sums;
}

class Descent {
 public:
  Descent(const std::vector<SparseRow>& rows, const std::vector<double>& penalties)
      : rows_(rows), penalties_(penalties), diagonal_(penalties) {
    for (const SparseRow& row : rows)
      for (const auto& [column, value] : row.values) diagonal_[column] += row.weight * value * value;
  }

  [[nodiscard]] Blocks solve(const Blocks& targets) const {
    Blocks weights(penalties_.size(), Block{}), left = backward(targets);
    Blocks scaled = precondition(left), way = scaled;
    Sums size = innerProducts(left, scaled);
    for (int step = 0; step < kSteps; ++step) {
      const Blocks pushed = timesMatrix(way);
      const Sums along = innerProducts(way, pushed);
      Block far{}, back{};
      for (std::size_t t = 0; t < kAtOnce; ++t) far[t] = along[t] > 0 ? static_cast<float>(size[t] / along[t]) : 0;
      for (std::size_t c = 0; c < way.size(); ++c)
        for (std::size_t t = 0; t < kAtOnce; ++t) {
          weights[c][t] += far[t] * way[c][t];
          left[c][t] -= far[t] * pushed[c][t];
        }
      scaled = precondition(left);
      const Sums next = innerProducts(left, scaled);
      for (std::size_t t = 0; t < kAtOnce; ++t) back[t] = size[t] > 0 ? static_cast<float>(next[t] / size[t]) : 0;
      size = next;
      for (std::size_t c = 0; c < way.size(); ++c)
        for (std::size_t t = 0; t < kAtOnce; ++t) way[c][t] = scaled[c][t] + back[t] * way[c][t];
    }
    return weights;
  }

 private:
  /// The data's columns times the rows' numbers, each row by its weight.
  [[nodiscard]] Blocks backward(const Blocks& ofRows) const {
    Blocks ofColumns(penalties_.size(), Block{});
    for (std::size_t r = 0; r < rows_.size(); ++r)
      for (const auto& [column, value] : rows_[r].values) add(ofColumns[column], rows_[r].weight * value, ofRows[r]);
    return ofColumns;
  }
  [[nodiscard]] Blocks timesMatrix(const Blocks& way) const {
    Blocks ofRows(rows_.size(), Block{});
    for (std::size_t r = 0; r < rows_.size(); ++r)
      for (const auto& [column, value] : rows_[r].values) add(ofRows[r], value, way[column]);
    Blocks pushed = backward(ofRows);
    for (std::size_t c = 0; c < pushed.size(); ++c) add(pushed[c], penalties_[c], way[c]);
    return pushed;
  }
  [[nodiscard]] Blocks precondition(const Blocks& left) const {
    Blocks scaled = left;
    for (std::size_t c = 0; c < scaled.size(); ++c)
      for (float& value : scaled[c]) value /= static_cast<float>(diagonal_[c]);
    return scaled;
  }

  const std::vector<SparseRow>& rows_;
  const std::vector<double>& penalties_;
  std::vector<double> diagonal_;
};

}  // namespace

std::vector<float> descendRidge(const std::vector<SparseRow>& rows, const std::vector<double>& penalties,
                                std::span<const float> targets, std::size_t targetCount) {
  const Descent descent(rows, penalties);
  std::vector<float> weights(penalties.size() * targetCount);
  for (std::size_t first = 0; first < targetCount; first += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, targetCount - first);
    Blocks wanted(rows.size(), Block{});
    for (std::size_t r = 0; r < rows.size(); ++r)
      std::copy_n(&targets[r * targetCount + first], count, wanted[r].begin());
    const Blocks solved = descent.solve(wanted);
    for (std::size_t c = 0; c < solved.size(); ++c)
      std::copy_n(solved[c].begin(), count, &weights[c * targetCount + first]);
  }
  return weights;
}

}  // namespace amuse::inspire
