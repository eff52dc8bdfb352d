#include "prior_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/files.h"
#include "evaluate/plot.h"
#include "lm/net_conditions.h"

namespace amuse::train {

namespace {

constexpr const char* kLimits =
    "Modes with few sections lean on their relatives through the parent major scale. Keys of unannotated sections "
    "were\n"
    "estimated and are wrong in a fifth to a tenth of cases. Genre, section name and decade are known for part of the\n"
    "data only, most of it pop; for other genres the model falls back on what it hears. The music is mostly Western\n"
    "popular music of 1950 to 2015, Chinese pop among it.";

std::string curveSvg(const PriorCardInput& input) {
  evaluate::LineChart chart{
      input.text.name + ": learning curves", "pass over the training songs", "bits per symbol", {}};
  for (std::size_t i = 0; i < input.nets.size(); ++i) {
    evaluate::Series train{fmt::format("network {}, training loss", i + 1), {}, true};
    evaluate::Series valid{fmt::format("network {}, held out", i + 1), {}, false};
    for (const EpochFigures& f : input.nets[i].curve) {
      train.points.emplace_back(f.epoch, f.train);
      valid.points.emplace_back(f.epoch, f.valid);
    }
    chart.series.push_back(std::move(train));
    chart.series.push_back(std::move(valid));
  }
  return evaluate::toSvg(chart);
}

/// Bits a symbol on sections where the entry is known, without it and with it.
struct Ablation {
  std::size_t sections = 0;
  double without = 0, with = 0, symbols = 0;
};

Ablation ablate(const PriorCardInput& input, bool (*keep)(const corpus::Section&, lm::Conditions&)) {
  Ablation sums;
  for (const auto& section : input.corpus) {
    lm::Conditions bare, known;
    bare.mode = known.mode = section.mode;
    if (!keep(section, known)) continue;
    const lm::ScoreRequest request{{}, section.chords};
    const auto bits = [&](const lm::Conditions& c) {
      return -input.model.score(c, {&request, 1}).front().total(lm::Level::Sevenths, true) / std::log(2.0);
    };
    sums.without += bits(bare);
    sums.with += bits(known);
    sums.symbols += static_cast<double>(section.chords.size() + 1);
    ++sums.sections;
  }
  return sums;
}

bool keepGenre(const corpus::Section& s, lm::Conditions& c) {
  for (const auto& genre : s.genres)
    if (c.genre.empty() && lm::knowsCondition("genre", genre)) c.genre = genre;
  return !c.genre.empty();
}
bool keepName(const corpus::Section& s, lm::Conditions& c) {
  if (lm::knowsCondition("section", s.name)) c.section = s.name;
  return !c.section.empty();
}
bool keepDecade(const corpus::Section& s, lm::Conditions& c) {
  c.decade = s.decade;
  return c.decade.has_value();
}
bool keepAll(const corpus::Section& s, lm::Conditions& c) {
  const bool genre = keepGenre(s, c), name = keepName(s, c), decade = keepDecade(s, c);
  return genre || name || decade;
}

std::string conditionTable(const PriorCardInput& input) {
  struct Row {
    const char* name;
    bool (*keep)(const corpus::Section&, lm::Conditions&);
  };
  static constexpr Row kRows[] = {
      {"genre", keepGenre}, {"section name", keepName}, {"decade", keepDecade}, {"any of the three", keepAll}};
  std::string out =
      "Where the condition is known (all held-out sections of the open class), bits per symbol at `sevenths` level:\n\n"
      "| condition | sections | without it | with it |\n|---|--:|--:|--:|\n";
  for (const Row& row : kRows) {
    const Ablation a = ablate(input, row.keep);
    if (a.sections > 0)
      out += fmt::format("| {} | {} | {:.3f} | {:.3f} |\n", row.name, a.sections, a.without / a.symbols,
                         a.with / a.symbols);
  }
  return out;
}

/// Networks kept from older runs may lack a figure.
std::string figure(double bits) { return bits > 0 ? fmt::format("{:.3f}", bits) : "not measured"; }

std::string netTable(const PriorCardInput& input) {
  std::string out =
      "| network | passes | best | held out | with conditions | with durations | with both | bits a duration |\n"
      "|---|--:|--:|--:|--:|--:|--:|--:|\n";
  for (std::size_t i = 0; i < input.nets.size(); ++i) {
    const TrainedNet& net = input.nets[i];
    const auto& best = net.curve[static_cast<std::size_t>(net.bestEpoch - 1)];
    out += fmt::format("| {} | {} | {} | {:.3f} | {} | {} | {} | {:.3f} |\n", i + 1, net.curve.size(), net.bestEpoch,
                       best.valid, figure(net.known.dense), figure(net.known.durations), figure(net.known.both),
                       best.validDurations);
  }
  return out;
}

/// Bits per symbol for each genre the model knows.
std::string genreTable(const PriorCardInput& input) {
  std::map<std::string, Ablation> rows;
  for (const auto& section : input.corpus) {
    lm::Conditions conditions;
    if (!keepGenre(section, conditions)) continue;
    const auto vector = lm::conditionVector(conditions);
    const auto entry = static_cast<std::size_t>(std::max_element(vector.begin(), vector.end()) - vector.begin());
    conditions.mode = section.mode;
    const lm::ScoreRequest request{{}, section.chords};
    auto& row = rows[std::string(lm::conditionNames()[entry].name)];
    row.with -= input.model.score(conditions, {&request, 1}).front().total(lm::Level::Sevenths, true) / std::log(2.0);
    row.symbols += static_cast<double>(section.chords.size() + 1);
    ++row.sections;
  }
  std::string out = "| genre | sections | sevenths, genre given |\n|---|--:|--:|\n";
  for (const auto& [name, row] : rows)
    out += fmt::format("| {} | {} | {:.3f} |\n", name, row.sections, row.with / row.symbols);
  return out;
}

}  // namespace

Result<void> writePriorCard(const PriorCardInput& input) {
  const std::string picture = input.stem.filename().string() + "-curve.svg";
  if (auto done = writeFile(input.stem.string() + "-curve.svg", curveSvg(input)); !done) return done;
  FitSet shown = input.set;
  shown.valid.clear();
  for (const NetSection& s : input.judged) shown.valid.push_back({s.chords, s.mode, s.source});
  CardText text = input.text;
  text.limits = kLimits;
  auto card = makeCard(text, shown, input.model, std::filesystem::file_size(input.stem.string() + ".ngram"),
                       input.model.name());
  if (!card) return tl::unexpected(card.error());
  *card += fmt::format("\n## Networks\n\n![Learning curves]({})\n\n{}\n## Conditions\n\n{}\n{}", picture,
                       netTable(input), conditionTable(input), genreTable(input));
  std::printf("%s\n", card->c_str());
  return writeFile(input.stem.string() + ".md", *card);
}

}  // namespace amuse::train
