#include "inspire/internal/rank_features.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace amuse::inspire {
namespace {

// Places of features that stand here for what they are.
constexpr std::size_t kTag = 1, kHeard = 16, kBoth = 24;
constexpr std::size_t kHeardPlace = 21, kTagPlace = 22, kBothPlace = 25;

/// The chance the encoder gives a tag; 0 for one it was not taught.
double heardOf(const ReadingView& view, const std::string& tag) {
  if (view.voice.pieces.empty()) return 0;
  const auto index = view.encoder.findTag(tag);
  return index ? std::clamp<double>(view.voice.tags[*index], 0, 1) : 0;
}

/// The chance the encoder gives a tag in a text like any other.
double usualOf(const ReadingView& view, const std::string& tag) {
  const auto index = view.encoder.findTag(tag);
  return index ? view.encoder.usualChance(*index) : 0;
}

double tagOf(const ReadingView& view, const std::string& tag) {
  const auto it = view.model.tagIndex.find(tag);
  return it == view.model.tagIndex.end() ? 0 : view.prediction.tags[it->second];
}

double countOf(const ReadingView& view, const std::string& tag) {
  const auto it = view.model.tagIndex.find(tag);
  return it == view.model.tagIndex.end() ? 0 : view.model.tagCounts[it->second];
}

/// 1 for the candidate with the most of feature `from`, 1/2 for the next, and so on, as feature `to`.
void addPlaces(std::vector<Candidate>& candidates, std::size_t from, std::size_t to) {
  std::vector<std::size_t> order(candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return candidates[a].features[from] > candidates[b].features[from];
  });
  for (std::size_t place = 0; place < order.size(); ++place)
    candidates[order[place]].features[to] = 1 / static_cast<double>(place + 1);
}

}  // namespace

double distanceTo(const brief::Affect& a, const brief::Affect& b) {
  const double v = a.valence - b.valence, r = a.arousal - b.arousal, t = a.tension - b.tension;
  return std::sqrt(v * v + r * r + 0.7 * t * t);
}

Candidate makeCandidate(const ReadingView& view, const std::string& word, const Support& support) {
  Candidate candidate{word, {}, support.matches, std::nullopt, 0, support.named};
  candidate.affect = view.keywords.findAffect(word);
  const double said = 1 - support.miss, tag = tagOf(view, "k:" + word), genre = tagOf(view, "g:" + word);
  const double prior = std::sqrt(std::min(1.0, view.model.keywordPrior(word) / 0.35));
  const double away = candidate.affect ? distanceTo(*candidate.affect, view.affect) : 0.8;
  const double matches = static_cast<double>(view.reading.matches.size());
  const double heard = heardOf(view, "k:" + word);
  candidate.features = {1,
                        3 * tag,
                        3 * genre,
                        said,
                        support.best,
                        prior * said,
                        away,
                        said > 0 ? prior : 0.0,
                        support.ownWord ? said : 0.0,
                        0.3 * std::log1p(countOf(view, "k:" + word)),
                        0.3 * std::log1p(countOf(view, "g:" + word)),
                        support.named ? 1.0 : 0.0,
                        said / (1 + matches),
                        support.first ? 1.0 : 0.0,
                        said > 0 ? 1.0 : 0.0,
                        std::sqrt(std::max(0.0, tag)),
                        2 * heard,
                        std::sqrt(heard),
                        2 * std::sqrt(heardOf(view, "g:" + word)),
                        view.encoder.findTag("k:" + word) ? 1.0 : 0.0,
                        0.2 * std::log(std::max(heard, 3e-3)),
                        0,
                        0,
                        0.2 * std::log(std::max(tag, 3e-3)),
                        0.2 * (std::log(std::max(heard, 1e-3)) + std::log(std::max(tag, 2e-3))),
                        0,
                        0.3 * std::log(std::max(usualOf(view, "k:" + word), 5e-4))};
  return candidate;
}

void compareCandidates(std::vector<Candidate>& candidates) {
  addPlaces(candidates, kHeard, kHeardPlace);
  addPlaces(candidates, kTag, kTagPlace);
  addPlaces(candidates, kBoth, kBothPlace);
  for (Candidate& candidate : candidates) {
    auto at = candidate.features.begin() + kPlainRankFeatures;
    for (std::size_t i = 0; i < kPairedFeatures.size(); ++i)
      for (std::size_t j = i; j < kPairedFeatures.size(); ++j)
        *at++ = candidate.features[kPairedFeatures[i]] * candidate.features[kPairedFeatures[j]];
  }
}

}  // namespace amuse::inspire
