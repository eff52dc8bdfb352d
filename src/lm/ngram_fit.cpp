#include "lm/ngram_fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/random.h"
#include "lm/internal/mixture_fit.h"
#include "lm/internal/residual.h"
#include "lm/kneser_ney.h"
#include "lm/model_file.h"

namespace amuse::lm {

namespace {

using namespace internal;

/// All modes over their parent scale; the same with contexts at `triads` level only; the modes apart with contexts of
/// up to two chords, of one, and of two but for the latest. Measured on valid: docs/models.md.
std::vector<ExpertSpec> expertSpecs(int order) {
  const auto n = static_cast<std::uint8_t>(order);
  return {{n, 0, 1, 0, 0}, {n, 1, 1, 0, 0}, {2, 0, 0, 1, 0}, {1, 0, 0, 1, 0}, {2, 0, 0, 1, 1}};
}

std::size_t foldOf(std::uint32_t song, int folds) { return mixBits(song) % static_cast<std::uint64_t>(folds); }

/// Calls visit(codes before, symbol) for each chord and, where it is known, the end.
template <typename Visit>
void walkSection(const TrainingSection& section, const ExpertSpec& spec, Visit&& visit) {
  std::vector<std::uint8_t> codes;
  if (section.startKnown) codes.push_back(kStartCode);
  for (const auto& chord : section.chords) {
    const Symbol symbol = symbolOf(chord);
    visit(std::span<const std::uint8_t>(codes), symbol);
    codes.push_back(contextCode(spec, section.mode, symbol));
  }
  if (section.endKnown) visit(std::span<const std::uint8_t>(codes), kEndSymbol);
}

/// Counts one expert over the sections that are not in fold `without` (-1: over all).
SparseTableBuilder::Layout countExpert(std::span<const TrainingSection> sections, const ExpertSpec& spec, int folds,
                                       int without) {
  KneserNey counts(kSymbolCount);
  for (const TrainingSection& section : sections) {
    if (without >= 0 && foldOf(section.song, folds) == static_cast<std::size_t>(without)) continue;
    walkSection(section, spec, [&](std::span<const std::uint8_t> codes, Symbol symbol) {
      ChainKeys keys;
      const std::size_t n = contextKeys(spec, section.mode, codes, keys);
      counts.add(std::span(keys).first(n), predictedCode(spec, section.mode, symbol), section.weight);
    });
  }
  counts.finish();
  return counts.table().finish();
}

/// The experts of one model with the memory behind their tables.
struct ExpertSet {
  std::vector<ExpertSpec> specs;
  std::vector<SparseTableBuilder::Layout> layouts;
  [[nodiscard]] MixtureView view() const {
    MixtureView view;
    view.experts = specs;
    for (std::size_t e = 0; e < specs.size(); ++e) view.tables[e] = layouts[e].view();
    return view;
  }
};

ExpertSet countExperts(std::span<const TrainingSection> sections, const NgramFitOptions& options, int without) {
  ExpertSet set{expertSpecs(options.order), {}};
  for (const ExpertSpec& spec : set.specs) set.layouts.push_back(countExpert(sections, spec, options.folds, without));
  return set;
}

/// The example at the walk's position.
void addExample(MixtureExamples& examples, const MixtureWalk& walk, Symbol target, double weight,
                std::vector<Feature>& features) {
  const std::size_t width = examples.experts * kSymbolCount, at = examples.logs.size();
  examples.logs.resize(at + width);
  walk.inputs(std::span(examples.logs).subspan(at, width), features);
  examples.rows.push_back({examples.features.size(), features.size(), static_cast<std::uint8_t>(target),
                           static_cast<std::uint8_t>(lengthBucket(walk.length())), static_cast<float>(weight)});
  examples.features.insert(examples.features.end(), features.begin(), features.end());
}

/// Where a section's examples lie, so that its opening can be judged later.
struct OpeningRows {
  std::size_t first = 0, chords = 0;
  theory::Mode mode = theory::Mode::Maj;
};

/// Cut-out stretches and sections whose start is unknown teach counts but not weights: the mixture is asked about whole
/// sections from their start.
void addSection(const TrainingSection& section, MixtureWalk& walk, MixtureExamples& examples,
                std::vector<OpeningRows>& openings, std::vector<Feature>& features) {
  if (!section.startKnown || section.isWindow) return;
  walk.restart();
  openings.push_back({examples.rows.size(), section.chords.size(), section.mode});
  for (const auto& chord : section.chords) {
    addExample(examples, walk, symbolOf(chord), section.weight, features);
    walk.push(symbolOf(chord));
  }
  if (section.endKnown) addExample(examples, walk, kEndSymbol, section.weight, features);
}

struct HeldOut {
  MixtureExamples examples;
  std::vector<OpeningRows> openings;
};

HeldOut predictHeldOut(std::span<const TrainingSection> sections, const NgramFitOptions& options,
                       std::span<const ExpertSet> withoutFold) {
  HeldOut heldOut;
  heldOut.examples.experts = expertSpecs(options.order).size();
  std::vector<Feature> features;
  for (std::size_t fold = 0; fold < withoutFold.size(); ++fold) {
    const MixtureView view = withoutFold[fold].view();
    for (const TrainingSection& section : sections) {
      if (foldOf(section.song, options.folds) != fold) continue;
      MixtureWalk walk(view, section.mode);
      addSection(section, walk, heldOut.examples, heldOut.openings, features);
    }
  }
  return heldOut;
}

std::vector<float> judgeOpenings(const HeldOut& heldOut, const MixtureWeights& weights) {
  OpeningSamples samples;
  SymbolVector p;
  for (const OpeningRows& opening : heldOut.openings) {
    double sum = 0;
    for (std::size_t n = 1; n <= std::min(opening.chords, kLongestOpening); ++n) {
      const std::size_t row = opening.first + n - 1;
      mixExample(heldOut.examples, row, weights, p);
      sum += std::log(static_cast<double>(p[heldOut.examples.rows[row].target]));
      if (n >= kShortestOpening)
        samples[theory::isMinorFamily(opening.mode) ? 1 : 0][n - kShortestOpening].push_back(
            static_cast<float>(sum / static_cast<double>(n)));
    }
  }
  return openingTable(std::move(samples));
}

/// Counts of tones and basses.
struct ResidualCounts {
  KneserNey tones{kToneSetCount + 1}, basses{kBassCount};
};

void countResiduals(const TrainingSection& section, ResidualCounts& counts) {
  const theory::RelativeChord* previous = nullptr;
  for (const auto& chord : section.chords) {
    if (!chord.isNoChord()) {
      counts.tones.add(toneKeys(section.mode, chord, previous), chord.quality.tones.bits(), section.weight);
      counts.basses.add(bassKeys(section.mode, chord, previous), static_cast<std::uint32_t>(chord.bass),
                        section.weight);
    }
    previous = &chord;
  }
}

void writeTable(ModelFileWriter& writer, const std::string& name, const SparseTableBuilder::Layout& layout) {
  writer.add(fmt::format("{}.slots", name), layout.slots);
  writer.add(fmt::format("{}.vals", name), layout.entries);
}

std::vector<double> countModes(std::span<const TrainingSection> sections) {
  std::vector<double> counts(theory::kModeCount, 0.0);
  for (const TrainingSection& section : sections)
    if (section.startKnown && !section.isWindow) ++counts[static_cast<std::size_t>(section.mode)];
  return counts;
}

Result<void> checkOptions(std::span<const TrainingSection> sections, const NgramFitOptions& options) {
  if (options.order < 1 || options.order > kMaxOrder)
    return fail(ErrorCode::InvalidArgument, fmt::format("the order must be 1 to {}", kMaxOrder));
  std::set<std::uint32_t> songs;
  for (const TrainingSection& section : sections) songs.insert(section.song);
  if (options.folds < 2 || songs.size() < static_cast<std::size_t>(options.folds))
    return fail(ErrorCode::InvalidArgument, "too few songs to fit a model");
  return {};
}

}  // namespace

struct NgramFit::State {
  NgramFitOptions options;
  std::vector<ExpertSet> withoutFold;
  ExpertSet experts;
  MixtureWeights weights;
  ResidualCounts residuals;
  std::vector<double> modes;
  std::vector<float> openings;

  [[nodiscard]] MixtureView view(const ExpertSet& set) const {
    MixtureView view = set.view();
    view.powers = weights.powers;
    view.boosts = weights.boosts;
    return view;
  }
};

NgramFit::NgramFit(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
NgramFit::NgramFit(NgramFit&&) noexcept = default;
NgramFit& NgramFit::operator=(NgramFit&&) noexcept = default;
NgramFit::~NgramFit() = default;

Result<NgramFit> NgramFit::make(std::span<const TrainingSection> sections, const NgramFitOptions& options) {
  if (const auto checked = checkOptions(sections, options); !checked) return tl::unexpected(checked.error());
  auto state = std::make_unique<State>();
  state->options = options;
  for (int fold = 0; fold < options.folds; ++fold) state->withoutFold.push_back(countExperts(sections, options, fold));
  const HeldOut heldOut = predictHeldOut(sections, options, state->withoutFold);
  state->weights = fitMixture(heldOut.examples, options.epochs, options.seed);
  state->openings = judgeOpenings(heldOut, state->weights);
  state->experts = countExperts(sections, options, -1);
  for (const TrainingSection& section : sections) countResiduals(section, state->residuals);
  state->residuals.tones.finish();
  state->residuals.basses.finish();
  state->modes = countModes(sections);
  return NgramFit(std::move(state));
}

void NgramFit::channels(std::span<const theory::RelativeChord> chords, theory::Mode mode,
                        std::optional<std::uint32_t> song, std::vector<float>& out) const {
  const auto fold = song ? foldOf(*song, state_->options.folds) : 0;
  const MixtureView view = state_->view(song ? state_->withoutFold[fold] : state_->experts);
  MixtureWalk walk(view, mode);
  const std::size_t width = kMixtureChannels * kSymbolCount;
  out.resize((chords.size() + 1) * width);
  for (std::size_t t = 0; t <= chords.size(); ++t) {
    walk.channels(std::span(out).subspan(t * width).first<kMixtureChannels * kSymbolCount>());
    if (t < chords.size()) walk.push(symbolOf(chords[t]));
  }
}

void NgramFit::write(ModelFileWriter& writer) const {
  writer.addText("name", state_->options.name);
  writer.add("experts", state_->experts.specs);
  writer.add("powers", state_->weights.powers);
  writer.add("boosts", state_->weights.boosts);
  writer.add("modes", state_->modes);
  for (std::size_t e = 0; e < state_->experts.specs.size(); ++e)
    writeTable(writer, fmt::format("x{}", e), state_->experts.layouts[e]);
  writeTable(writer, "t", state_->residuals.tones.table().finish());
  writeTable(writer, "b", state_->residuals.basses.table().finish());
}

std::span<const float> NgramFit::openings() const noexcept { return state_->openings; }

Result<std::string> fitNgramModel(std::span<const TrainingSection> sections, const NgramFitOptions& options) {
  const auto fit = NgramFit::make(sections, options);
  if (!fit) return tl::unexpected(fit.error());
  ModelFileWriter writer;
  fit->write(writer);
  writer.add("openings", std::vector<float>(fit->openings().begin(), fit->openings().end()));
  return writer.bytes();
}

}  // namespace amuse::lm
