#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "inspire/internal/features.h"
#include "theory/mode.h"

/// The fitted part of the reader, models/reader.bin: linear scores of affect, tempo, modes, keywords and genres, and
/// the ranker that chooses among keywords.
namespace amuse::inspire {

/// What the linear model says first, in this order: four affects, log2(tempo middle / 100), log2(tempo high / low),
/// then a score for each of the nine modes. After these come the tags: keywords, then genres.
inline constexpr std::size_t kTargetCount = 6 + theory::kModeCount;
using Targets = std::array<double, kTargetCount>;
/// What is to be said of a text with that affect, mode and tempo (beats a minute; 0: none is known).
[[nodiscard]] Targets targetsOf(const brief::Affect& affect, theory::Mode mode, std::array<int, 2> tempo) noexcept;

/// What the ranker looks at in a candidate keyword: plain features, see rank_features.cpp for what each means, and the
/// products of every two of some of them.
inline constexpr std::size_t kPlainRankFeatures = 27;
inline constexpr std::array<std::size_t, 8> kPairedFeatures{3, 5, 6, 9, 17, 24, 25, 26};
inline constexpr std::size_t kRankFeatures =
    kPlainRankFeatures + kPairedFeatures.size() * (kPairedFeatures.size() + 1) / 2;
using RankFeatures = std::array<double, kRankFeatures>;
/// The ranker's chance that a partner names a candidate.
[[nodiscard]] double chanceOf(const RankFeatures& weights, const RankFeatures& features) noexcept;

struct Prediction {
  Targets targets{};
  std::vector<float> tags;  ///< Parallel to ReaderModel::tags.
};

struct ReaderModel {
  std::vector<std::string> tags;                            ///< "k:tender", "g:folk".
  std::vector<double> tagCounts;                            ///< How many training texts were given it.
  std::unordered_map<std::string, std::uint32_t> features;  ///< Name -> row.
  std::vector<float> weights;  ///< Row-major: a row has kTargetCount + tags.size() numbers.
  std::unordered_map<std::string, double> keywordPriors, genrePriors;  ///< Chance that an offered word is named.
  double unseenKeywordPrior = 0.1, unseenGenrePrior = 0.1;
  RankFeatures rank{};
  std::vector<float> voices;  ///< How words and encoder are mixed, see voices.h; rows of kTargetCount. May be empty.
  std::unordered_map<std::string, std::uint32_t> tagIndex;  ///< Made from `tags`.

  [[nodiscard]] std::size_t columns() const noexcept { return kTargetCount + tags.size(); }
  /// One row of weights; empty for a feature the fit never met.
  [[nodiscard]] std::span<const float> rowOf(const std::string& feature) const;
  [[nodiscard]] Prediction predict(const std::vector<Feature>& features) const;
  [[nodiscard]] double keywordPrior(const std::string& keyword) const;
  [[nodiscard]] double genrePrior(const std::string& genre) const;
  void indexTags();
};

/// Errors: Parse (not such a file, cut short, sizes beyond reason).
[[nodiscard]] Result<ReaderModel> parseReaderModel(std::string_view bytes);
/// Weights are kept to 1/32767 of their column's largest.
[[nodiscard]] std::string writeReaderModel(const ReaderModel& model);

}  // namespace amuse::inspire
