#include "lm/measure.h"

#include <algorithm>
#include <cmath>

namespace amuse::lm {

namespace {

void countRank(const ChordModel& model, const Conditions& conditions, std::span<const theory::RelativeChord> prefix,
               Symbol symbol, Prediction& prediction) {
  const NextDistribution next = model.next(conditions, prefix);
  const double own = next.p[static_cast<std::size_t>(symbol)];
  const auto better = std::count_if(next.p.begin(), next.p.end(), [&](double p) { return p > own; });
  prediction.first += better == 0 ? 1 : 0;
  prediction.amongFive += better < 5 ? 1 : 0;
}

}  // namespace

void Prediction::add(const Prediction& other) noexcept {
  sections += other.sections;
  symbols += other.symbols;
  triads += other.triads;
  sevenths += other.sevenths;
  exact += other.exact;
  first += other.first;
  amongFive += other.amongFive;
}

double Prediction::bitsPerSymbol(Level level) const noexcept {
  if (symbols == 0) return 0;
  const double bits = level == Level::Triads ? triads : level == Level::Sevenths ? sevenths : exact;
  return bits / static_cast<double>(symbols);
}

double Prediction::top1() const noexcept {
  return symbols == 0 ? 0 : static_cast<double>(first) / static_cast<double>(symbols);
}

double Prediction::top5() const noexcept {
  return symbols == 0 ? 0 : static_cast<double>(amongFive) / static_cast<double>(symbols);
}

std::vector<Prediction> predictSections(const ChordModel& model, std::span<const MeasuredSection> sections,
                                        bool ranks) {
  std::vector<Prediction> predictions;
  predictions.reserve(sections.size());
  for (const MeasuredSection& section : sections) {
    const Conditions conditions{.mode = section.mode, .genre = {}, .section = {}};
    const ScoreRequest request{{}, section.chords};
    const SequenceScore score = model.score(conditions, {&request, 1}).front();
    Prediction& prediction = predictions.emplace_back();
    prediction.sections = 1;
    prediction.symbols = section.chords.size() + 1;
    prediction.triads = -score.total(Level::Triads, true) / std::log(2.0);
    prediction.sevenths = -score.total(Level::Sevenths, true) / std::log(2.0);
    prediction.exact = -score.total(Level::Exact, true) / std::log(2.0);
    for (std::size_t t = 0; ranks && t <= section.chords.size(); ++t) {
      const Symbol symbol = t < section.chords.size() ? symbolOf(section.chords[t]) : kEndSymbol;
      countRank(model, conditions, std::span(section.chords).first(t), symbol, prediction);
    }
  }
  return predictions;
}

}  // namespace amuse::lm
