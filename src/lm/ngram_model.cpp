#include "lm/ngram_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "lm/internal/residual.h"
#include "lm/neural_model.h"

namespace amuse::lm {

namespace {

bool allFinite(std::span<const float> values) noexcept {
  for (const float value : values)
    if (!(std::abs(value) <= 1000)) return false;
  return true;
}

template <typename Model>
std::unique_ptr<ChordModel> toBase(std::unique_ptr<Model> model) {
  return model;
}

/// The model of a file, whichever kind it is; `name` begins the message where there is none.
Result<std::unique_ptr<ChordModel>> modelIn(ModelFile file, const std::string& name) {
  const bool hasNet = NeuralModel::isIn(file);
  auto model = hasNet ? NeuralModel::make(std::move(file)).map(toBase<NeuralModel>)
                      : NgramModel::make(std::move(file)).map(toBase<NgramModel>);
  if (!model) return fail(ErrorCode::Unavailable, name + ": " + model.error().message);
  return model;
}

}  // namespace

SequenceScore::Step NgramParts::readStep(const internal::SymbolVector& p, Symbol symbol) noexcept {
  const auto at = [&](int s) { return static_cast<double>(p[static_cast<std::size_t>(s)]); };
  double triad = at(symbol);
  if (symbol < kNoChordSymbol) {
    const int root = symbol / theory::kChordClassCount;
    const auto wanted = theory::triadOf(static_cast<theory::ChordClass>(symbol % theory::kChordClassCount));
    triad = 0;
    for (int c = 0; c < theory::kChordClassCount; ++c)
      if (theory::triadOf(static_cast<theory::ChordClass>(c)) == wanted)
        triad += at(root * theory::kChordClassCount + c);
  }
  return {0, std::log(at(symbol)), std::log(triad)};
}

NextDistribution NgramParts::toDistribution(const internal::SymbolVector& p) noexcept {
  NextDistribution distribution;
  double sum = 0;
  for (std::size_t w = 0; w < kSymbolCount; ++w) sum += static_cast<double>(p[w]);
  for (std::size_t w = 0; w < kSymbolCount; ++w) distribution.p[w] = static_cast<double>(p[w]) / sum;
  return distribution;
}

std::optional<NgramParts> NgramParts::find(const ModelFile& file) {
  using namespace internal;
  NgramParts parts;
  MixtureView& mixture = parts.mixture;
  mixture.experts = file.chunk<ExpertSpec>("experts");
  mixture.powers = file.chunk<float>("powers");
  mixture.boosts = file.chunk<float>("boosts");
  const std::size_t experts = mixture.experts.size();
  if (experts == 0 || experts > kMaxExperts || mixture.powers.size() != experts * kLengthBuckets) return std::nullopt;
  if (mixture.boosts.size() != kFeatureCount || !allFinite(mixture.boosts) || !allFinite(mixture.powers))
    return std::nullopt;
  const auto table = [&](const std::string& name) {
    return SparseTable(file.chunk<std::uint64_t>(name + ".slots"), file.chunk<std::uint32_t>(name + ".vals"));
  };
  for (std::size_t e = 0; e < experts; ++e) mixture.tables[e] = table(fmt::format("x{}", e));
  parts.tones = table("t");
  parts.basses = table("b");
  parts.openings = OpeningStats(file.chunk<float>("openings"));
  const auto counts = file.chunk<double>("modes");
  if (counts.size() != parts.sectionCounts.size()) return std::nullopt;
  std::copy(counts.begin(), counts.end(), parts.sectionCounts.begin());
  parts.name = fmt::format("{} ({:08x})", file.text("name"), static_cast<std::uint32_t>(file.hash()));
  return parts;
}

double NgramParts::logResidual(theory::Mode mode, const theory::RelativeChord& chord,
                               const theory::RelativeChord* previous) const noexcept {
  return internal::logResidual(tones, basses, mode, chord, previous);
}

Result<std::unique_ptr<NgramModel>> NgramModel::make(ModelFile file) {
  auto parts = NgramParts::find(file);
  if (!parts)
    return fail(ErrorCode::Unavailable, "model file does not fit this version of Amuse; restore it or run ./dev train");
  return std::unique_ptr<NgramModel>(new NgramModel(std::move(file), *std::move(parts)));
}

double NgramModel::sectionCount(theory::Mode mode) const noexcept {
  return parts_.sectionCounts[static_cast<std::size_t>(mode)];
}

double NgramModel::logResidual(const Conditions& conditions, const theory::RelativeChord& chord,
                               const theory::RelativeChord* previous) const {
  return parts_.logResidual(conditions.mode, chord, previous);
}

SequenceScore NgramModel::scoreOne(internal::MixtureWalk& walk, theory::Mode mode, const ScoreRequest& request) const {
  walk.restart();
  for (const auto& chord : request.prefix) walk.push(symbolOf(chord));
  SequenceScore score;
  score.chords.reserve(request.chords.size());
  const theory::RelativeChord* previous = request.prefix.empty() ? nullptr : &request.prefix.back();
  for (const auto& chord : request.chords) {
    const Symbol symbol = symbolOf(chord);
    auto step = NgramParts::readStep(walk.next(), symbol);
    step.exact = step.sevenths + parts_.logResidual(mode, chord, previous);
    score.chords.push_back(step);
    walk.push(symbol);
    previous = &chord;
  }
  score.end = std::log(static_cast<double>(walk.next()[kEndSymbol]));
  return score;
}

std::vector<SequenceScore> NgramModel::score(const Conditions& conditions,
                                             std::span<const ScoreRequest> requests) const {
  internal::MixtureWalk walk(parts_.mixture, conditions.mode);
  std::vector<SequenceScore> scores;
  scores.reserve(requests.size());
  for (const ScoreRequest& request : requests) scores.push_back(scoreOne(walk, conditions.mode, request));
  return scores;
}

NextDistribution NgramModel::next(const Conditions& conditions, std::span<const theory::RelativeChord> prefix) const {
  internal::MixtureWalk walk(parts_.mixture, conditions.mode);
  for (const auto& chord : prefix) walk.push(symbolOf(chord));
  return NgramParts::toDistribution(walk.next());
}

Result<std::unique_ptr<ChordModel>> openModel(const std::filesystem::path& path) {
  auto file = ModelFile::open(path);
  if (!file) return tl::unexpected(file.error());
  return modelIn(*std::move(file), path.filename().string());
}

Result<std::unique_ptr<ChordModel>> viewModel(const std::string& bytes, const std::string& name) {
  auto file = ModelFile::view(std::as_bytes(std::span(bytes)), name);
  if (!file) return tl::unexpected(file.error());
  return modelIn(*std::move(file), name);
}

}  // namespace amuse::lm
