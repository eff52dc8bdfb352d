#include "evaluate/chords_follow.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "corpus/read_corpus.h"
#include "inspire/inspirations.h"
#include "inspire/keyword_brief.h"
#include "sample/pool.h"
#include "sample/sampler.h"

namespace amuse::evaluate {
namespace {

/// One thing to ask for, and what its author wanted.
struct FollowQuestion {
  brief::Brief brief;
  theory::Mode mode = theory::Mode::Maj;
  brief::Affect wanted;
  std::string words;
  std::vector<std::string> genres;
  std::vector<Progression> written;
};

struct NamedMeasure {
  std::string_view name;
  double Harmony::*value;
};
constexpr NamedMeasure kMeasures[] = {
    {"brightness (mode)", &Harmony::brightness}, {"major third (mode)", &Harmony::majorThird},
    {"seventh share", &Harmony::sevenths},       {"triad share", &Harmony::triads},
    {"extension share", &Harmony::extensions},   {"chromatic share", &Harmony::chromatic},
    {"dissonance", &Harmony::dissonance},        {"tension in the key", &Harmony::tension},
};
constexpr std::string_view kCharacters[] = {"jazz", "soul", "bossa", "blues", "gospel", "punk", "folk", "pop"};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// The models, with the held-out sets out of the proposer's pool.
struct Machine {
  std::unique_ptr<const lm::ChordModel> prior, proposerModel;
  std::unique_ptr<const propose::Proposer> proposer;
  sample::Calibration calibration;
  [[nodiscard]] sample::Models models() const { return {*prior, *proposerModel, *proposer, calibration}; }
};

Result<Machine> openMachine(const ChordsFollowInput& input) {
  auto prior = app::openPrior(input.home, input.prior);
  if (!prior) return tl::unexpected(prior.error());
  auto proposerModel = app::openProposerModel(input.home);
  if (!proposerModel) return tl::unexpected(proposerModel.error());
  auto proposer = app::openProposer(input.home, input.fold);
  if (!proposer) return tl::unexpected(proposer.error());
  auto calibration = app::openCalibration(input.home, input.prior);
  if (!calibration) return tl::unexpected(calibration.error());
  return Machine{*std::move(prior), *std::move(proposerModel), *std::move(proposer), *calibration};
}

Result<FollowedSet> follow(const Machine& machine, const FollowQuestion& asked, const ChordsFollowInput& input,
                           std::uint32_t seed) {
  FollowedSet set{asked.words, asked.genres, asked.wanted, asked.mode, harmonyOf(asked.written, asked.mode),
                  {},          {},           {},           0};
  sample::Request request;
  request.query.brief = asked.brief;
  request.query.mode = asked.mode;
  request.query.slots.resize(4);
  request.query.phraseStarts = {0};
  request.count = input.shown;
  request.surprise = input.surprise;
  request.seed = seed;
  const auto models = machine.models();
  sample::Pool pool(models, request);
  if (const auto drawn = pool.draw(input.proposals, 0); !drawn) return tl::unexpected(drawn.error());
  std::vector<Progression> proposed, passed, shown;
  for (const auto& draft : pool.drafts()) {
    proposed.push_back(draft.chords);
    if (draft.accepted) passed.push_back(draft.chords);
  }
  const auto answer = sample::suggest(models, request);
  if (!answer) return tl::unexpected(answer.error());
  for (const auto& suggestion : answer->suggestions) shown.push_back(suggestion.chords);
  set.proposed = harmonyOf(proposed, asked.mode);
  set.shown = harmonyOf(shown, asked.mode);
  set.passed = passed.empty() ? set.shown : harmonyOf(passed, asked.mode);
  set.acceptance = answer->stats.acceptanceRate();
  return set;
}

std::array<double, 4> correlations(const std::vector<FollowedSet>& sets, Harmony FollowedSet::*stage,
                                   double Harmony::*measure) {
  std::array<std::vector<double>, 4> wanted;
  std::vector<double> measured;
  for (const auto& set : sets) {
    const auto& affect = set.asked;
    const double values[] = {affect.valence, affect.arousal, affect.tension, affect.complexity};
    for (std::size_t i = 0; i < wanted.size(); ++i) wanted[i].push_back(values[i]);
    measured.push_back(set.*stage.*measure);
  }
  std::array<double, 4> result{};
  for (std::size_t i = 0; i < wanted.size(); ++i) result[i] = rankCorrelation(measured, wanted[i]);
  return result;
}

void addScaled(Harmony& sum, const Harmony& one, double factor) {
  for (const auto member :
       {&Harmony::brightness, &Harmony::majorThird, &Harmony::sevenths, &Harmony::triads, &Harmony::extensions,
        &Harmony::chromatic, &Harmony::dissonance, &Harmony::tension, &Harmony::dominants})
    sum.*member += factor * (one.*member);
}

CharacterRow characterOf(const std::vector<FollowedSet>& sets, std::string_view genre) {
  CharacterRow row{std::string(genre), 0, {}, {}, {}, {}};
  const auto isOf = [&](const FollowedSet& set) {
    return std::any_of(set.genres.begin(), set.genres.end(),
                       [&](const std::string& name) { return name.find(genre) != std::string::npos; });
  };
  row.sets = static_cast<int>(std::count_if(sets.begin(), sets.end(), isOf));
  for (const auto& set : sets) {
    if (!isOf(set)) continue;
    addScaled(row.written, set.written, 1.0 / row.sets);
    addScaled(row.proposed, set.proposed, 1.0 / row.sets);
    addScaled(row.passed, set.passed, 1.0 / row.sets);
    addScaled(row.shown, set.shown, 1.0 / row.sets);
  }
  return row;
}

Result<ChordsFollowReport::Part> measurePart(const Machine& machine, std::string title,
                                             const std::vector<FollowQuestion>& asked, const ChordsFollowInput& input) {
  ChordsFollowReport::Part part{std::move(title), {}, {}, {}, 0, 1, {}};
  for (std::size_t i = 0; i < asked.size(); i += std::max<std::size_t>(1, input.every)) {
    auto set = follow(machine, asked[i], input, input.seed + static_cast<std::uint32_t>(i));
    if (!set) return tl::unexpected(set.error());
    if (set->acceptance < part.least) {
      part.least = set->acceptance;
      part.leastWords = set->words;
    }
    part.sets.push_back(*std::move(set));
  }
  for (const auto& set : part.sets) part.acceptance += set.acceptance / static_cast<double>(part.sets.size());
  for (const auto& [name, measure] : kMeasures)
    part.rows.push_back({std::string(name), correlations(part.sets, &FollowedSet::written, measure),
                         correlations(part.sets, &FollowedSet::proposed, measure),
                         correlations(part.sets, &FollowedSet::passed, measure),
                         correlations(part.sets, &FollowedSet::shown, measure)});
  for (const auto genre : kCharacters) {
    auto row = characterOf(part.sets, genre);
    if (row.sets > 0) part.characters.push_back(std::move(row));
  }
  return part;
}

Result<std::vector<FollowQuestion>> setsOfFold(const ChordsFollowInput& input) {
  const auto records = corpus::readProposals(input.home / "data" / "llm");
  if (!records) return tl::unexpected(records.error());
  std::vector<FollowQuestion> sets;
  for (const auto& record : *records) {
    if (propose::foldOfSet(record.keywords) != input.fold) continue;
    FollowQuestion set;
    for (const auto& word : record.keywords) set.brief.keywords.push_back({.word = word, .weight = 1, .evidence = {}});
    for (const auto& genre : record.genres) set.brief.genres.push_back({genre, 1});
    set.wanted = {record.valence, record.arousal, record.tension, record.complexity};
    set.brief.affect = set.wanted;
    set.brief.mode = set.mode = record.mode;
    set.words = joined(record.keywords);
    set.genres = record.genres;
    set.written = record.progressions;
    sets.push_back(std::move(set));
  }
  return sets;
}

Result<std::vector<FollowQuestion>> heldOutInspirations(const ChordsFollowInput& input, bool byText) {
  const auto reader = inspire::TextReader::open(input.home / "data" / "llm");
  if (!reader) return tl::unexpected(reader.error());
  const auto records = inspire::loadInspirations(input.home / "data" / "llm" / "inspirations.jsonl");
  if (!records) return tl::unexpected(records.error());
  std::vector<FollowQuestion> sets;
  for (const auto& record : *records) {
    if (!inspire::isHeldOut(record.text)) continue;
    const auto brief =
        byText ? inspire::inspireText(*reader, record.text) : inspire::inspireKeywords(*reader, record.keywords);
    if (!brief) return tl::unexpected(brief.error());
    sets.push_back(
        {*brief, brief->mode, record.affect, byText ? record.text : joined(record.keywords), record.genres, {}});
  }
  return sets;
}

}  // namespace

Result<ChordsFollowReport> evaluateChordsFollow(const ChordsFollowInput& input) {
  const auto machine = openMachine(input);
  if (!machine) return tl::unexpected(machine.error());
  ChordsFollowReport report;
  const auto add = [&](std::string title, const Result<std::vector<FollowQuestion>>& sets) -> Result<void> {
    if (!sets) return tl::unexpected(sets.error());
    auto part = measurePart(*machine, std::move(title), *sets, input);
    if (!part) return tl::unexpected(part.error());
    report.parts.push_back(*std::move(part));
    return {};
  };
  const auto title =
      input.fold == propose::kHeldOutFold
          ? std::string("held-out keyword sets, with their record's mode and affect")
          : fmt::format("fold {} of the training keyword sets, with their record's mode and affect", input.fold);
  if (auto done = add(title, setsOfFold(input)); !done) return tl::unexpected(done.error());
  if (input.setsOnly || input.fold != propose::kHeldOutFold) return report;
  if (auto done = add("held-out inspirations by their keywords alone", heldOutInspirations(input, false)); !done)
    return tl::unexpected(done.error());
  if (auto done = add("held-out inspirations by their text alone", heldOutInspirations(input, true)); !done)
    return tl::unexpected(done.error());
  return report;
}

namespace {

std::string line(std::string_view stage, const std::array<double, 4>& row) {
  return fmt::format("  {:<9}{:>9.2f}{:>9.2f}{:>9.2f}{:>9.2f}", stage, row[0], row[1], row[2], row[3]);
}

std::string characterLine(std::string_view stage, const Harmony& h) {
  return fmt::format("    {:<10}{:>9.2f}{:>9.2f}{:>9.2f}{:>9.2f}{:>9.2f}\n", stage, h.sevenths, h.extensions, h.triads,
                     h.dominants, h.chromatic);
}

}  // namespace

std::string toText(const ChordsFollowReport& report, bool details) {
  std::string text;
  for (const auto& part : report.parts) {
    const bool written = part.title.find("record") != std::string::npos;
    text += fmt::format("{} ({} sets; accepted {:.1f} % on average, {:.1f} % at least: {})\n", part.title,
                        part.sets.size(), 100 * part.acceptance, 100 * part.least, part.leastWords);
    text += fmt::format("{:<22}{:<11}{:>9}{:>9}{:>9}{:>9}\n", "rank correlation", "", "valence", "arousal", "tension",
                        "complex.");
    for (const auto& row : part.rows) {
      if (written) text += fmt::format("{:<22}{}\n", row.name, line("written", row.written));
      text += fmt::format("{:<22}{}\n", written ? "" : row.name, line("proposed", row.proposed));
      text += fmt::format("{:<22}{}\n", "", line("passed", row.passed));
      text += fmt::format("{:<22}{}\n", "", line("shown", row.shown));
    }
    text +=
        fmt::format("\n{:<14}{:>9}{:>9}{:>9}{:>9}{:>9}\n", "genre", "sevenths", "9th...", "triads", "dom. 7", "chrom.");
    for (const auto& row : part.characters) {
      text += fmt::format("{} ({} sets)\n", row.genre, row.sets);
      if (written) text += characterLine("written", row.written);
      text += characterLine("proposed", row.proposed) + characterLine("passed", row.passed) +
              characterLine("shown", row.shown);
    }
    text += '\n';
    if (!details) continue;
    for (const auto& set : part.sets)
      text +=
          fmt::format("{:5.1f} %  {}  {:.30}  v {:+.2f} t {:+.2f} c {:+.2f}\n", 100 * set.acceptance,
                      theory::toText(set.mode), set.words, set.asked.valence, set.asked.tension, set.asked.complexity);
  }
  return text;
}

}  // namespace amuse::evaluate
