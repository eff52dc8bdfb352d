#include "inspire/internal/candidates.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace amuse::inspire {
namespace {

constexpr std::size_t kMaxKeywords = 8, kMinKeywords = 4, kUsualKeywords = 6;

bool namesItself(const std::string& pos) { return pos == "genre" || pos == "instrument"; }

/// "rain" is a keyword in itself, "window" is not: the share of texts with the word whose partner named it.
constexpr double kNamedOften = 0.2;

struct Candidate {
  std::string word;
  double miss = 1;  ///< Product of (1 - score) over what supports it: many weak supports never exceed one.
  std::vector<std::size_t> matches;
  double score() const { return 1 - miss; }
};

std::vector<Candidate> gatherCandidates(const Vocabulary& vocabulary, const ReaderWeights& weights,
                                        const Reading& reading) {
  std::map<std::string, Candidate> gathered;
  for (std::size_t i = 0; i < reading.matches.size(); ++i) {
    const Match& match = reading.matches[i];
    for (const Offer& offer : offersOf(vocabulary, match)) {
      if (offer.ownWord && weights.keywordPrior(offer.word) < kNamedOften) continue;
      Candidate& candidate = gathered[offer.word];
      candidate.word = offer.word;
      const double liked = std::sqrt(std::min(1.0, weights.keywordPrior(offer.word) / 0.35));
      candidate.miss *= 1 - std::min(0.9, 0.75 * strengthOf(match) * offer.share * liked);
      if (candidate.matches.empty() || candidate.matches.back() != i) candidate.matches.push_back(i);
    }
  }
  std::vector<Candidate> candidates;
  for (auto& [word, candidate] : gathered) candidates.push_back(std::move(candidate));
  return candidates;
}

/// Takes the best again and again; each keyword taken makes its matches' other keywords count less, so that every
/// part of the text gets its say before one part says everything twice.
std::vector<Candidate> pickDiverse(std::vector<Candidate> candidates, std::size_t count, std::size_t matchCount) {
  std::vector<double> spent(matchCount, 1);
  std::vector<Candidate> picked;
  while (picked.size() < count && !candidates.empty()) {
    const auto worth = [&](const Candidate& candidate) {
      double freshest = 0;
      for (const std::size_t match : candidate.matches) freshest = std::max(freshest, spent[match]);
      return candidate.score() * freshest;
    };
    const auto best =
        std::max_element(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
          return worth(a) < worth(b) || (worth(a) == worth(b) && a.word > b.word);
        });
    for (const std::size_t match : best->matches) spent[match] *= 0.55;
    picked.push_back(std::move(*best));
    candidates.erase(best);
  }
  return picked;
}

/// The matches' bytes in order; neighbours with only blanks between become one span.
std::vector<brief::Evidence> evidenceOf(const Reading& reading, const std::vector<std::size_t>& matches,
                                        std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  for (const std::size_t i : matches) spans.emplace_back(reading.matches[i].startByte, reading.matches[i].endByte);
  std::sort(spans.begin(), spans.end());
  std::vector<std::pair<std::size_t, std::size_t>> merged;
  for (const auto& span : spans) {
    const bool touches =
        !merged.empty() &&
        (span.first <= merged.back().second ||
         text.substr(merged.back().second, span.first - merged.back().second).find_first_not_of(" \t") ==
             std::string_view::npos);
    if (touches)
      merged.back().second = std::max(merged.back().second, span.second);
    else
      merged.push_back(span);
  }
  constexpr std::size_t kMaxSpans = 5;
  if (merged.size() > kMaxSpans) merged.resize(kMaxSpans);
  std::vector<brief::Evidence> evidence;
  for (const auto& [start, end] : merged)
    evidence.emplace_back(brief::TextEvidence{start, end, std::string(text.substr(start, end - start))});
  return evidence;
}

brief::Affect affectOf(const Reading& reading, const std::vector<std::size_t>& matches) {
  brief::Affect sum;
  double total = 1e-9;
  for (const std::size_t i : matches) {
    const Match& match = reading.matches[i];
    const double w = match.weight;
    sum.valence += w * match.affect.valence, sum.arousal += w * match.affect.arousal;
    sum.tension += w * match.affect.tension, sum.complexity += w * match.affect.complexity;
    total += w;
  }
  // Two digits: the lexicon's own precision, and readable where a keyword is shown.
  const auto mean = [&](double value) { return std::round(100 * value / total) / 100; };
  return {mean(sum.valence), mean(sum.arousal), mean(sum.tension), mean(sum.complexity)};
}

constexpr double kClearlyMixed = 0.35;  ///< The weaker side has over a third of the stronger one's pull.

/// The strongest match on one side of neutral.
std::optional<std::size_t> strongestSide(const Reading& reading, double sign) {
  std::optional<std::size_t> best;
  double pull = 0.25;
  for (std::size_t i = 0; i < reading.matches.size(); ++i) {
    if (!reading.matches[i].isFeeling) continue;
    const double here = reading.matches[i].weight * reading.matches[i].affect.valence * sign;
    if (here > pull) pull = here, best = i;
  }
  return best;
}

bool rests(const std::vector<Candidate>& picked, std::size_t match) {
  return std::any_of(picked.begin(), picked.end(), [&](const Candidate& c) {
    return std::find(c.matches.begin(), c.matches.end(), match) != c.matches.end();
  });
}

/// Mixed feelings stay several keywords: each side keeps one, and the mixture is named.
void keepBothSides(const Reading& reading, std::vector<Candidate>& picked) {
  const auto bright = strongestSide(reading, 1), dark = strongestSide(reading, -1);
  if (!bright || !dark || mixedness(reading.matches) < kClearlyMixed) return;
  for (const std::size_t side : {*bright, *dark}) {
    if (rests(picked, side) || reading.matches[side].keywords.empty()) continue;
    if (picked.size() >= kMaxKeywords) picked.pop_back();
    picked.push_back({reading.matches[side].keywords.front(), 0.5, {side}});
  }
  const bool named =
      std::any_of(picked.begin(), picked.end(), [](const Candidate& c) { return c.word == "bittersweet"; });
  if (named || reading.changes) return;
  if (picked.size() >= kMaxKeywords) picked.pop_back();
  const std::size_t place = std::min<std::size_t>(2, picked.size());
  std::vector<std::size_t> both{std::min(*bright, *dark), std::max(*bright, *dark)};
  picked.insert(picked.begin() + static_cast<std::ptrdiff_t>(place),
                Candidate{"bittersweet", 1 - (place > 0 ? picked[place - 1].score() * 0.95 : 0.5), std::move(both)});
}

std::map<std::string, double> gatherGenres(const Vocabulary& vocabulary, const ReaderWeights& weights,
                                           const Reading& reading) {
  std::map<std::string, double> scores;
  for (const Match& match : reading.matches) {
    const bool explicitGenre = match.entry >= 0 && vocabulary.entries[match.entry].pos == "genre";
    double share = explicitGenre ? 3 : 1;
    for (const std::string& genre : match.genres) {
      scores[genre] += strengthOf(match) * share * std::sqrt(weights.genrePrior(genre) / 0.3);
      share *= 0.7;
    }
  }
  for (const Match& match : reading.matches)
    for (const std::string& genre : match.refusedGenres) scores.erase(genre);
  return scores;
}

/// Where the lexicon's own keywords are too few, the genres the same words suggest fill up.
void fillWithGenres(const Reading& reading, const std::vector<brief::GenreWeight>& genres,
                    std::vector<Candidate>& picked) {
  for (const brief::GenreWeight& genre : genres) {
    if (picked.size() >= kMinKeywords) return;
    const bool taken =
        std::any_of(picked.begin(), picked.end(), [&](const Candidate& c) { return c.word == genre.name; });
    if (taken) continue;
    Candidate candidate{genre.name, 1 - 0.25 * genre.weight, {}};
    for (std::size_t i = 0; i < reading.matches.size(); ++i) {
      const auto& offered = reading.matches[i].genres;
      if (std::find(offered.begin(), offered.end(), genre.name) != offered.end()) candidate.matches.push_back(i);
    }
    picked.push_back(std::move(candidate));
  }
}

/// Where words are still too few, the plain mood words nearest to where the text stands; they rest on its strongest
/// words.
void fillWithMoods(const Vocabulary& vocabulary, const Reading& reading, const brief::Affect& affect,
                   std::vector<Candidate>& picked) {
  if (reading.matches.empty()) return;
  const auto strongest = std::max_element(reading.matches.begin(), reading.matches.end(),
                                          [](const Match& a, const Match& b) { return strengthOf(a) < strengthOf(b); });
  std::vector<std::pair<double, std::string>> near;
  for (const int index : vocabulary.plainMoods) {
    const LexiconEntry& entry = vocabulary.entries[static_cast<std::size_t>(index)];
    const double v = entry.affect.valence - affect.valence, a = entry.affect.arousal - affect.arousal;
    const double t = entry.affect.tension - affect.tension;
    near.emplace_back(v * v + a * a + 0.7 * t * t, entry.text);
  }
  std::sort(near.begin(), near.end());
  for (const auto& [distance, word] : near) {
    if (picked.size() >= kMinKeywords) return;
    const bool taken =
        std::any_of(picked.begin(), picked.end(), [&, w = word](const Candidate& c) { return c.word == w; });
    const bool denied = std::any_of(reading.matches.begin(), reading.matches.end(), [&, w = word](const Match& m) {
      return m.negated && m.entry >= 0 && vocabulary.entries[static_cast<std::size_t>(m.entry)].text == w;
    });
    if (!taken && !denied)
      picked.push_back({word, 1 - 0.12, {static_cast<std::size_t>(strongest - reading.matches.begin())}});
  }
}

}  // namespace

std::vector<Offer> offersOf(const Vocabulary& vocabulary, const Match& match) {
  std::vector<Offer> offers;
  const auto add = [&](const std::string& word, double share, bool ownWord = false) {
    if (word == "neutral" || std::any_of(offers.begin(), offers.end(), [&](const Offer& o) { return o.word == word; }))
      return;
    offers.push_back({word, share, ownWord});
  };
  const bool known = match.entry >= 0 && !match.negated;
  const bool own = known && namesItself(vocabulary.entries[match.entry].pos);
  if (own) add(vocabulary.entries[match.entry].text, 1.3);
  double share = 1;
  for (const std::string& keyword : match.keywords) add(keyword, share), share *= 0.8;
  if (!match.genres.empty()) add(match.genres.front(), 0.5);
  if (known && !own && vocabulary.entries[match.entry].pos != "idiom")
    add(vocabulary.entries[match.entry].text, 0.45, true);
  return offers;
}

std::vector<brief::GenreWeight> chooseGenres(const Vocabulary& vocabulary, const ReaderWeights& weights,
                                             const Reading& reading) {
  std::vector<std::pair<double, std::string>> ranked;
  for (const auto& [name, score] : gatherGenres(vocabulary, weights, reading)) ranked.emplace_back(-score, name);
  std::sort(ranked.begin(), ranked.end());
  std::vector<brief::GenreWeight> genres;
  for (const auto& [score, name] : ranked) {
    const double weight = score / ranked.front().first;
    if (genres.size() == 4 || weight < 0.2) break;
    genres.push_back({name, std::round(weight * 100) / 100});
  }
  return genres;
}

std::vector<brief::Keyword> chooseKeywords(const Vocabulary& vocabulary, const ReaderWeights& weights,
                                           const Reading& reading, const brief::Affect& affect, std::string_view text) {
  std::vector<Candidate> picked =
      pickDiverse(gatherCandidates(vocabulary, weights, reading), kUsualKeywords, reading.matches.size());
  fillWithGenres(reading, chooseGenres(vocabulary, weights, reading), picked);
  keepBothSides(reading, picked);
  fillWithMoods(vocabulary, reading, affect, picked);
  std::stable_sort(picked.begin(), picked.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score() > b.score(); });
  std::vector<brief::Keyword> keywords;
  for (const Candidate& candidate : picked) {
    const double relative = candidate.score() / std::max(picked.front().score(), 1e-9);
    keywords.push_back({candidate.word, std::round(100 * std::clamp(relative, 0.05, 1.0)) / 100,
                        evidenceOf(reading, candidate.matches, text), affectOf(reading, candidate.matches)});
  }
  return keywords;
}

}  // namespace amuse::inspire
