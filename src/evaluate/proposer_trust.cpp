#include "evaluate/proposer_trust.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/random.h"
#include "corpus/read_corpus.h"

namespace amuse::evaluate {
namespace {

using Chords = std::vector<theory::RelativeChord>;

constexpr std::size_t kShortestJudged = 4, kLongestJudged = 8, kMostTries = 50;
constexpr std::array kDoubts{0.0, 0.05, 0.1, 0.2};
constexpr std::array kPowers{1.0, 0.7, 0.6, 0.5, 0.4, 0.3};

/// The settings that are tried: like the shipped one but for doubt and power.
std::vector<sample::ProposerTrust> triedTrusts(const sample::ProposerTrust& shipped) {
  std::vector<sample::ProposerTrust> tried;
  for (const double doubt : kDoubts)
    for (const double power : kPowers) tried.push_back({doubt, power, shipped.priorResidual, shipped.fullExponentSd});
  return tried;
}

bool hasEqualNeighbours(const Chords& chords) {
  return std::adjacent_find(chords.begin(), chords.end()) != chords.end();
}

Chords spoil(const Chords& real, Spoiling spoiling, const std::vector<Chords>& others, Random& random) {
  Chords spoilt = real;
  // The first chord stays: an opening that begins elsewhere is another key, not a mistake.
  const std::size_t place = 1 + random.below(real.size() - 1);
  auto& chord = spoilt[place];
  switch (spoiling) {
    case Spoiling::Shifted: chord.root = theory::toPitchClass(chord.root + (random.chance(0.5) ? 1 : -1)); break;
    case Spoiling::Strange: {
      const Chords& other = others[random.below(others.size())];
      chord = other[random.below(other.size())];
      break;
    }
    case Spoiling::Swapped: std::swap(chord, spoilt[place + 1 < real.size() ? place + 1 : place - 1]); break;
  }
  return spoilt;
}

struct Scores {
  std::vector<lm::SequenceScore> real, spoilt;
};

Scores scoresOf(const lm::ChordModel& model, const std::vector<SpoiltOpening>& openings) {
  Scores scores;
  for (const auto& opening : openings) {
    const std::array<lm::ScoreRequest, 2> asked{{{{}, opening.real}, {{}, opening.spoilt}}};
    auto both = model.score({opening.mode, {}, {}, {}}, asked);
    scores.real.push_back(std::move(both[0]));
    scores.spoilt.push_back(std::move(both[1]));
  }
  return scores;
}

TrustRow rowOf(const sample::ProposerTrust& trust, const std::vector<SpoiltOpening>& openings, const Scores& underP,
               const Scores& underQ) {
  TrustRow row{trust, {}, 0};
  std::array<double, kSpoilingCount> count{};
  for (std::size_t i = 0; i < openings.size(); ++i) {
    const auto kind = static_cast<std::size_t>(openings[i].spoiling);
    // As many chords on both sides: the calibration's mean is the same and cancels.
    const double real = sample::ratioOf(underP.real[i], underQ.real[i], false, trust).logR();
    const double spoilt = sample::ratioOf(underP.spoilt[i], underQ.spoilt[i], false, trust).logR();
    ++count[kind];
    row.won[kind] += real > spoilt ? 1 : 0;
    row.all += real > spoilt ? 1.0 / static_cast<double>(openings.size()) : 0;
  }
  for (std::size_t kind = 0; kind < kSpoilingCount; ++kind) row.won[kind] /= std::max(1.0, count[kind]);
  return row;
}

std::string line(const std::string& name, const TrustRow& row) {
  return fmt::format("{:<22}{:>9.1f}%{:>9.1f}%{:>9.1f}%{:>9.1f}%", name, 100 * row.won[0], 100 * row.won[1],
                     100 * row.won[2], 100 * row.all);
}

std::string nameOf(const sample::ProposerTrust& trust) {
  return fmt::format("doubt {:.2f} power {:.1f}", trust.doubt, trust.power);
}

/// One side of a pair under both models: the stretches it is compared by.
struct ScoredSide {
  std::vector<sample::Stretch> stretches;
  std::vector<lm::SequenceScore> underP, underQ;

  [[nodiscard]] double logR(const sample::ProposerTrust& trust) const {
    double sum = 0;
    for (std::size_t i = 0; i < stretches.size(); ++i)
      sum += sample::ratioOf(underP[i], underQ[i], stretches[i].withEnd, trust).logR();
    return sum;
  }
};
struct ScoredPair {
  ScoredSide natural, awkward;
  // As many chords on both sides: the calibration's mean is the same and cancels.
  [[nodiscard]] bool naturalWins(const sample::ProposerTrust& trust) const {
    return natural.logR(trust) > awkward.logR(trust);
  }
};

ScoredSide scoreSide(const lm::ChordModel& prior, const lm::ChordModel& proposerModel, const NaturalPair& pair,
                     const Chords& chords) {
  propose::Query query;
  query.mode = pair.mode;
  query.ending = pair.ending;
  query.slots.resize(chords.size());
  ScoredSide side{sample::stretchesOf(query, {chords}), {}, {}};
  std::vector<lm::ScoreRequest> requests;
  requests.reserve(side.stretches.size());
  for (const auto& stretch : side.stretches) requests.push_back({stretch.prefix, stretch.chords});
  side.underP = prior.score({pair.mode, {}, {}, {}}, requests);
  side.underQ = proposerModel.score({pair.mode, {}, {}, {}}, requests);
  return side;
}

ScoredPair scorePair(const lm::ChordModel& prior, const lm::ChordModel& proposerModel, const NaturalPair& pair) {
  return {scoreSide(prior, proposerModel, pair, pair.natural), scoreSide(prior, proposerModel, pair, pair.awkward)};
}

}  // namespace

std::string_view toText(Spoiling spoiling) noexcept {
  constexpr std::array<std::string_view, kSpoilingCount> kNames{"shifted", "strange", "swapped"};
  return kNames[static_cast<std::size_t>(spoiling)];
}

Result<std::vector<SpoiltOpening>> spoilOpenings(const std::filesystem::path& dataFolder, std::uint32_t seed) {
  const auto sections = corpus::readCorpus(dataFolder / "chords" / "corpus.jsonl.gz");
  if (!sections) return tl::unexpected(sections.error());
  std::vector<Chords> reals;
  std::vector<theory::Mode> modes;
  for (const auto& section : *sections) {
    if (section.isTemplate || section.license != corpus::LicenseClass::Open || section.split != corpus::Split::Valid ||
        section.chords.size() < kShortestJudged)
      continue;
    const auto length = static_cast<std::ptrdiff_t>(std::min(section.chords.size(), kLongestJudged));
    reals.emplace_back(section.chords.begin(), section.chords.begin() + length);
    modes.push_back(section.mode);
  }
  if (reals.empty()) return fail(ErrorCode::Unavailable, "the corpus holds no open-licence openings");
  Random random(seed);
  std::vector<SpoiltOpening> openings;
  for (std::size_t i = 0; i < reals.size(); ++i) {
    const auto kind = static_cast<Spoiling>(i % kSpoilingCount);
    for (std::size_t tries = 0; tries < kMostTries; ++tries) {
      Chords spoilt = spoil(reals[i], kind, reals, random);
      if (spoilt == reals[i] || hasEqualNeighbours(spoilt)) continue;
      openings.push_back({modes[i], kind, reals[i], std::move(spoilt)});
      break;
    }
  }
  return openings;
}

TrustReport measureTrust(const lm::ChordModel& prior, const lm::ChordModel& proposerModel,
                         const std::vector<SpoiltOpening>& openings, const sample::ProposerTrust& shipped) {
  const Scores underP = scoresOf(prior, openings), underQ = scoresOf(proposerModel, openings);
  TrustReport report;
  report.shipped = shipped;
  for (const auto& opening : openings) ++report.openings[static_cast<std::size_t>(opening.spoiling)];
  report.byPrior = rowOf({0, 0, shipped.priorResidual, shipped.fullExponentSd}, openings, underP, underQ);
  for (const auto& trust : triedTrusts(shipped)) report.rows.push_back(rowOf(trust, openings, underP, underQ));
  return report;
}

PairTrustReport measurePairTrust(const lm::ChordModel& prior, const lm::ChordModel& proposerModel,
                                 const std::vector<NaturalPair>& pairs, const sample::ProposerTrust& shipped) {
  PairTrustReport report;
  report.shipped = shipped;
  std::vector<std::size_t> halves;
  std::vector<ScoredPair> scored;
  for (const auto& pair : pairs) {
    halves.push_back(stableHash(pair.naturalText) % 2);
    ++report.pairs[halves.back()];
    report.subtle[halves.back()] += pair.subtle ? 1 : 0;
    scored.push_back(scorePair(prior, proposerModel, pair));
  }
  for (const auto& trust : triedTrusts(shipped)) {
    PairTrustRow row{trust, {}, {}};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (!scored[i].naturalWins(trust)) continue;
      row.all[halves[i]] += 1.0 / static_cast<double>(report.pairs[halves[i]]);
      if (pairs[i].subtle) row.subtle[halves[i]] += 1.0 / static_cast<double>(report.subtle[halves[i]]);
    }
    report.rows.push_back(row);
  }
  report.chosen = chooseTrust(report);
  return report;
}

std::size_t chooseTrust(const PairTrustReport& report) noexcept {
  constexpr double kBar = 0.9, kSubtleBar = 0.8;
  const std::size_t none = report.rows.size();
  std::size_t best = none;
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const PairTrustRow& row = report.rows[i];
    if (row.all[0] < kBar || row.subtle[0] < kSubtleBar) continue;
    // Rows go from the least doubt to the most, so of equal powers the first stays.
    if (best == none || row.trust.power > report.rows[best].trust.power) best = i;
  }
  return best == none ? none - 1 : best;
}

std::string toText(const TrustReport& report) {
  std::string out = fmt::format("{} real openings of 4 to 8 chords, each against itself spoilt\n{:<22}",
                                report.openings[0] + report.openings[1] + report.openings[2], "real stands higher");
  for (const auto kind : {Spoiling::Shifted, Spoiling::Strange, Spoiling::Swapped})
    out += fmt::format("{:>10}", toText(kind));
  out += fmt::format("{:>10}\n{}\n", "all", line("by P alone", report.byPrior));
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const TrustRow& row = report.rows[i];
    out += line(nameOf(row.trust), row) + (row.trust == report.shipped ? "  shipped\n" : "\n");
  }
  return out;
}

std::string toText(const PairTrustReport& report) {
  std::string out = fmt::format(
      "natural pairs, chosen on {} ({} subtle) and judged on {} ({} subtle)\n{:<22}{:>10}{:>10}{:>12}{:>10}\n",
      report.pairs[0], report.subtle[0], report.pairs[1], report.subtle[1], "natural wins", "chosen on", "subtle",
      "judged on", "subtle");
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const PairTrustRow& row = report.rows[i];
    out += fmt::format("{:<22}{:>9.1f}%{:>9.1f}%{:>11.1f}%{:>9.1f}%{}{}\n", nameOf(row.trust), 100 * row.all[0],
                       100 * row.subtle[0], 100 * row.all[1], 100 * row.subtle[1], i == report.chosen ? "  chosen" : "",
                       row.trust == report.shipped ? "  shipped" : "");
  }
  return out + "chosen: the largest power, then the least doubt, with 90 % of all and 80 % of the subtle ones\n";
}

}  // namespace amuse::evaluate
