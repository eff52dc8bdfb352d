#include "inspire/internal/candidates.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "inspire/internal/rank_features.h"

namespace amuse::inspire {
namespace {

constexpr std::size_t kMaxKeywords = 8, kMinKeywords = 4, kMostInferred = 4;

bool namesItself(const std::string& pos) { return pos == "genre" || pos == "instrument"; }

using Supports = std::map<std::string, Support>;

Supports supportsOf(const ReadingView& view) {
  Supports supports;
  for (std::size_t i = 0; i < view.reading.matches.size(); ++i) {
    const Match& match = view.reading.matches[i];
    const bool names = match.entry >= 0 && !match.negated && namesItself(view.vocabulary.entries[match.entry].pos);
    for (const Offer& offer : offersOf(view.vocabulary, match)) {
      Support& support = supports[offer.word];
      const double strength = std::min(0.95, 0.75 * strengthOf(match) * offer.share);
      support.miss *= 1 - strength;
      support.best = std::max(support.best, strength);
      support.ownWord = support.ownWord || offer.ownWord;
      support.named = support.named || (names && offer.share > 1);
      support.first = support.first || offer.share >= 1;
      if (support.matches.empty() || support.matches.back() != i) support.matches.push_back(i);
    }
  }
  return supports;
}

/// Tags that the linear model finds likely although no match offers them.
void addTags(const ReadingView& view, Supports& supports) {
  constexpr std::size_t kMostTags = 40;
  std::vector<std::pair<float, std::string>> ranked;
  for (std::size_t i = 0; i < view.model.tags.size(); ++i)
    if (view.prediction.tags[i] > 0.015F) ranked.emplace_back(-view.prediction.tags[i], view.model.tags[i].substr(2));
  std::sort(ranked.begin(), ranked.end());
  for (std::size_t i = 0; i < std::min(kMostTags, ranked.size()); ++i) supports.try_emplace(ranked[i].second);
}

/// The likeliest of what the encoder hears.
void addHeard(const ReadingView& view, Supports& supports) {
  constexpr std::size_t kMostHeard = 40;
  if (view.voice.pieces.empty()) return;
  const auto& tags = view.encoder.tags();
  std::vector<std::pair<float, std::size_t>> ranked;
  for (std::size_t i = 0; i < tags.size(); ++i) ranked.emplace_back(-view.voice.tags[i], i);
  const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(kMostHeard, ranked.size()));
  std::partial_sort(ranked.begin(), end, ranked.end());
  for (auto it = ranked.begin(); it != end; ++it) supports.try_emplace(tags[it->second].substr(2));
}

/// The mood words nearest to the text's affect.
void addMoods(const ReadingView& view, Supports& supports) {
  constexpr std::size_t kNearest = 10;
  std::vector<std::pair<double, std::string>> near;
  for (const int index : view.vocabulary.plainMoods) {
    const LexiconEntry& entry = view.vocabulary.entries[static_cast<std::size_t>(index)];
    near.emplace_back(distanceTo(entry.affect, view.affect), entry.text);
  }
  std::sort(near.begin(), near.end());
  for (std::size_t i = 0; i < std::min(kNearest, near.size()); ++i) supports.try_emplace(near[i].second);
}

/// What was denied is not offered by another way.
void dropDenied(const ReadingView& view, Supports& supports) {
  for (const Match& match : view.reading.matches) {
    if (!match.negated) continue;
    if (match.entry >= 0) supports.erase(view.vocabulary.entries[match.entry].text);
    for (const std::string& genre : match.refusedGenres) supports.erase(genre);
    for (const std::string& word : match.deniedKeywords) supports.erase(word);
  }
}

/// The part of the text that speaks most for a word nobody wrote: by the weights its keywords and genres carry to the
/// word's tag, else by nearness in affect.
std::optional<std::size_t> carrierOf(const ReadingView& view, const Candidate& candidate) {
  const auto& matches = view.reading.matches;
  std::optional<std::size_t> best;
  double most = -10;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    double carried = 0;
    for (const char* kind : {"k:", "g:"}) {
      const auto tag = view.model.tagIndex.find(kind + candidate.word);
      if (tag == view.model.tagIndex.end()) continue;
      const auto add = [&](const std::string& feature) {
        if (const auto row = view.model.rowOf(feature); !row.empty()) carried += row[kTargetCount + tag->second];
      };
      for (const std::string& keyword : matches[i].keywords) add("k:" + keyword);
      for (const std::string& genre : matches[i].genres) add("g:" + genre);
    }
    const double near = candidate.affect ? -0.3 * distanceTo(*candidate.affect, matches[i].affect) : 0;
    const double worth = strengthOf(matches[i]) * (carried + 0.3) + near;
    if (worth > most) most = worth, best = i;
  }
  return best;
}

/// What the text names, the first thing each of its strongest words leads to, and strong words that are keywords as
/// they stand, are keywords whatever partners usually say: the songwriter must find the words again.
void raiseWhatIsSaid(const ReadingView& view, std::vector<Candidate>& candidates) {
  constexpr std::size_t kStrongest = 3, kStrong = 5;
  std::vector<std::pair<double, std::size_t>> ranked;
  for (std::size_t i = 0; i < view.reading.matches.size(); ++i)
    ranked.emplace_back(-strengthOf(view.reading.matches[i]), i);
  std::sort(ranked.begin(), ranked.end());
  for (Candidate& candidate : candidates) {
    if (candidate.named) candidate.score = std::max(candidate.score, 0.6);
    for (std::size_t r = 0; r < std::min(kStrong, ranked.size()); ++r) {
      const Match& match = view.reading.matches[ranked[r].second];
      if (match.keywords.empty() || match.keywords.front() != candidate.word) continue;
      const bool asItStands = match.entry >= 0 && !match.negated &&
                              view.vocabulary.entries[static_cast<std::size_t>(match.entry)].text == candidate.word;
      if (r < kStrongest || asItStands)
        candidate.score = std::max(candidate.score, (asItStands ? 0.6 : 0.45) * std::min(1.0, -ranked[r].first));
    }
  }
}

/// Takes the best again and again; what says the same as a word taken, or rests on the same place alone, counts less.
std::vector<Candidate> pickDiverse(const ReadingView& view, std::vector<Candidate> candidates) {
  std::vector<Candidate> picked;
  std::size_t inferred = 0;
  const auto better = [](const Candidate& a, const Candidate& b) {
    return a.score > b.score || (a.score == b.score && a.word < b.word);
  };
  // What stands far behind is never reached; comparing meanings is what costs.
  constexpr std::size_t kMostCompared = 40;
  std::sort(candidates.begin(), candidates.end(), better);
  if (candidates.size() > kMostCompared) candidates.resize(kMostCompared);
  const auto spend = [&](Candidate& candidate, const Candidate& taken) {
    const Agreement agreement = view.families.compare(candidate.word, taken.word);
    if (agreement == Agreement::Same) candidate.score = 0;
    if (agreement == Agreement::SharedWord) candidate.score *= 0.4;
    if (agreement == Agreement::Family) candidate.score *= 0.75;
    if (candidate.matches.size() == 1 && candidate.matches == taken.matches) candidate.score *= 0.8;
  };
  while (picked.size() < kMaxKeywords && !candidates.empty()) {
    const auto best = std::min_element(candidates.begin(), candidates.end(), better);
    if (picked.size() >= kMinKeywords && best->score < 0.04) break;
    if (best->score <= 0) break;
    Candidate taken = std::move(*best);
    candidates.erase(best);
    // At least half of the list rests on words that stand in the text, where it has any.
    if (taken.matches.empty() && ++inferred > kMostInferred && !view.reading.matches.empty()) continue;
    for (Candidate& candidate : candidates) spend(candidate, taken);
    picked.push_back(std::move(taken));
  }
  return picked;
}

/// The matches' bytes in order; neighbours with only blanks between become one span.
std::vector<brief::Evidence> evidenceOf(const Reading& reading, const std::vector<std::size_t>& matches,
                                        std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  spans.reserve(matches.size());
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
  evidence.reserve(merged.size());
  for (const auto& [start, end] : merged)
    evidence.emplace_back(brief::TextEvidence{start, end, std::string(text.substr(start, end - start))});
  return evidence;
}

/// Grammar tells a listener nothing: where other words carry a keyword too, they are the ones to cite.
void dropPlainWords(const Vocabulary& vocabulary, std::vector<HeardWord>& words, std::string_view text) {
  const auto isPlain = [&](const HeardWord& word) {
    const auto spelled = text.substr(word.startByte, word.endByte - word.startByte);
    return word.share <= 0 || vocabulary.plainWords.count(toLower(spelled)) != 0;
  };
  if (!std::all_of(words.begin(), words.end(), isPlain)) std::erase_if(words, isPlain);
}

/// The word that counts most, and the next where it counts nearly as much; neighbours as one span.
std::vector<brief::Evidence> strongestWords(std::vector<HeardWord> words, std::string_view text) {
  constexpr double kNearly = 0.6;
  std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
  std::erase_if(words, [](const HeardWord& word) { return word.share <= 0; });
  if (words.empty()) return {};
  const bool two = words.size() > 1 && words[1].share > kNearly * words[0].share;
  std::vector<std::pair<std::size_t, std::size_t>> spans{{words[0].startByte, words[0].endByte}};
  if (two) spans.emplace_back(words[1].startByte, words[1].endByte);
  std::sort(spans.begin(), spans.end());
  if (two &&
      text.substr(spans[0].second, spans[1].first - spans[0].second).find_first_not_of(" \t") == std::string_view::npos)
    spans = {{spans[0].first, spans[1].second}};
  std::vector<brief::Evidence> evidence;
  evidence.reserve(spans.size());
  for (const auto& [start, end] : spans)
    evidence.emplace_back(brief::TextEvidence{start, end, std::string(text.substr(start, end - start))});
  return evidence;
}

/// Where no table's word stands, the learnt one that lies farthest from neutral.
std::vector<brief::Evidence> learntEvidence(const Reading& reading, std::string_view text) {
  if (reading.learnt.empty()) return {};
  const auto farthest =
      std::max_element(reading.learnt.begin(), reading.learnt.end(), [](const LearntWord& a, const LearntWord& b) {
        return std::abs(a.affect.valence) + std::abs(a.affect.arousal) <
               std::abs(b.affect.valence) + std::abs(b.affect.arousal);
      });
  const Token& token = reading.tokens[farthest->token];
  return {brief::TextEvidence{token.startByte, token.endByte,
                              std::string(text.substr(token.startByte, token.endByte - token.startByte))}};
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
    picked.push_back({reading.matches[side].keywords.front(), {}, {side}, std::nullopt, 0.3, false});
  }
  const bool named =
      std::any_of(picked.begin(), picked.end(), [](const Candidate& c) { return c.word == "bittersweet"; });
  if (named || reading.changes) return;
  if (picked.size() >= kMaxKeywords) picked.pop_back();
  const std::size_t place = std::min<std::size_t>(2, picked.size());
  std::vector<std::size_t> both{std::min(*bright, *dark), std::max(*bright, *dark)};
  picked.insert(
      picked.begin() + static_cast<std::ptrdiff_t>(place),
      Candidate{
          "bittersweet", {}, std::move(both), std::nullopt, place > 0 ? picked[place - 1].score * 0.95 : 0.5, false});
}

std::map<std::string, double> gatherGenres(const ReadingView& view) {
  std::map<std::string, double> scores;
  for (const Match& match : view.reading.matches) {
    const bool explicitGenre = match.entry >= 0 && view.vocabulary.entries[match.entry].pos == "genre";
    double share = explicitGenre ? 3 : 0.6;
    for (const std::string& genre : match.genres) {
      scores[genre] += strengthOf(match) * share * std::sqrt(view.model.genrePrior(genre) / 0.3);
      share *= 0.7;
    }
  }
  for (std::size_t i = 0; i < view.model.tags.size(); ++i)
    if (view.model.tags[i].starts_with("g:") && view.prediction.tags[i] > 0.01F)
      scores[view.model.tags[i].substr(2)] += 4.0 * view.prediction.tags[i];
  for (std::size_t i = 0; i < view.encoder.tags().size() && !view.voice.pieces.empty(); ++i) {
    const double chance = view.voice.tags[i];
    if (view.encoder.tags()[i].starts_with("g:") && chance > 0.02)
      scores[view.encoder.tags()[i].substr(2)] += 4.0 * chance;
  }
  for (const Match& match : view.reading.matches)
    for (const std::string& genre : match.refusedGenres) scores.erase(genre);
  return scores;
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

std::vector<Candidate> gatherCandidates(const ReadingView& view) {
  Supports supports = supportsOf(view);
  if (!supports.empty() || !view.reading.learnt.empty() || !view.voice.pieces.empty()) {
    addTags(view, supports);
    addHeard(view, supports);
    addMoods(view, supports);
  }
  dropDenied(view, supports);
  supports.erase("neutral");
  std::vector<Candidate> candidates;
  for (const auto& [word, support] : supports) candidates.push_back(makeCandidate(view, word, support));
  compareCandidates(candidates);
  for (Candidate& candidate : candidates) candidate.score = chanceOf(view.model.rank, candidate.features);
  return candidates;
}

std::vector<brief::GenreWeight> chooseGenres(const ReadingView& view) {
  std::vector<std::pair<double, std::string>> ranked;
  for (const auto& [name, score] : gatherGenres(view)) ranked.emplace_back(-score, name);
  std::sort(ranked.begin(), ranked.end());
  std::vector<brief::GenreWeight> genres;
  for (const auto& [score, name] : ranked) {
    const double weight = score / ranked.front().first;
    if (genres.size() == 4 || weight < 0.2) break;
    genres.push_back({name, std::round(weight * 100) / 100});
  }
  return genres;
}

namespace {

/// For each inferred keyword the encoder knows, the one or two words whose absence would cost it most; empty for
/// others.
std::vector<std::vector<brief::Evidence>> heardEvidence(const ReadingView& view, const std::vector<Candidate>& picked,
                                                        std::string_view text) {
  std::vector<std::vector<brief::Evidence>> all(picked.size());
  if (!view.citesVoice || view.voice.pieces.empty()) return all;
  std::vector<std::size_t> who, tags;
  for (std::size_t i = 0; i < picked.size(); ++i) {
    if (!picked[i].matches.empty()) continue;
    auto tag = view.encoder.findTag("k:" + picked[i].word);
    if (!tag) tag = view.encoder.findTag("g:" + picked[i].word);
    if (tag) who.push_back(i), tags.push_back(*tag);
  }
  auto behind = view.encoder.wordsBehind(view.voice, tags);
  for (std::size_t k = 0; k < who.size(); ++k) {
    dropPlainWords(view.vocabulary, behind[k], text);
    all[who[k]] = strongestWords(std::move(behind[k]), text);
  }
  return all;
}

}  // namespace

std::vector<brief::Keyword> chooseKeywords(const ReadingView& view, std::string_view text) {
  std::vector<Candidate> candidates = gatherCandidates(view);
  raiseWhatIsSaid(view, candidates);
  std::vector<Candidate> picked = pickDiverse(view, std::move(candidates));
  keepBothSides(view.reading, picked);
  std::stable_sort(picked.begin(), picked.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  auto heard = heardEvidence(view, picked, text);
  std::vector<brief::Keyword> keywords;
  for (std::size_t i = 0; i < picked.size(); ++i) {
    Candidate& candidate = picked[i];
    const bool inferred = candidate.matches.empty();
    if (inferred && heard[i].empty())
      if (const auto carrier = carrierOf(view, candidate)) candidate.matches.push_back(*carrier);
    const double relative = candidate.score / std::max(picked.front().score, 1e-9);
    brief::Keyword keyword{candidate.word, std::round(100 * std::clamp(relative, 0.05, 1.0)) / 100,
                           evidenceOf(view.reading, candidate.matches, text), std::nullopt};
    if (keyword.evidence.empty()) keyword.evidence = std::move(heard[i]);
    if (keyword.evidence.empty()) keyword.evidence = learntEvidence(view.reading, text);
    if (!inferred) keyword.affect = affectOf(view.reading, candidate.matches);
    if (inferred) keyword.affect = candidate.affect ? candidate.affect : std::optional<brief::Affect>(view.affect);
    keywords.push_back(std::move(keyword));
  }
  return keywords;
}

}  // namespace amuse::inspire
