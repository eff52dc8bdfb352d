#include "inspire/internal/reading_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace amuse::inspire {
namespace {

constexpr std::size_t kFirstMode = 6;

double familyScore(const Targets& targets, bool minor) {
  double sum = 0;
  for (int i = 0; i < theory::kModeCount; ++i)
    if (theory::isMinorFamily(theory::kModes[i]) == minor) sum += std::max(0.0, targets[kFirstMode + i]);
  return sum;
}

std::size_t bestMode(const Targets& targets) {
  const bool minor = familyScore(targets, true) > familyScore(targets, false);
  std::size_t best = theory::kModeCount;
  for (std::size_t i = 0; i < theory::kModeCount; ++i) {
    if (theory::isMinorFamily(theory::kModes[i]) != minor) continue;
    if (best == theory::kModeCount || targets[kFirstMode + i] > targets[kFirstMode + best]) best = i;
  }
  return best;
}

/// The feature as a reader would say it; empty for what says nothing to one. Keywords only: a genre that a word merely
/// hints at ("breakup": r&b) weighs in, but nobody said it.
std::string spokenFeature(const std::string& name) {
  if (name.starts_with("k:")) return fmt::format("'{}'", name.substr(2));
  return {};
}

/// The named features that spoke most for `mode` against the mean of all modes.
std::vector<std::string> strongestReasons(const ReaderModel& model, const std::vector<Feature>& features,
                                          std::size_t mode) {
  std::vector<std::pair<double, std::string>> ranked;
  for (const Feature& feature : features) {
    const auto row = model.rowOf(feature.name);
    const std::string spoken = spokenFeature(feature.name);
    if (row.empty() || spoken.empty()) continue;
    double mean = 0;
    for (std::size_t i = 0; i < theory::kModeCount; ++i) mean += row[kFirstMode + i] / theory::kModeCount;
    const double pull = feature.value * (row[kFirstMode + mode] - mean);
    const bool told = std::any_of(ranked.begin(), ranked.end(), [&](const auto& r) { return r.second == spoken; });
    if (pull > 0.01 && !told) ranked.emplace_back(-pull, spoken);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> reasons;
  for (std::size_t i = 0; i < std::min<std::size_t>(2, ranked.size()); ++i) reasons.push_back(ranked[i].second);
  return reasons;
}

std::string moodInWords(const Targets& t) {
  const std::string light = t[0] > 0.25 ? "bright" : t[0] < -0.25 ? "dark" : "balanced";
  const std::string force = t[2] > 0.25 ? " and tense" : t[1] < -0.3 ? " and calm" : t[1] > 0.35 ? " and lively" : "";
  return light + force;
}

}  // namespace

brief::Affect affectFrom(const Targets& targets, double mixed, bool masked) {
  const auto unit = [](double value) { return std::round(100 * std::clamp(value, -1.0, 1.0)) / 100; };
  // Two feelings at once ask for richer, less settled chords than the middle of both would.
  const double both = mixed > 0.35 ? 0.12 * mixed : 0;
  return {unit(targets[0]), unit(targets[1]), unit(targets[2] + both + (masked ? 0.1 : 0)), unit(targets[3] + both)};
}

ModeChoice chooseMode(const ReaderModel& model, const std::vector<Feature>& features, const Targets& targets,
                      const MusicTerms& terms) {
  if (terms.mode) return {*terms.mode, fmt::format("The text asks for {}.", terms.modeWords)};
  const std::size_t best = bestMode(targets);
  const theory::Mode mode = theory::kModes[best];
  const auto reasons = strongestReasons(model, features, best);
  const std::string_view name = theory::factsOf(mode).fullName;
  if (reasons.empty()) return {mode, fmt::format("The mood is {}, where {} is at home.", moodInWords(targets), name)};
  return {mode, fmt::format("The mood is {}, and {} lean{} to {}.", moodInWords(targets), join(reasons, " and "),
                            reasons.size() == 1 ? "s" : "", name)};
}

std::array<int, 2> chooseTempo(const Targets& targets, const MusicTerms& terms) {
  if (terms.bpm) return {std::max(30, *terms.bpm - 2), *terms.bpm + 2};
  double middle = 100 * std::exp2(targets[4]), spread = std::exp2(std::clamp(targets[5], 0.15, 0.6) / 2);
  if (terms.tempo) {
    const double asked = (terms.tempo->low + terms.tempo->high) / 2.0;
    middle = asked * std::pow(std::clamp(middle / asked, 0.8, 1.25), 1.0 / 3);
  }
  const auto round2 = [](double bpm) { return static_cast<int>(std::lround(std::clamp(bpm, 40.0, 220.0) / 2)) * 2; };
  return {round2(middle / spread), round2(middle * spread)};
}

}  // namespace amuse::inspire
