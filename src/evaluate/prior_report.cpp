#include "evaluate/prior_report.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>

#include "base/files.h"
#include "base/text.h"
#include "lm/kn_baseline.h"
#include "lm/measure.h"
#include "lm/ppm_baseline.h"

namespace amuse::evaluate {
namespace {

std::string lengthGroup(std::size_t chords) {
  return chords == 4 ? "4" : chords <= 8 ? "5-8" : chords <= 16 ? "9-16" : chords <= 32 ? "17-32" : "33-64";
}

void addSection(const HeldOutSection& section, const PriorSums& sums, PriorFigures& figures) {
  figures.all.add(sums);
  if (!section.repeatsTraining) figures.fresh.add(sums);
  figures.bySource[section.source].add(sums);
  figures.byMode[std::string(theory::toText(section.mode.mode))].add(sums);
  figures.byLength[lengthGroup(section.chords.size())].add(sums);
}

PriorFigures figuresOf(const lm::ChordModel& model, const PriorSections& data, std::array<bool, kLevelCount> levels) {
  PriorFigures figures;
  figures.model = model.name();
  figures.hasBits = figures.hasRanks = levels;
  const ExactChords* exact = levels[indexOf(lm::Level::Exact)] ? &data.exact : nullptr;
  for (const auto& section : data.valid)
    addSection(section, measureSection(model, section.mode, section.chords, exact), figures);
  return figures;
}

double sumError(const lm::ChordModel& model, const std::vector<HeldOutSection>& sections) {
  double largest = 0;
  for (const auto& section : sections) {
    const auto half = std::span(section.chords).first(section.chords.size() / 2);
    double sum = 0;
    for (const double p : model.next(section.mode, half).p) sum += p;
    largest = std::max(largest, std::abs(1 - sum));
  }
  return largest;
}

double logScore(const lm::ChordModel& model, const lm::Conditions& conditions, const HeldOutSection& section) {
  const lm::ScoreRequest request{{}, section.chords};
  return model.score(conditions, {&request, 1}).front().total(lm::Level::Sevenths, true);
}

/// What the model says of a section whose mode it is not told: every mode in turn, each as likely as in training.
double logScoreWithoutMode(const lm::ChordModel& model, const HeldOutSection& section) {
  double all = 0, sum = 0;
  for (const auto mode : theory::kModes) all += model.sectionCount(mode);
  double largest = -1e300;
  std::vector<double> logs;
  for (const auto mode : theory::kModes) {
    if (model.sectionCount(mode) <= 0) continue;
    logs.push_back(std::log(model.sectionCount(mode) / all) + logScore(model, {mode, {}, {}, {}}, section));
    largest = std::max(largest, logs.back());
  }
  for (const double value : logs) sum += std::exp(value - largest);
  return largest + std::log(sum);
}

using Score = std::function<double(const HeldOutSection&)>;

Ablation ablate(std::string name, const std::vector<HeldOutSection>& sections,
                const std::function<bool(const HeldOutSection&)>& known, const Score& without, const Score& with) {
  Ablation row{std::move(name), 0, 0, 0};
  double symbols = 0;
  for (const auto& section : sections) {
    if (!known(section)) continue;
    ++row.sections;
    symbols += static_cast<double>(section.chords.size() + 1);
    row.without -= without(section) / std::log(2.0);
    row.with -= with(section) / std::log(2.0);
  }
  if (symbols > 0) row.without /= symbols, row.with /= symbols;
  return row;
}

std::vector<Ablation> ablationsOf(const lm::ChordModel& model, const std::vector<HeldOutSection>& sections) {
  const Score modeOnly = [&](const auto& s) { return logScore(model, s.mode, s); };
  const auto under = [&](auto&& keep) {
    return Score([&model, keep](const HeldOutSection& s) {
      lm::Conditions conditions = s.mode;
      keep(s.all, conditions);
      return logScore(model, conditions, s);
    });
  };
  const auto hasAny = [](const auto& s) { return !s.all.genre.empty() || !s.all.section.empty() || s.all.decade; };
  return {ablate(
              "mode", sections, [](const auto&) { return true; },
              [&](const auto& s) { return logScoreWithoutMode(model, s); }, modeOnly),
          ablate(
              "genre", sections, [](const auto& s) { return !s.all.genre.empty(); }, modeOnly,
              under([](const auto& from, auto& to) { to.genre = from.genre; })),
          ablate(
              "section name", sections, [](const auto& s) { return !s.all.section.empty(); }, modeOnly,
              under([](const auto& from, auto& to) { to.section = from.section; })),
          ablate(
              "decade", sections, [](const auto& s) { return s.all.decade.has_value(); }, modeOnly,
              under([](const auto& from, auto& to) { to.decade = from.decade; })),
          ablate("all of them", sections, hasAny, modeOnly, under([](const auto& from, auto& to) { to = from; }))};
}

std::vector<lm::MeasuredSection> measured(const std::vector<HeldOutSection>& sections) {
  std::vector<lm::MeasuredSection> plain;
  plain.reserve(sections.size());
  for (const auto& section : sections) plain.push_back({section.chords, section.mode.mode, section.source});
  return plain;
}

Result<double> number(std::string_view text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !(value >= 0 && value < 1e6))
    return fail(ErrorCode::Parse, "the table of the paper's LSTM: not a number: " + std::string(text));
  return value;
}

}  // namespace

Result<void> addPaperFigures(std::string_view table, const std::vector<HeldOutSection>& sections, PriorReport& report) {
  std::map<std::string, PriorSums, std::less<>> rows;
  for (const std::string_view line : split(table, '\n')) {
    if (line.empty() || line.front() == '#' || line.starts_with("id\t")) continue;
    const auto cells = split(line, '\t');
    if (cells.size() != 6) return fail(ErrorCode::Parse, "the table of the paper's LSTM: a row has not six columns");
    std::array<double, 5> values{};
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto value = number(cells[i + 1]);
      if (!value) return tl::unexpected(value.error());
      values[i] = *value;
    }
    PriorSums& sums = rows[std::string(cells[0])];
    sums.sections = 1;
    sums.symbols = static_cast<std::size_t>(values[0]);
    sums.levels[indexOf(lm::Level::Triads)].bits = values[1];
    auto& sevenths = sums.levels[indexOf(lm::Level::Sevenths)];
    sevenths.bits = values[2];
    sevenths.first = static_cast<std::size_t>(values[3]);
    sevenths.amongFive = static_cast<std::size_t>(values[4]);
  }
  PriorFigures figures;
  figures.model = "paper's LSTM (kept)";
  figures.hasBits = {false, true, true};
  figures.hasRanks = {false, true, false};
  figures.hasConfidence = false;
  for (const auto& section : sections) {
    const auto row = rows.find(section.id);
    if (row == rows.end() || row->second.symbols != section.chords.size() + 1)
      return fail(ErrorCode::Unavailable,
                  "the table of the paper's LSTM was made for other sections; make it again "
                  "with amuse-train paper-lstm");
    addSection(section, row->second, figures);
  }
  report.models.push_back(std::move(figures));
  return {};
}

Result<PriorReport> evaluatePrior(const PriorInput& input) {
  const auto data = choosePriorSections(input.folder, input.data);
  if (!data) return tl::unexpected(data.error());
  PriorReport report;
  report.set = input.data == PriorData::Open ? "open" : "research";
  report.trainingSections = data->train.size();
  report.models.push_back(figuresOf(*input.prior, *data, {true, true, true}));
  lm::KneserNeyBaseline baseline(data->train);
  report.models.push_back(figuresOf(baseline, *data, {false, true, true}));
  baseline.addCache(measured(data->valid));
  report.models.push_back(figuresOf(baseline, *data, {false, true, true}));
  const lm::KneserNeyBaseline triads(data->train, lm::Level::Triads);
  report.models.push_back(figuresOf(triads, *data, {false, false, true}));
  report.models.push_back(figuresOf(lm::PpmBaseline(data->train), *data, {false, true, true}));
  if (std::error_code missing; std::filesystem::exists(input.paperTable, missing)) {
    const auto table = readFile(input.paperTable);
    if (!table) return tl::unexpected(table.error());
    if (const auto added = addPaperFigures(*table, data->valid, report); !added) return tl::unexpected(added.error());
  }
  report.ablations = ablationsOf(*input.prior, data->valid);
  report.durations = measureDurations(*input.prior, data->durations, data->valid);
  report.largestSumError = sumError(*input.prior, data->valid);
  return report;
}

}  // namespace amuse::evaluate
