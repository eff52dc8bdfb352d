#include "evaluate/duration_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evaluate/prior_sections.h"
#include "lm/neural_model.h"

namespace amuse::evaluate {
namespace {

using Logs = std::array<double, lm::kDurationClasses>;

void add(const Logs& logs, double beats, DurationRow& row) {
  const std::size_t held = lm::durationClass(beats);
  row.bits -= logs[held] / std::log(2.0);
  row.right += std::max_element(logs.begin(), logs.end()) == logs.begin() + static_cast<std::ptrdiff_t>(held) ? 1 : 0;
}

}  // namespace

void DurationCounts::add(std::span<const double> beats) {
  for (std::size_t i = 0; i < beats.size(); ++i) {
    if (beats[i] <= 0) continue;
    const std::size_t held = lm::durationClass(beats[i]);
    ++counts_[kAny][held];
    if (i > 0 && beats[i - 1] > 0) ++counts_[lm::durationClass(beats[i - 1])][held];
  }
}

Logs DurationCounts::logsAfter(double beatsBefore) const noexcept {
  return logsOf(beatsBefore > 0 ? lm::durationClass(beatsBefore) : kAny);
}

Logs DurationCounts::logsOf(std::size_t before) const noexcept {
  double all = 0;
  for (const double count : counts_[before]) all += count + 1;
  Logs logs{};
  for (std::size_t i = 0; i < logs.size(); ++i) logs[i] = std::log((counts_[before][i] + 1) / all);
  return logs;
}

DurationFigures measureDurations(const lm::ChordModel& prior, const DurationCounts& training,
                                 std::span<const HeldOutSection> sections) {
  DurationFigures figures;
  const auto* network = dynamic_cast<const lm::NeuralModel*>(&prior);
  if (network == nullptr) return figures;
  DurationRow told{"network, earlier lengths known", 0, 0}, untold{"network, chords alone", 0, 0};
  DurationRow after{"shares after the length before", 0, 0}, plain{"shares of all lengths", 0, 0};
  for (const auto& section : sections) {
    if (std::none_of(section.beats.begin(), section.beats.end(), [](double beats) { return beats > 0; })) continue;
    ++figures.sections;
    const auto byChords = network->durationLogs(section.mode, section.chords);
    const auto byBoth = network->durationLogs(section.mode, section.chords, {section.beats, section.beatsPerBar});
    for (std::size_t i = 0; i < section.chords.size(); ++i) {
      const double beats = section.beats[i];
      if (beats <= 0) continue;
      ++figures.lengths;
      add(byBoth[i], beats, told);
      add(byChords[i], beats, untold);
      add(training.logsAfter(i > 0 ? section.beats[i - 1] : 0), beats, after);
      add(training.logs(), beats, plain);
    }
  }
  const auto n = static_cast<double>(std::max<std::size_t>(1, figures.lengths));
  for (DurationRow* row : {&told, &untold, &after, &plain}) {
    row->bits /= n;
    row->right /= n;
    figures.rows.push_back(*row);
  }
  return figures;
}

std::string toText(const DurationFigures& figures) {
  if (figures.rows.empty()) return {};
  std::string out =
      fmt::format("\nHow long a chord is held, one of {} classes: {} lengths in {} sections\n{:<32}{:>14}{:>9}\n",
                  lm::kDurationClasses, figures.lengths, figures.sections, "", "bits a length", "right");
  for (const auto& row : figures.rows)
    out += fmt::format("{:<32}{:>14.3f}{:>8.1f}%\n", row.model, row.bits, 100 * row.right);
  return out;
}

}  // namespace amuse::evaluate
