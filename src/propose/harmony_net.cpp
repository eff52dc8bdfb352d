#include "propose/harmony_net.h"

#include <algorithm>
#include <cmath>

#include "lm/net_kernels.h"
#include "propose/keyword_text.h"

namespace amuse::propose {
namespace {

using Layout = NetConditionLayout;

// The inputs: nothing before, root, class, sounding tones, bass, phrase start, place in four, slots left.
constexpr int kNothingBefore = 0, kRoot = 1, kClass = 13, kTone = 29, kBass = 41, kStartsPhrase = 53, kPlace = 54,
              kLeft = 58, kMostLeft = 9;
static_assert(kLeft + kMostLeft == kNetInputs);
constexpr std::size_t kMostUnits = 1024;
// Trained weights stay below 10; larger ones, or none that are numbers, come from a damaged file.
constexpr float kLargestWeight = 1e3F;

void addScaled(std::span<float> sum, std::span<const float> row, float factor) noexcept {
  lm::netKernels().addScaled(row.data(), factor, sum.data(), sum.size());
}

void addRows(std::span<float> sum, std::span<const float> matrix, std::span<const float> factors) noexcept {
  lm::netKernels().addWeighted(matrix.data(), factors.data(), factors.size(), sum.data(), sum.size());
}

}  // namespace

std::vector<int> netInputs(const theory::RelativeChord* previous, int slot, int slots, bool startsPhrase) {
  std::vector<int> inputs;
  if (previous == nullptr || previous->isNoChord()) {
    inputs.push_back(kNothingBefore);
  } else {
    inputs.push_back(kRoot + previous->root);
    inputs.push_back(kClass + static_cast<int>(previous->quality.chordClass));
    const auto sounding = previous->quality.tones.transposed(previous->root);
    for (int tone = 0; tone < 12; ++tone)
      if (sounding.contains(tone)) inputs.push_back(kTone + tone);
    inputs.push_back(kBass + (previous->root + previous->bass) % 12);
  }
  if (startsPhrase) inputs.push_back(kStartsPhrase);
  inputs.push_back(kPlace + (slot % 4 + 4) % 4);
  inputs.push_back(kLeft + std::clamp(slots - slot, 1, kMostLeft) - 1);
  return inputs;
}

std::array<float, file::kVectorSize> termMean(const ProposerModel& model,
                                              std::span<const std::pair<std::string, double>> terms) {
  std::array<float, file::kVectorSize> mean{};
  for (const auto& [word, weight] : terms) {
    const auto term = model.findTerm(normaliseKeyword(word));
    if (!term) continue;
    const auto vector = model.termVector(*term);
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += static_cast<float>(weight * vector[i] / 127.0);
  }
  float squares = 0;
  for (const float x : mean) squares += x * x;
  if (squares > 1e-9F)
    for (float& x : mean) x /= std::sqrt(squares);
  return mean;
}

NetCondition conditionOf(const ProposerModel& model, const brief::Brief& brief, const Lead& lead, theory::Mode mode) {
  NetCondition condition(Layout::kSize);
  std::vector<std::pair<std::string, double>> keywords, genres;
  for (std::size_t i = 0; i < brief.keywords.size(); ++i)
    keywords.emplace_back(brief.keywords[i].word, i < lead.keywordShares.size() ? lead.keywordShares[i] : 0);
  for (const auto& genre : brief.genres) genres.emplace_back(genre.name, std::max(0.0, genre.weight));
  const auto add = [&](std::span<const std::pair<std::string, double>> terms, int at, int known) {
    const auto mean = termMean(model, terms);
    std::copy(mean.begin(), mean.end(), condition.begin() + at);
    const bool any = std::any_of(mean.begin(), mean.end(), [](float x) { return x != 0; });
    condition[static_cast<std::size_t>(known)] = any ? 1.0F : 0.0F;
  };
  add(keywords, Layout::kKeywords, Layout::kKeywordsKnown);
  add(genres, Layout::kGenres, Layout::kGenresKnown);
  const double affect[] = {lead.affect.valence, lead.affect.arousal, lead.affect.tension, lead.affect.complexity};
  for (std::size_t i = 0; i < 4; ++i) condition[Layout::kAffect + i] = static_cast<float>(affect[i]);
  condition[Layout::kAffectKnown] = 1;
  condition[static_cast<std::size_t>(Layout::kMode) + static_cast<std::size_t>(mode)] = 1;
  return condition;
}

void setColour(NetCondition& condition, double colour) noexcept {
  condition[Layout::kColour] = static_cast<float>(colour / 4);
  condition[Layout::kColourKnown] = 1;
}

NetCondition withoutKeywords(NetCondition condition) {
  std::fill(condition.begin(), condition.begin() + Layout::kMode, 0.0F);
  return condition;
}

Result<HarmonyNet> HarmonyNet::open(const std::filesystem::path& path) {
  auto file = lm::ModelFile::open(path);
  if (!file) return tl::unexpected(file.error());
  return fromFile(*std::move(file));
}

Result<HarmonyNet> HarmonyNet::fromFile(lm::ModelFile file) {
  HarmonyNet net(std::move(file));
  const auto chunk = [&](std::string_view name) { return net.file_.chunk<float>(name); };
  net.newBias_ = chunk("newbias");
  const auto units = net.newBias_.size();
  net.units_ = static_cast<int>(units);
  net.inputGates_ = chunk("inputs");
  net.conditionGates_ = chunk("conds");
  net.hiddenGates_ = chunk("hidden");
  net.gateBias_ = chunk("bias");
  net.hiddenOutput_ = chunk("out");
  net.conditionOutput_ = chunk("outconds");
  net.outputBias_ = chunk("outbias");
  constexpr std::size_t kConditions = Layout::kSize, kInputs = kNetInputs, kOutputs = kNetOutputs;
  bool fits = units > 0 && units <= kMostUnits && units % lm::kPanel == 0 &&
              net.inputGates_.size() == kInputs * 3 * units && net.conditionGates_.size() == kConditions * 3 * units &&
              net.hiddenGates_.size() == units * 3 * units && net.gateBias_.size() == 3 * units &&
              net.hiddenOutput_.size() == units * kOutputs && net.conditionOutput_.size() == kConditions * kOutputs &&
              net.outputBias_.size() == kOutputs;
  const auto isTame = [](std::span<const float> values) {
    return std::all_of(values.begin(), values.end(), [](float x) { return std::abs(x) <= kLargestWeight; });
  };
  for (const auto part : {net.inputGates_, net.conditionGates_, net.hiddenGates_, net.gateBias_, net.newBias_,
                          net.hiddenOutput_, net.conditionOutput_, net.outputBias_})
    fits = fits && isTame(part);
  if (!fits) return fail(ErrorCode::Unavailable, "the proposer's network is damaged; install Amuse again");
  return net;
}

HarmonyNet::Conditioned HarmonyNet::condition(const NetCondition& condition) const {
  Conditioned conditioned{{gateBias_.begin(), gateBias_.end()}, {outputBias_.begin(), outputBias_.end()}};
  addRows(conditioned.gates, conditionGates_, condition);
  addRows(conditioned.output, conditionOutput_, condition);
  return conditioned;
}

HarmonyNet::Conditioned HarmonyNet::withColour(Conditioned conditioned, double colour) const {
  const auto add = [](std::span<float> sum, std::span<const float> matrix, int row, double factor) {
    addScaled(sum, matrix.subspan(static_cast<std::size_t>(row) * sum.size(), sum.size()), static_cast<float>(factor));
  };
  for (const auto& [row, factor] : {std::pair(Layout::kColour, colour / 4), std::pair(Layout::kColourKnown, 1.0)}) {
    add(conditioned.gates, conditionGates_, row, factor);
    add(conditioned.output, conditionOutput_, row, factor);
  }
  return conditioned;
}

void HarmonyNet::step(const Conditioned& conditioned, std::span<const int> inputs, State& state,
                      std::span<float> p) const {
  const auto units = static_cast<std::size_t>(units_);
  state.hidden.resize(units);
  std::vector<float> gates = conditioned.gates, fromHidden(3 * units);
  for (const int input : inputs)
    addScaled(gates, inputGates_.subspan(static_cast<std::size_t>(input) * 3 * units, 3 * units), 1);
  std::copy(newBias_.begin(), newBias_.end(), fromHidden.begin() + 2 * static_cast<std::ptrdiff_t>(units));
  addRows(fromHidden, hiddenGates_, state.hidden);
  lm::netKernels().advance(gates.data(), fromHidden.data(), state.hidden.data(), units);
  std::copy(conditioned.output.begin(), conditioned.output.end(), p.begin());
  addRows(p, hiddenOutput_, state.hidden);
  lm::netKernels().softmax(p.data(), p.size());
}

}  // namespace amuse::propose
