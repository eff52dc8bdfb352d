#include "inspire/internal/features.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace amuse::inspire {
namespace {

constexpr double kLittleSaid = 0.35;  ///< Strength at which the mean is halfway from neutral; chosen on the train part.

double extremeOf(const brief::Affect& a) {
  return std::max({std::abs(a.valence), std::abs(a.arousal), std::abs(a.tension), std::abs(a.complexity)});
}

struct Sides {
  double bright = 0, dark = 0;
};

Sides sidesOf(const std::vector<Match>& matches) {
  Sides sides;
  for (const Match& match : matches) {
    if (!match.isFeeling) continue;
    const double pull = match.weight * match.affect.valence;
    (pull > 0 ? sides.bright : sides.dark) += std::abs(pull);
  }
  return sides;
}

}  // namespace

double strengthOf(const Match& match) noexcept { return match.weight * (0.1 + extremeOf(match.affect)); }

brief::Affect meanAffect(const std::vector<Match>& matches) noexcept {
  brief::Affect sum;
  double total = kLittleSaid;
  for (const Match& match : matches) {
    const double s = strengthOf(match);
    sum.valence += s * match.affect.valence, sum.arousal += s * match.affect.arousal;
    sum.tension += s * match.affect.tension, sum.complexity += s * match.affect.complexity;
    total += s;
  }
  return {sum.valence / total, sum.arousal / total, sum.tension / total, sum.complexity / total};
}

double mixedness(const std::vector<Match>& matches) noexcept {
  const Sides sides = sidesOf(matches);
  const double larger = std::max(sides.bright, sides.dark);
  return larger < 0.2 ? 0 : std::min(sides.bright, sides.dark) / larger;
}

namespace {

/// Mean of what dictionary words nobody wrote down probably feel like.
brief::Affect learntMean(const std::vector<LearntWord>& words) {
  brief::Affect sum;
  for (const LearntWord& word : words) {
    sum.valence += word.affect.valence, sum.arousal += word.affect.arousal;
    sum.tension += word.affect.tension, sum.complexity += word.affect.complexity;
  }
  const double total = static_cast<double>(words.size()) + 2;
  return {sum.valence / total, sum.arousal / total, sum.tension / total, sum.complexity / total};
}

/// What the last sentence says: stories turn there.
brief::Affect lastSentenceMean(const Reading& reading) {
  std::vector<Match> last;
  if (!reading.tokens.empty() && reading.tokens.front().sentence != reading.tokens.back().sentence)
    for (const Match& match : reading.matches)
      if (reading.tokens[match.firstToken].sentence == reading.tokens.back().sentence) last.push_back(match);
  return meanAffect(last);
}

void addAffect(std::vector<Feature>& features, const std::string& prefix, const brief::Affect& affect) {
  features.push_back({prefix + ".valence", affect.valence});
  features.push_back({prefix + ".arousal", affect.arousal});
  features.push_back({prefix + ".tension", affect.tension});
  features.push_back({prefix + ".complexity", affect.complexity});
}

}  // namespace

std::vector<Feature> featuresOf(const Reading& reading) {
  const brief::Affect mean = meanAffect(reading.matches);
  const Sides sides = sidesOf(reading.matches);
  std::vector<Feature> features{{"bias", 1},
                                {"mean.valence", mean.valence},
                                {"mean.arousal", mean.arousal},
                                {"mean.tension", mean.tension},
                                {"mean.complexity", mean.complexity},
                                {"mixed", std::min(sides.bright, sides.dark)},
                                {"matches", std::log1p(static_cast<double>(reading.matches.size()))}};
  addAffect(features, "learnt", learntMean(reading.learnt));
  addAffect(features, "last", lastSentenceMean(reading));
  std::map<std::string, double> bag;
  double total = 0.5;
  for (const Match& match : reading.matches) total += strengthOf(match);
  for (const Match& match : reading.matches) {
    const double share = strengthOf(match) / total;
    for (const std::string& keyword : match.keywords) bag["k:" + keyword] += share;
    for (const std::string& genre : match.genres) bag["g:" + genre] += share;
    if (match.negated) bag["negated"] += share;
  }
  for (auto& [name, value] : bag) features.push_back({name, std::sqrt(value)});
  return features;
}

}  // namespace amuse::inspire
