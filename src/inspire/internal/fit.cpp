#include "inspire/internal/fit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "inspire/internal/candidates.h"

namespace amuse::inspire {
namespace {

struct Example {
  std::vector<Feature> features;
  Targets targets{};
  double weight = 1;
};

Targets targetsOf(const brief::Affect& affect, theory::Mode mode, std::array<int, 2> tempo) {
  Targets t{affect.valence, affect.arousal, affect.tension, affect.complexity};
  if (tempo[0] > 0) {
    t[4] = std::log2((tempo[0] + tempo[1]) / 200.0);
    t[5] = std::log2(static_cast<double>(tempo[1]) / tempo[0]);
  } else {
    t[4] = 0, t[5] = 0.3;
  }
  for (int i = 0; i < theory::kModeCount; ++i) t[6 + i] = theory::kModes[i] == mode ? 1 : 0;
  return t;
}

bool isDense(const std::string& name) { return name.find(':') == std::string::npos; }

double penaltyOf(const std::string& name, const FitSettings& settings) {
  if (name == "bias") return settings.denseRidge * 0.1;
  return isDense(name) ? settings.denseRidge : settings.sparseRidge;
}

/// Drops what is rare or switched off, and folds weight and penalty into the values, so that plain inner products of
/// examples make the kernel.
void scaleExamples(std::vector<Example>& examples, const FitSettings& settings) {
  std::map<std::string, int> counts;
  for (const Example& example : examples)
    for (const Feature& feature : example.features) ++counts[feature.name];
  for (Example& example : examples) {
    std::vector<Feature> kept;
    for (const Feature& feature : example.features) {
      if (counts[feature.name] < settings.minCount) continue;
      kept.push_back({feature.name, feature.value / std::sqrt(penaltyOf(feature.name, settings))});
    }
    std::sort(kept.begin(), kept.end(), [](const Feature& a, const Feature& b) { return a.name < b.name; });
    example.features = std::move(kept);
  }
}

double innerProduct(const std::vector<Feature>& a, const std::vector<Feature>& b) {
  double sum = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const int order = a[i].name.compare(b[j].name);
    if (order == 0)
      sum += a[i++].value * b[j++].value;
    else if (order < 0)
      ++i;
    else
      ++j;
  }
  return sum;
}

/// In-place Cholesky factor of a symmetric positive matrix, lower half, row-major.
void factorise(std::vector<double>& m, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = m[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= m[i * n + k] * m[j * n + k];
      m[i * n + j] = i == j ? std::sqrt(sum) : sum / m[j * n + j];
    }
  }
}

std::vector<double> solveFactored(const std::vector<double>& m, std::vector<double> b, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= m[i * n + k] * b[k];
    b[i] /= m[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= m[k * n + i] * b[k];
    b[i] /= m[i * n + i];
  }
  return b;
}

/// Dual ridge: (K + 1/weight) alpha = targets, weights = X' alpha / penalty.
std::unordered_map<std::string, Targets> solveRidge(const std::vector<Example>& examples, const FitSettings& settings) {
  const std::size_t n = examples.size();
  std::vector<double> kernel(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) kernel[i * n + j] = innerProduct(examples[i].features, examples[j].features);
    kernel[i * n + i] += 1 / examples[i].weight;
  }
  factorise(kernel, n);
  std::unordered_map<std::string, Targets> rows;
  for (std::size_t t = 0; t < kTargetCount; ++t) {
    std::vector<double> b(n);
    for (std::size_t i = 0; i < n; ++i) b[i] = examples[i].targets[t];
    const std::vector<double> alpha = solveFactored(kernel, std::move(b), n);
    for (std::size_t i = 0; i < n; ++i)
      for (const Feature& feature : examples[i].features)
        rows[feature.name][t] += alpha[i] * feature.value / std::sqrt(penaltyOf(feature.name, settings));
  }
  return rows;
}

struct PriorCount {
  double offered = 0, named = 0;
};

/// Shrunk share of offers that were named; what was offered once or twice stays near the common share.
std::unordered_map<std::string, double> shrunkPriors(const std::map<std::string, PriorCount>& counts, double& common) {
  PriorCount all;
  for (const auto& [name, count] : counts) all.offered += count.offered, all.named += count.named;
  common = all.named / std::max(all.offered, 1.0);
  std::unordered_map<std::string, double> priors;
  constexpr double kShrink = 4;
  for (const auto& [name, count] : counts)
    if (count.offered >= 2) priors[name] = (count.named + kShrink * common) / (count.offered + kShrink);
  return priors;
}

}  // namespace

ReaderWeights fitReader(const Vocabulary& vocabulary, const std::vector<InspirationRecord>& train,
                        const std::vector<KeywordSet>& sets, const FitSettings& settings) {
  std::vector<Example> examples;
  std::map<std::string, PriorCount> keywordCounts, genreCounts;
  for (const InspirationRecord& record : train) {
    const Reading reading = readMatches(vocabulary, record.text);
    examples.push_back({featuresOf(reading), targetsOf(record.affect, record.mode, record.tempoBpm), 1});
    std::set<std::string> offeredKeywords, offeredGenres;
    for (const Match& match : reading.matches) {
      for (const Offer& offer : offersOf(vocabulary, match)) offeredKeywords.insert(offer.word);
      offeredGenres.insert(match.genres.begin(), match.genres.end());
    }
    const auto count = [](std::map<std::string, PriorCount>& counts, const std::set<std::string>& offered,
                          const std::vector<std::string>& named) {
      for (const std::string& word : offered) {
        counts[word].offered += 1;
        counts[word].named += std::find(named.begin(), named.end(), word) != named.end() ? 1 : 0;
      }
    };
    count(keywordCounts, offeredKeywords, record.keywords);
    count(genreCounts, offeredGenres, record.genres);
  }
  for (const KeywordSet& set : sets) {
    const Reading reading = readMatches(vocabulary, join(set.keywords, ", "));
    examples.push_back({featuresOf(reading), targetsOf(set.affect, set.mode, set.tempoBpm), settings.setWeight});
  }
  scaleExamples(examples, settings);
  ReaderWeights weights;
  weights.rows = solveRidge(examples, settings);
  weights.keywordPriors = shrunkPriors(keywordCounts, weights.unseenKeywordPrior);
  weights.genrePriors = shrunkPriors(genreCounts, weights.unseenGenrePrior);
  return weights;
}

}  // namespace amuse::inspire
