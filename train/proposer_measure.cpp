#include "proposer_measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "theory/key.h"

namespace amuse::train {
namespace {

using propose::ProposerModel;

brief::Brief briefOfRecord(const ProposerModel& model, const propose::file::RecordRow& record) {
  brief::Brief brief;
  for (const auto term : model.keywordsOf(record))
    brief.keywords.push_back({.word = std::string(model.termText(term)), .weight = 1, .evidence = {}});
  for (const auto term : model.genresOf(record)) brief.genres.push_back({std::string(model.termText(term)), 1});
  brief.affect = {.valence = record.affect[0] / 100.0,
                  .arousal = record.affect[1] / 100.0,
                  .tension = record.affect[2] / 100.0,
                  .complexity = record.affect[3] / 100.0};
  brief.mode = static_cast<theory::Mode>(record.mode);
  return brief;
}

// ln of the probability of a progression under one draw.
double logProbability(const propose::ChordPool& pool, const propose::Draw& draw, std::span<const std::uint16_t> tokens,
                      std::vector<double>& p) {
  propose::ContextChord beforeThat, before;
  double sum = 0;
  for (const auto token : tokens) {
    const int id = token & propose::file::kChordMask;
    pool.next(draw, beforeThat, before, (token & propose::file::kPhraseStart) != 0, p);
    sum += std::log(p[static_cast<std::size_t>(id)]);
    beforeThat = before;
    before = pool.contextOf(id);
  }
  return sum;
}

double logSumExp(const std::vector<double>& terms) {
  const double most = *std::max_element(terms.begin(), terms.end());
  double sum = 0;
  for (const double term : terms) sum += std::exp(term - most);
  return most + std::log(sum);
}

struct Example {
  std::string_view title;
  std::vector<std::pair<std::string_view, brief::Affect>> keywords;
  std::vector<std::string_view> genres;
  brief::Affect affect;
  theory::Mode mode;
};

const std::vector<Example>& examples() {
  using theory::Mode;
  static const std::vector<Example> all{
      {"memories of a warm summer beach",
       {{"nostalgic", {0.2, -0.3, 0, 0.2}},
        {"warm", {0.6, -0.2, -0.5, 0}},
        {"laid-back", {0.5, -0.6, -0.5, 0.1}},
        {"dreamy", {0.4, -0.5, -0.1, 0.3}},
        {"surf pop", {0.6, 0.2, -0.3, -0.2}}},
       {"surf pop", "indie pop"},
       {0.6, -0.3, -0.4, 0.0},
       Mode::Maj},
      {"funeral in the rain",
       {{"mournful", {-0.8, -0.6, 0.2, 0.1}},
        {"somber", {-0.7, -0.5, 0.3, 0.1}},
        {"rainy", {-0.4, -0.5, 0, 0.2}},
        {"slow", {-0.1, -0.7, 0, 0}}},
       {"chamber", "ballad"},
       {-0.8, -0.6, 0.2, 0.1},
       Mode::Min},
      {"angry punk breakup",
       {{"angry", {-0.6, 0.9, 0.6, -0.4}},
        {"punk", {-0.1, 0.9, 0.4, -0.8}},
        {"heartbreak", {-0.7, 0.1, 0.3, 0}},
        {"raw", {-0.3, 0.6, 0.5, -0.5}}},
       {"punk rock"},
       {-0.6, 0.85, 0.5, -0.6},
       Mode::Min},
      {"smoky jazz bar after midnight",
       {{"jazz", {0.1, -0.1, 0.2, 0.8}},
        {"smoky", {-0.1, -0.4, 0.2, 0.5}},
        {"late-night", {-0.1, -0.5, 0.1, 0.4}},
        {"slow", {-0.1, -0.7, 0, 0}}},
       {"jazz", "lounge"},
       {-0.1, -0.4, 0.2, 0.7},
       Mode::Min},
      {"eight-bit boss battle",
       {{"chiptune", {0.2, 0.7, 0.2, 0}},
        {"boss battle", {-0.4, 0.95, 0.8, 0.2}},
        {"intense", {-0.3, 0.9, 0.7, 0.1}},
        {"driving", {0, 0.8, 0.3, -0.1}}},
       {"chiptune", "video game"},
       {-0.3, 0.9, 0.7, 0.1},
       Mode::Min},
  };
  return all;
}

propose::Query queryOf(const brief::Brief& brief, theory::Mode mode, int slots) {
  propose::Query query;
  query.brief = brief;
  query.mode = mode;
  query.slots.resize(static_cast<std::size_t>(slots));
  query.phraseStarts = {0};
  return query;
}

std::string lineOf(const propose::Candidate& candidate, theory::Mode mode) {
  const theory::Key key{.tonic = {}, .mode = mode};
  std::string line;
  for (const auto& chord : candidate.chords) line += fmt::format("{:<9}", theory::toText(theory::toSymbol(chord, key)));
  return line;
}

// Token of DESIGN section 6: root, tones, bass.
int tokenOf(const theory::RelativeChord& chord) {
  return (chord.root * 4096 + chord.quality.tones.bits()) * 12 + chord.bass;
}

std::map<std::vector<int>, int> countGrams(const std::vector<int>& tokens, std::size_t n) {
  std::map<std::vector<int>, int> grams;
  for (std::size_t i = 0; i + n <= tokens.size(); ++i)
    ++grams[{tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.begin() + static_cast<std::ptrdiff_t>(i + n)}];
  return grams;
}

// BLEU-4 with NLTK's method1 smoothing (epsilon 0.1 for no match), each progression against the rest.
double selfBleu(const std::vector<std::vector<int>>& set) {
  double total = 0;
  for (std::size_t i = 0; i < set.size(); ++i) {
    double logSum = 0;
    for (std::size_t n = 1; n <= 4; ++n) {
      double matched = 0, all = 0;
      for (const auto& [gram, count] : countGrams(set[i], n)) {
        int best = 0;
        for (std::size_t j = 0; j < set.size(); ++j) {
          if (j == i) continue;
          const auto other = countGrams(set[j], n);
          if (const auto found = other.find(gram); found != other.end()) best = std::max(best, found->second);
        }
        matched += std::min(best, count);
        all += count;
      }
      logSum += std::log((matched > 0 ? matched : 0.1) / std::max(1.0, all)) / 4;
    }
    total += std::exp(logSum);
  }
  return total / static_cast<double>(set.size());
}

struct MoodCounts {
  double chords = 0, rich = 0, minor = 0, diatonic = 0, power = 0;
  void add(const theory::RelativeChord& chord, theory::Mode mode) {
    const double colour = propose::colourOf(chord);
    chords += 1;
    rich += colour >= 3;
    power += colour == 0;
    minor += theory::triadOf(chord.quality.chordClass) == theory::TriadClass::Min;
    diatonic += chord.quality.tones.transposed(chord.root).isSubsetOf(theory::scaleOf(mode));
  }
};

bool names(const brief::Brief& brief, std::string_view genre) {
  const auto has = [&](const std::string& word) { return word.find(genre) != std::string::npos; };
  return std::any_of(brief.genres.begin(), brief.genres.end(), [&](const auto& g) { return has(g.name); });
}

}  // namespace

HeldOut heldOut(const ProposerModel& model, int every, const propose::MatchWeights& match,
                const propose::ContextWeights& context, bool conditional) {
  HeldOut result;
  std::vector<double> p;
  for (std::size_t r = 0; r < model.records().size(); r += static_cast<std::size_t>(every)) {
    const auto& record = model.records()[r];
    const auto full = briefOfRecord(model, record);
    const auto brief = conditional ? full : brief::Brief{};
    auto weights = match;
    if (!conditional) {
      weights.affectSd = 1e3;
      weights.recordsPerLead = static_cast<int>(model.records().size());
    }
    const auto leads = propose::leadsOf(brief);
    std::vector<char> leftOut(model.records().size());
    leftOut[r] = 1;
    const auto matches = propose::matchRecords(model, brief, leads, full.mode, weights, leftOut);
    const propose::ChordPool pool(model, leads, matches, full.mode, propose::styleMixOf(brief), 1, context);
    std::vector<std::pair<double, propose::Draw>> draws;
    constexpr int kColours = 5;
    for (std::size_t lead = 0; lead < leads.size(); ++lead) {
      const int l = static_cast<int>(lead);
      const auto until = pool.weightsUntil(l);
      for (int c = 0; c < kColours; ++c) {
        draws.emplace_back(std::log(leads[lead].share / kColours),
                           pool.draw(l, pool.colourAt(until, (c + 0.5) / kColours)));
      }
    }
    for (const auto& row : model.progressions().subspan(record.progressionStart, record.progressionCount)) {
      std::vector<double> terms;
      for (const auto& [share, draw] : draws)
        terms.push_back(share + logProbability(pool, draw, model.tokensOf(row), p));
      result.bits -= logSumExp(terms) / std::log(2.0);
      result.chords += row.length;
    }
  }
  result.bits /= result.chords;
  return result;
}

std::string heldOutReport(const ProposerModel& model, int every) {
  const auto with = heldOut(model, every, {}, {}, true), without = heldOut(model, every, {}, {}, false);
  return fmt::format("held-out bits a chord: {:.3f} with keywords, {:.3f} without ({} chords)\n", with.bits,
                     without.bits, with.chords);
}

std::string moodReport(const propose::BuiltinProposer& proposer, int every, std::uint32_t seed) {
  const auto& model = proposer.model();
  std::map<std::string, MoodCounts> byGenre, byValence, byTension;
  double copies = 0, all = 0, bleu = 0, sets = 0, duplicates = 0;
  std::set<std::vector<theory::RelativeChord>> stored;
  for (const auto& row : model.progressions()) {
    if (!row.whole) continue;
    std::vector<theory::RelativeChord> chords;
    for (const auto token : model.tokensOf(row))
      chords.push_back(model.chords()[token & propose::file::kChordMask].chord);
    stored.insert(std::move(chords));
  }
  for (std::size_t r = 0; r < model.records().size(); r += static_cast<std::size_t>(every)) {
    const auto brief = briefOfRecord(model, model.records()[r]);
    const auto proposals = proposer.propose(queryOf(brief, brief.mode, 4), 30, seed, 0);
    if (!proposals) continue;
    std::vector<std::vector<int>> tokens;
    std::set<std::vector<theory::RelativeChord>> distinct;
    for (const auto& candidate : proposals->candidates) {
      copies += stored.count(candidate.chords) != 0;
      all += 1;
      distinct.insert(candidate.chords);
      tokens.emplace_back();
      for (const auto& chord : candidate.chords) {
        tokens.back().push_back(tokenOf(chord));
        for (const char* genre : {"jazz", "punk", "gospel", "bossa", "lo fi", "folk", "metal"}) {
          if (names(brief, genre)) byGenre[genre].add(chord, brief.mode);
        }
        byValence[fmt::format("{:+.1f}", std::floor(brief.affect.valence / 0.4) * 0.4)].add(chord, brief.mode);
        byTension[fmt::format("{:+.1f}", std::floor(brief.affect.tension / 0.4) * 0.4)].add(chord, brief.mode);
      }
    }
    duplicates += 30.0 - static_cast<double>(distinct.size());
    bleu += selfBleu(tokens);
    sets += 1;
  }
  std::string out = fmt::format("copies of stored progressions {:.1f} %, duplicates in 30 {:.1f} %, Self-BLEU {:.3f}\n",
                                100 * copies / all, 100 * duplicates / all, bleu / sets);
  const auto table = [&](std::string_view title, const std::map<std::string, MoodCounts>& rows) {
    out += fmt::format("{}: sevenths and beyond, minor, diatonic, power\n", title);
    for (const auto& [name, c] : rows) {
      out += fmt::format("  {:<7} {:.2f} {:.2f} {:.2f} {:.2f}\n", name, c.rich / c.chords, c.minor / c.chords,
                         c.diatonic / c.chords, c.power / c.chords);
    }
  };
  table("genre", byGenre);
  table("valence from", byValence);
  table("tension from", byTension);
  return out;
}

std::string showExamples(const propose::BuiltinProposer& proposer, int count, std::uint32_t seed) {
  std::string out;
  for (const auto& example : examples()) {
    brief::Brief brief;
    double weight = 1;
    for (const auto& [word, affect] : example.keywords) {
      brief.keywords.push_back({.word = std::string(word), .weight = weight, .evidence = {}, .affect = affect});
      weight -= 0.1;
    }
    for (const auto genre : example.genres) brief.genres.push_back({std::string(genre), 1});
    brief.affect = example.affect;
    const auto proposals = proposer.propose(queryOf(brief, example.mode, 4), count, seed, 0);
    out += fmt::format("\n{} ({})\n", example.title, theory::toText(example.mode));
    if (!proposals) continue;
    for (const auto& candidate : proposals->candidates) out += "  " + lineOf(candidate, example.mode) + "\n";
  }
  return out;
}

}  // namespace amuse::train
