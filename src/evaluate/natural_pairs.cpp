#include "evaluate/natural_pairs.h"

#include <fmt/format.h>

#include "base/text.h"
#include "sample/ratio.h"

namespace amuse::evaluate {
namespace {

Result<std::vector<theory::RelativeChord>> chordsInC(std::string_view text) {
  std::vector<theory::RelativeChord> chords;
  for (const auto word : splitWords(text)) {
    const auto symbol = theory::parseChordSymbol(word);
    if (!symbol) return fail(ErrorCode::Parse, fmt::format("{}: {}", word, symbol.error().message));
    chords.push_back(theory::toRelative(*symbol, 0));
  }
  return chords;
}

Result<NaturalPair> readPair(const std::vector<std::string_view>& row) {
  if (row.size() != 8) return fail(ErrorCode::Parse, "has not eight columns");
  const auto mode = theory::parseMode(row[0]);
  if (!mode) return tl::unexpected(mode.error());
  const auto ending = propose::parseEnding(row[2]);
  if (!ending) return tl::unexpected(ending.error());
  const auto natural = chordsInC(row[3]), awkward = chordsInC(row[4]);
  if (!natural) return tl::unexpected(natural.error());
  if (!awkward) return tl::unexpected(awkward.error());
  if (natural->empty() || natural->size() != awkward->size())
    return fail(ErrorCode::Parse, "the two sides have not the same number of chords");
  if (row[5] != "yes" && row[5] != "no") return fail(ErrorCode::Parse, "subtle must be yes or no");
  NaturalPair pair{*mode,    std::string(row[1]), std::string(row[3]), std::string(row[4]), *ending, *natural,
                   *awkward, row[5] == "yes"};
  return pair;
}

struct Verdict {
  double ratio = 0, prior = 0;
};

Verdict judge(const sample::Models& models, const NaturalPair& pair, const std::vector<theory::RelativeChord>& chords) {
  propose::Query query;
  query.mode = pair.mode;
  query.ending = pair.ending;
  query.slots.resize(chords.size());
  const auto stretches = sample::stretchesOf(query, {chords});
  const auto ratios = sample::compare(models.prior, models.proposerModel, {pair.mode, {}, {}, {}}, stretches,
                                      models.calibration.trust());
  Verdict verdict;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const sample::CalibrationCase kind{stretches[i].withEnd, stretches[i].afterContext};
    const auto spread = models.calibration.at(kind, pair.mode, ratios[i].chordCount);
    verdict.ratio += (ratios[i].logR() - spread.mean) / spread.sd;
    verdict.prior += ratios[i].logP;
  }
  return verdict;
}

std::string row(const std::string& name, const PairCounts& counts) {
  const auto share = [&](int won) { return counts.pairs == 0 ? 0 : 100.0 * won / counts.pairs; };
  return fmt::format("{:<14}{:>6}{:>9.1f}%{:>9.1f}%\n", name, counts.pairs, share(counts.byRatio),
                     share(counts.byPrior));
}

}  // namespace

Result<std::vector<NaturalPair>> parseNaturalPairs(std::string_view table) {
  std::vector<NaturalPair> pairs;
  for (const auto& cells : tableRows(table)) {
    auto pair = readPair(cells);
    if (!pair)
      return fail(ErrorCode::Parse, fmt::format("natural pairs, row {}: {}", pairs.size() + 1, pair.error().message));
    pairs.push_back(*std::move(pair));
  }
  return pairs;
}

PairsReport judgePairs(const sample::Models& models, const std::vector<NaturalPair>& pairs) {
  PairsReport report;
  for (const NaturalPair& pair : pairs) {
    const Verdict natural = judge(models, pair, pair.natural), awkward = judge(models, pair, pair.awkward);
    const bool byRatio = natural.ratio > awkward.ratio, byPrior = natural.prior > awkward.prior;
    for (PairCounts* counts : {&report.all, pair.subtle ? &report.subtle : &report.plain,
                               &report.byMode[std::string(theory::toText(pair.mode))], &report.byStyle[pair.style]}) {
      ++counts->pairs;
      counts->byRatio += byRatio ? 1 : 0;
      counts->byPrior += byPrior ? 1 : 0;
    }
    if (!byRatio) report.lost.push_back(&pair);
  }
  return report;
}

std::string toText(const PairsReport& report) {
  std::string out = fmt::format("{:<14}{:>6}{:>10}{:>10}\n", "natural wins", "pairs", "by P/Q", "by P");
  out += row("all", report.all) + row("plain", report.plain) + row("subtle", report.subtle) + "\n";
  for (const auto& [mode, counts] : report.byMode) out += row(mode, counts);
  out += "\n";
  for (const auto& [style, counts] : report.byStyle) out += row(style, counts);
  out += "\nP/Q prefers the awkward one in:\n";
  for (const NaturalPair* pair : report.lost)
    out += fmt::format("  {:<5}{:<32} over {:<32}{}\n", theory::toText(pair->mode), pair->awkwardText,
                       pair->naturalText, pair->subtle ? " subtle" : "");
  return out;
}

}  // namespace amuse::evaluate
