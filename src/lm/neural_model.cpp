#include "lm/neural_model.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lm/internal/neural_walk.h"
#include "lm/net_conditions.h"

namespace amuse::lm {

namespace {

/// So many sequences are stepped together; more would not be quicker.
constexpr std::size_t kLanes = 32;

bool samePrefix(const ScoreRequest& a, const ScoreRequest& b) noexcept {
  if (a.prefix.size() != b.prefix.size()) return false;
  return a.prefix.data() == b.prefix.data() || std::equal(a.prefix.begin(), a.prefix.end(), b.prefix.begin());
}

/// The chord at a step, counted from the prefix's first.
const theory::RelativeChord& chordAt(const ScoreRequest& request, std::size_t t) noexcept {
  return t < request.prefix.size() ? request.prefix[t] : request.chords[t - request.prefix.size()];
}

/// Scores up to kLanes requests in step with each other.
class LaneScorer {
 public:
  LaneScorer(internal::NeuralWalk& walk, const NgramParts& parts, theory::Mode mode)
      : walk_(walk), parts_(parts), mode_(mode) {}

  void run(std::span<const ScoreRequest> requests, std::span<SequenceScore> scores) {
    std::size_t longest = 0;
    for (std::size_t lane = 0; lane < requests.size(); ++lane) {
      walk_.restart(lane);
      scores[lane].chords.reserve(requests[lane].chords.size());
      longest = std::max(longest, requests[lane].prefix.size() + requests[lane].chords.size());
    }
    const bool shared = std::all_of(requests.begin(), requests.end(),
                                    [&](const ScoreRequest& r) { return samePrefix(r, requests.front()); });
    for (std::size_t t = 0; t <= longest; ++t) stepAll(requests, scores, t, shared);
  }

 private:
  /// While all lanes have heard the same, one of them is stepped for all.
  void stepAll(std::span<const ScoreRequest> requests, std::span<SequenceScore> scores, std::size_t t, bool shared) {
    active_.clear();
    for (std::size_t lane = 0; lane < requests.size(); ++lane)
      if (t <= requests[lane].prefix.size() + requests[lane].chords.size()) active_.push_back(lane);
    const bool together = t == 0 || (shared && t <= requests.front().prefix.size());
    if (together) {
      const std::size_t first = 0;
      walk_.step({&first, 1}, t >= requests.front().prefix.size() || !shared);
      if (t == 0 || t == requests.front().prefix.size())
        for (const std::size_t lane : active_) walk_.copyNets(0, lane);
    } else {
      walk_.step(active_, true);
    }
    for (const std::size_t lane : active_) read(requests[lane], scores[lane], lane, t);
  }

  void read(const ScoreRequest& request, SequenceScore& score, std::size_t lane, std::size_t t) {
    const std::size_t last = request.prefix.size() + request.chords.size();
    if (t >= request.prefix.size()) {
      const internal::SymbolVector& p = walk_.next(lane);
      if (t == last) {
        score.end = std::log(static_cast<double>(p[kEndSymbol]));
        return;
      }
      const theory::RelativeChord& chord = chordAt(request, t);
      auto step = NgramParts::readStep(p, symbolOf(chord));
      step.exact = step.sevenths + parts_.logResidual(mode_, chord, t > 0 ? &chordAt(request, t - 1) : nullptr);
      score.chords.push_back(step);
    }
    if (t < last) walk_.push(lane, chordAt(request, t));
  }

  internal::NeuralWalk& walk_;
  const NgramParts& parts_;
  theory::Mode mode_;
  std::vector<std::size_t> active_;
};

/// The last step's word on how long the last chord is held: the networks' mean logits, normalised.
std::array<double, kDurationClasses> meanDurationLogs(const std::vector<ChordNetBatch>& batches) {
  std::array<double, kDurationClasses> logs{};
  for (const ChordNetBatch& batch : batches) {
    const auto lengths = batch.output(0).subspan(kSymbolCount + kMixtureChannels, kDurationClasses);
    for (std::size_t i = 0; i < logs.size(); ++i)
      logs[i] += static_cast<double>(lengths[i]) / static_cast<double>(batches.size());
  }
  const double largest = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (const double value : logs) sum += std::exp(value - largest);
  for (double& value : logs) value -= largest + std::log(sum);
  return logs;
}

}  // namespace

bool NeuralModel::isIn(const ModelFile& file) noexcept { return !file.chunk<std::uint32_t>("n0.shape").empty(); }

Result<std::unique_ptr<NeuralModel>> NeuralModel::make(ModelFile file) {
  auto parts = NgramParts::find(file);
  std::vector<ChordNetView> nets;
  for (std::size_t i = 0; i < kMaxNets; ++i) {
    const auto prefix = fmt::format("n{}", i);
    if (file.chunk<std::uint32_t>(prefix + ".shape").empty()) break;
    const auto net = ChordNetView::find(file, prefix);
    if (!net || net->channels != kMixtureChannels || net->dense != kConditionCount) parts = std::nullopt;
    if (net) nets.push_back(*net);
  }
  if (!parts || nets.empty())
    return fail(ErrorCode::Unavailable, "model file does not fit this version of Amuse; restore it or run ./dev train");
  return std::unique_ptr<NeuralModel>(new NeuralModel(std::move(file), *std::move(parts), std::move(nets)));
}

double NeuralModel::sectionCount(theory::Mode mode) const noexcept {
  return parts_.sectionCounts[static_cast<std::size_t>(mode)];
}

double NeuralModel::logResidual(const Conditions& conditions, const theory::RelativeChord& chord,
                                const theory::RelativeChord* previous) const {
  return parts_.logResidual(conditions.mode, chord, previous);
}

std::vector<SequenceScore> NeuralModel::score(const Conditions& conditions,
                                              std::span<const ScoreRequest> requests) const {
  std::vector<SequenceScore> scores(requests.size());
  if (requests.empty()) return scores;
  const ConditionVector dense = conditionVector(conditions);
  internal::NeuralWalk walk(parts_.mixture, nets_, conditions.mode, dense, std::min(kLanes, requests.size()));
  LaneScorer scorer(walk, parts_, conditions.mode);
  for (std::size_t first = 0; first < requests.size(); first += kLanes) {
    const std::size_t count = std::min(kLanes, requests.size() - first);
    scorer.run(requests.subspan(first, count), std::span(scores).subspan(first, count));
  }
  return scores;
}

std::vector<std::array<double, kDurationClasses>> NeuralModel::durationLogs(
    const Conditions& conditions, std::span<const theory::RelativeChord> chords, const NetTiming& timing) const {
  const ConditionVector dense = conditionVector(conditions);
  std::vector<ChordNetBatch> batches;
  for (const ChordNetView& net : nets_) batches.emplace_back(net, 1).condition(0, dense);
  std::vector<std::array<double, kDurationClasses>> logs;
  logs.reserve(chords.size());
  NetHistory history(conditions.mode);
  NetRows rows;
  const std::size_t lane = 0;
  for (std::size_t heard = 0; heard <= chords.size(); ++heard) {
    history.rows(rows, timing.beats.empty() ? NetTiming{} : NetTiming{timing.beats.first(heard), timing.beatsPerBar});
    for (ChordNetBatch& batch : batches) batch.step({&lane, 1}, {&rows, 1}, heard > 0);
    if (heard > 0) logs.push_back(meanDurationLogs(batches));
    if (heard < chords.size()) history.push(chords[heard]);
  }
  return logs;
}

NextDistribution NeuralModel::next(const Conditions& conditions, std::span<const theory::RelativeChord> prefix) const {
  const ConditionVector dense = conditionVector(conditions);
  internal::NeuralWalk walk(parts_.mixture, nets_, conditions.mode, dense, 1);
  const std::size_t lane = 0;
  for (const auto& chord : prefix) {
    walk.step({&lane, 1}, false);
    walk.push(lane, chord);
  }
  walk.step({&lane, 1}, true);
  return NgramParts::toDistribution(walk.next(lane));
}

}  // namespace amuse::lm
