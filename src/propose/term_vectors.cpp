#include "propose/term_vectors.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>

#include "base/random.h"

namespace amuse::propose {
namespace {

struct SparseEntry {
  int row, column;
  double value;
};

// Context counts are smoothed by the power 0.75, so that rare partners do not get the largest values.
std::vector<SparseEntry> mutualInformation(std::span<const std::vector<int>> termSets, int termCount) {
  std::unordered_map<std::uint64_t, double> pairs;
  std::vector<double> count(static_cast<std::size_t>(termCount));
  for (const auto& set : termSets) {
    if (set.size() < 2) continue;
    const double share = 1.0 / static_cast<double>(set.size() - 1);
    for (const int a : set) {
      for (const int b : set) {
        if (a == b) continue;
        pairs[static_cast<std::uint64_t>(a) << 32 | static_cast<std::uint32_t>(b)] += share;
        count[static_cast<std::size_t>(a)] += share;
      }
    }
  }
  double total = 0, smoothTotal = 0;
  for (const double c : count) {
    total += c;
    smoothTotal += std::pow(c, 0.75);
  }
  std::vector<SparseEntry> entries;
  for (const auto& [key, value] : pairs) {
    const int a = static_cast<int>(key >> 32), b = static_cast<int>(key & 0xffffffffu);
    const double expected =
        count[static_cast<std::size_t>(a)] * std::pow(count[static_cast<std::size_t>(b)], 0.75) / smoothTotal;
    const double information = std::log(value / expected);
    if (total > 0 && information > 0) entries.push_back({a, b, information});
  }
  // The map's order differs between libraries; sums of doubles must not.
  std::sort(entries.begin(), entries.end(),
            [](const auto& x, const auto& y) { return x.row != y.row ? x.row < y.row : x.column < y.column; });
  return entries;
}

using Columns = std::vector<std::vector<double>>;

void orthonormalise(Columns& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto& column = columns[i];
    for (std::size_t j = 0; j < i; ++j) {
      double dot = 0;
      for (std::size_t k = 0; k < column.size(); ++k) dot += column[k] * columns[j][k];
      for (std::size_t k = 0; k < column.size(); ++k) column[k] -= dot * columns[j][k];
    }
    double norm = 0;
    for (const double x : column) norm += x * x;
    norm = std::sqrt(std::max(norm, 1e-30));
    for (double& x : column) x /= norm;
  }
}

// M M^T applied to each column.
void applySquare(const std::vector<SparseEntry>& entries, Columns& columns) {
  for (auto& column : columns) {
    std::vector<double> middle(column.size()), result(column.size());
    for (const auto& e : entries)
      middle[static_cast<std::size_t>(e.column)] += e.value * column[static_cast<std::size_t>(e.row)];
    for (const auto& e : entries)
      result[static_cast<std::size_t>(e.row)] += e.value * middle[static_cast<std::size_t>(e.column)];
    column = std::move(result);
  }
}

}  // namespace

std::vector<float> termVectors(std::span<const std::vector<int>> termSets, int termCount, int size) {
  const auto entries = mutualInformation(termSets, termCount);
  const auto rows = static_cast<std::size_t>(termCount);
  Random random(7);
  Columns columns(static_cast<std::size_t>(size), std::vector<double>(rows));
  for (auto& column : columns) {
    for (double& x : column) x = random.normal();
  }
  constexpr int kIterations = 30;
  std::vector<double> strength(columns.size(), 1);
  for (int i = 0; i < kIterations; ++i) {
    orthonormalise(columns);
    applySquare(entries, columns);
  }
  for (std::size_t j = 0; j < columns.size(); ++j) {
    double norm = 0;
    for (const double x : columns[j]) norm += x * x;
    strength[j] = std::pow(norm, 0.125);  // singular value to the power one half
  }
  orthonormalise(columns);
  std::vector<float> out(rows * columns.size());
  for (std::size_t i = 0; i < rows; ++i) {
    double norm = 0;
    for (std::size_t j = 0; j < columns.size(); ++j) norm += std::pow(columns[j][i] * strength[j], 2);
    if (norm < 1e-16) continue;
    for (std::size_t j = 0; j < columns.size(); ++j) {
      out[i * columns.size() + j] = static_cast<float>(columns[j][i] * strength[j] / std::sqrt(norm));
    }
  }
  return out;
}

}  // namespace amuse::propose
