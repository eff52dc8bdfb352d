#include "lm/ngram_model.h"

#include <fmt/format.h>

#include <cmath>

#include "lm/internal/residual.h"

namespace amuse::lm {

namespace {

/// The step's probabilities at the two coarser levels.
SequenceScore::Step readStep(const internal::SymbolVector& p, Symbol symbol) {
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

bool allFinite(std::span<const float> values) noexcept {
  for (const float value : values)
    if (!(std::abs(value) <= 1000)) return false;
  return true;
}

}  // namespace

Result<std::unique_ptr<NgramModel>> NgramModel::make(ModelFile file) {
  std::unique_ptr<NgramModel> model(new NgramModel(std::move(file)));
  if (!model->readChunks())
    return fail(ErrorCode::Unavailable, "model file does not fit this version of Amuse; restore it or run ./dev train");
  return model;
}

bool NgramModel::readChunks() {
  using namespace internal;
  mixture_.experts = file_.chunk<ExpertSpec>("experts");
  mixture_.powers = file_.chunk<float>("powers");
  mixture_.boosts = file_.chunk<float>("boosts");
  const std::size_t experts = mixture_.experts.size();
  if (experts == 0 || experts > kMaxExperts || mixture_.powers.size() != experts * kLengthBuckets) return false;
  if (mixture_.boosts.size() != kFeatureCount || !allFinite(mixture_.boosts) || !allFinite(mixture_.powers))
    return false;
  const auto table = [&](const std::string& name) {
    return SparseTable(file_.chunk<std::uint64_t>(name + ".slots"), file_.chunk<std::uint32_t>(name + ".vals"));
  };
  for (std::size_t e = 0; e < experts; ++e) mixture_.tables[e] = table(fmt::format("x{}", e));
  tones_ = table("t");
  basses_ = table("b");
  openings_ = OpeningStats(file_.chunk<float>("openings"));
  const auto counts = file_.chunk<double>("modes");
  for (std::size_t m = 0; m < std::min(counts.size(), sectionCounts_.size()); ++m) sectionCounts_[m] = counts[m];
  name_ = fmt::format("{} ({:08x})", file_.text("name"), static_cast<std::uint32_t>(file_.hash()));
  return counts.size() == sectionCounts_.size();
}

double NgramModel::sectionCount(theory::Mode mode) const noexcept {
  return sectionCounts_[static_cast<std::size_t>(mode)];
}

double NgramModel::logResidual(const Conditions& conditions, const theory::RelativeChord& chord,
                               const theory::RelativeChord* previous) const {
  return internal::logResidual(tones_, basses_, conditions.mode, chord, previous);
}

SequenceScore NgramModel::scoreOne(internal::MixtureWalk& walk, theory::Mode mode, const ScoreRequest& request) const {
  walk.restart();
  for (const auto& chord : request.prefix) walk.push(symbolOf(chord));
  SequenceScore score;
  score.chords.reserve(request.chords.size());
  const theory::RelativeChord* previous = request.prefix.empty() ? nullptr : &request.prefix.back();
  for (const auto& chord : request.chords) {
    const Symbol symbol = symbolOf(chord);
    auto step = readStep(walk.next(), symbol);
    step.exact = step.sevenths + internal::logResidual(tones_, basses_, mode, chord, previous);
    score.chords.push_back(step);
    walk.push(symbol);
    previous = &chord;
  }
  score.end = std::log(static_cast<double>(walk.next()[kEndSymbol]));
  return score;
}

std::vector<SequenceScore> NgramModel::score(const Conditions& conditions,
                                             std::span<const ScoreRequest> requests) const {
  internal::MixtureWalk walk(mixture_, conditions.mode);
  std::vector<SequenceScore> scores;
  scores.reserve(requests.size());
  for (const ScoreRequest& request : requests) scores.push_back(scoreOne(walk, conditions.mode, request));
  return scores;
}

NextDistribution NgramModel::next(const Conditions& conditions, std::span<const theory::RelativeChord> prefix) const {
  internal::MixtureWalk walk(mixture_, conditions.mode);
  for (const auto& chord : prefix) walk.push(symbolOf(chord));
  const auto& p = walk.next();
  NextDistribution distribution;
  double sum = 0;
  for (std::size_t w = 0; w < kSymbolCount; ++w) sum += static_cast<double>(p[w]);
  for (std::size_t w = 0; w < kSymbolCount; ++w) distribution.p[w] = static_cast<double>(p[w]) / sum;
  return distribution;
}

Result<std::unique_ptr<ChordModel>> openModel(const std::filesystem::path& path) {
  auto file = ModelFile::open(path);
  if (!file) return tl::unexpected(file.error());
  auto model = NgramModel::make(std::move(*file));
  if (!model) return fail(ErrorCode::Unavailable, path.filename().string() + ": " + model.error().message);
  return std::unique_ptr<ChordModel>(std::move(*model));
}

}  // namespace amuse::lm
