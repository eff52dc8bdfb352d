#include "evaluate/keyword_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/suggest.h"
#include "base/text.h"
#include "evaluate/genre_groups.h"

namespace amuse::evaluate {
namespace {

constexpr double kLeastAcceptance = 0.05;
constexpr std::size_t kShownLeast = 5;

/// Running means over chords, each draft counted with a weight.
struct ChordMeans {
  double weight = 0, logRatio = 0, sevenths = 0, extended = 0;

  void add(const sample::Draft& draft, double times) {
    weight += times * draft.chordCount;
    logRatio += times * (draft.logP - draft.logQ);
    const double perSlot = times * draft.chordCount / static_cast<double>(draft.chords.size());
    for (const auto& chord : draft.chords) {
      sevenths += chord.quality.tones.size() >= 4 ? perSlot : 0;
      extended += chord.quality.tones.size() >= 5 ? perSlot : 0;
    }
  }
  [[nodiscard]] double mean(double sum) const noexcept { return weight > 0 ? sum / weight : 0; }
};

/// A row being filled.
struct Gathered {
  SetRow row;
  ChordMeans proposed, accepted;

  void add(const JudgedSet& set) {
    const double rate = set.acceptance();
    ++row.sets;
    row.acceptance += rate;
    row.least = std::min(row.least, rate);
    for (const auto& draft : set.drafts) {
      proposed.add(draft, 1);
      accepted.add(draft, draft.acceptance);
    }
  }
  [[nodiscard]] SetRow finished(std::string name) const {
    SetRow done = row;
    done.name = std::move(name);
    if (done.sets > 0) done.acceptance /= done.sets;
    done.logRatio = proposed.mean(proposed.logRatio);
    done.logRatioAccepted = accepted.mean(accepted.logRatio);
    done.sevenths = proposed.mean(proposed.sevenths);
    done.seventhsAccepted = accepted.mean(accepted.sevenths);
    done.extended = proposed.mean(proposed.extended);
    done.extendedAccepted = accepted.mean(accepted.extended);
    return done;
  }
};

using Rows = std::map<std::string, Gathered>;

std::vector<SetRow> finishedRows(const Rows& rows) {
  std::vector<SetRow> done;
  done.reserve(rows.size());
  for (const auto& [name, gathered] : rows) done.push_back(gathered.finished(name));
  return done;
}

std::string setRowText(const SetRow& row) {
  const auto change = [](double before, double after) { return before > 0 ? 100 * (after / before - 1) : 0; };
  return fmt::format(
      "{:<12}{:>6}{:>9.1f}%{:>8.1f}%{:>9.2f}{:>9.2f}{:>9.1f}%{:>7.1f}%{:>+6.0f}%{:>8.1f}%{:>7.1f}%{:>+6.0f}%\n",
      row.name, row.sets, 100 * row.acceptance, 100 * row.least, row.logRatio, row.logRatioAccepted, 100 * row.sevenths,
      100 * row.seventhsAccepted, change(row.sevenths, row.seventhsAccepted), 100 * row.extended,
      100 * row.extendedAccepted, change(row.extended, row.extendedAccepted));
}

}  // namespace

std::vector<AskedSet> askedSets(const std::vector<corpus::ProposalRecord>& records) {
  std::vector<AskedSet> sets;
  sets.reserve(records.size());
  for (const auto& record : records)
    sets.push_back({record.keywords, record.mode, std::string(genreGroup(record.genres))});
  return sets;
}

double JudgedSet::acceptance() const noexcept {
  double sum = 0;
  for (const auto& draft : drafts) sum += draft.acceptance;
  return drafts.empty() ? 0 : sum / static_cast<double>(drafts.size());
}

Result<JudgedSet> judgeSet(const app::Engine& engine, const AskedSet& set, int bars, int proposals, double surprise,
                           std::uint32_t seed) {
  const auto brief = app::readInspiration(engine.reader(), "", set.keywords);
  if (!brief) return tl::unexpected(brief.error());
  app::SuggestInput asked;
  asked.keywords = set.keywords;
  asked.mode = theory::toText(set.mode);
  asked.bars = bars;
  const auto plan = app::makePlan(asked, *brief);
  if (!plan) return tl::unexpected(plan.error());
  const sample::Request request{plan->query, 4, surprise, seed, 0, {}};
  const auto models = engine.models();
  sample::Pool pool(models, request);
  if (const auto drawn = pool.draw(proposals, 0); !drawn) return tl::unexpected(drawn.error());
  return JudgedSet{pool.drafts()};
}

Result<SetsReport> measureKeywordSets(const app::Engine& engine, const std::vector<AskedSet>& sets, int proposals,
                                      double surprise, std::uint32_t seed) {
  Gathered all;
  Rows modes, genres, lengths;
  SetsReport report;
  for (const auto& set : sets) {
    for (const int bars : {4, 8}) {
      const auto judged = judgeSet(engine, set, bars, proposals, surprise, seed);
      if (!judged) return tl::unexpected(judged.error());
      for (Gathered* row : {&all, &modes[std::string(theory::toText(set.mode))], &genres[set.genre],
                            &lengths[fmt::format("{} bars", bars)]})
        row->add(*judged);
      report.belowBar += judged->acceptance() < kLeastAcceptance ? 1 : 0;
      report.least.push_back({join(set.keywords, ", "), set.mode, bars, judged->acceptance()});
    }
  }
  std::stable_sort(report.least.begin(), report.least.end(),
                   [](const auto& a, const auto& b) { return a.acceptance < b.acceptance; });
  report.least.resize(std::min(report.least.size(), kShownLeast));
  report.all = all.finished("all");
  report.byMode = finishedRows(modes);
  report.byGenre = finishedRows(genres);
  report.byLength = finishedRows(lengths);
  return report;
}

std::string toText(const SetsReport& report) {
  std::string out = fmt::format(
      "{:<12}{:>6}{:>19}{:>18}{:>24}{:>22}\n{:<12}{:>6}{:>10}{:>9}{:>9}{:>9}{:>10}{:>8}{:>7}{:>9}{:>8}{:>7}\n", "", "",
      "acceptance ", "ln P/Q a chord", "4 tones or more ", "5 tones or more ", "keyword sets", "", "mean", "least",
      "drawn", "passed", "drawn", "passed", "", "drawn", "passed", "");
  out += setRowText(report.all);
  for (const auto* rows : {&report.byLength, &report.byMode, &report.byGenre}) {
    out += "\n";
    for (const auto& row : *rows) out += setRowText(row);
  }
  out += fmt::format("\nsets under 5 %: {} of {}; the lowest:\n", report.belowBar, report.all.sets);
  for (const auto& set : report.least)
    out += fmt::format("  {:>5.1f}%  {} bars {:<5}{}\n", 100 * set.acceptance, set.bars, theory::toText(set.mode),
                       set.words);
  return out;
}

}  // namespace amuse::evaluate
