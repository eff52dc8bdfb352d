#include "inspire/blend.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "inspire/internal/lexicon.h"
#include "inspire/keyword_brief.h"
#include "theory/mode.h"

namespace amuse::inspire {
namespace {

constexpr std::size_t kMostBlended = 12, kLeastFromEach = 3, kMostBlendedGenres = 5;
/// Two inspirations contradict each other when they are this far apart on both sides of the middle.
constexpr double kContradiction = 0.5;
/// A tempo range this narrow was measured or named, and beats a suggested one.
constexpr int kMeasuredWidth = 6;
constexpr double kMeasuredSay = 4;

bool sameKeyword(std::string_view a, std::string_view b) { return toLower(a) == toLower(b); }

brief::Keyword* findKeyword(std::vector<brief::Keyword>& keywords, std::string_view word) {
  const auto it =
      std::find_if(keywords.begin(), keywords.end(), [&](const auto& k) { return sameKeyword(k.word, word); });
  return it == keywords.end() ? nullptr : &*it;
}

void sortByWeight(std::vector<brief::Keyword>& keywords) {
  std::stable_sort(keywords.begin(), keywords.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
}

/// Every inspiration has its say: its strongest keywords first, then the rest by weight.
std::vector<brief::Keyword> joinedKeywords(const std::vector<WeighedBrief>& readings, double heaviest) {
  std::vector<brief::Keyword> sure, rest;
  for (const auto& reading : readings) {
    std::size_t taken = 0;
    for (brief::Keyword keyword : reading.brief.keywords) {
      keyword.weight *= reading.weight / heaviest;
      brief::Keyword* same = findKeyword(sure, keyword.word);
      if (same == nullptr) same = findKeyword(rest, keyword.word);
      if (same != nullptr) {
        same->weight = 1 - (1 - same->weight) * (1 - keyword.weight);
        same->evidence.insert(same->evidence.end(), keyword.evidence.begin(), keyword.evidence.end());
        continue;
      }
      (taken++ < kLeastFromEach ? sure : rest).push_back(std::move(keyword));
    }
  }
  sortByWeight(rest);
  for (auto& keyword : rest)
    if (sure.size() < kMostBlended) sure.push_back(std::move(keyword));
  sortByWeight(sure);
  for (auto& keyword : sure) keyword.weight = std::round(100 * keyword.weight) / 100;
  return sure;
}

struct Dimension {
  double brief::Affect::*field;
  const char *low, *high, *keyword;  ///< What the two ends and the contrast are called.
  brief::Affect colour;              ///< Of the contrast, beside the mean on the dimension itself.
};
constexpr Dimension kDimensions[] = {{&brief::Affect::valence, "dark", "bright", "bittersweet", {0.0, -0.1, 0.3, 0.5}},
                                     {&brief::Affect::arousal, "calm", "wild", "contrasting", {0.0, 0.1, 0.4, 0.4}}};

/// How far apart the two furthest inspirations are, and how evenly they weigh; 0 unless on both sides of the middle.
double contrastOf(const std::vector<WeighedBrief>& readings, double brief::Affect::*field) {
  const auto order = [field](const auto& a, const auto& b) { return a.brief.affect.*field < b.brief.affect.*field; };
  const auto [low, high] = std::minmax_element(readings.begin(), readings.end(), order);
  const double below = low->brief.affect.*field, above = high->brief.affect.*field;
  if (below > -0.08 || above < 0.08 || above - below < kContradiction) return 0;
  const double evenness = std::min(low->weight, high->weight) / std::max(low->weight, high->weight);
  return (above - below) / 2 * std::sqrt(evenness);
}

brief::Affect meanAffect(const std::vector<WeighedBrief>& readings) {
  brief::Affect mean;
  double sum = 0;
  for (const auto& reading : readings) {
    // What could not be read has no say.
    const double weight = reading.brief.keywords.empty() ? 0 : reading.weight;
    sum += weight;
    mean.valence += weight * reading.brief.affect.valence;
    mean.arousal += weight * reading.brief.affect.arousal;
    mean.tension += weight * reading.brief.affect.tension;
    mean.complexity += weight * reading.brief.affect.complexity;
  }
  if (sum <= 0) return {};
  return {mean.valence / sum, mean.arousal / sum, mean.tension / sum, mean.complexity / sum};
}

void nameContrasts(const std::vector<WeighedBrief>& readings, brief::Brief& brief) {
  for (const auto& dimension : kDimensions) {
    const double contrast = contrastOf(readings, dimension.field);
    if (contrast <= 0) continue;
    brief.affect.tension = std::min(1.0, brief.affect.tension + 0.4 * contrast);
    brief.affect.complexity = std::min(1.0, brief.affect.complexity + 0.3 * contrast);
    brief.notes.push_back(fmt::format("One inspiration is {}, another {}: both stay, as '{}'.", dimension.low,
                                      dimension.high, dimension.keyword));
    const double weight = std::round(100 * std::min(1.0, 0.5 + 0.5 * contrast)) / 100;
    if (auto* same = findKeyword(brief.keywords, dimension.keyword))
      same->weight = std::max(same->weight, weight);
    else
      brief.keywords.push_back({dimension.keyword, weight, {}, dimension.colour});
  }
  sortByWeight(brief.keywords);
}

/// A single tempo is a fact, a range a wish.
double sayOnTempo(const WeighedBrief& reading) {
  const auto& range = reading.brief.tempoBpm;
  return reading.weight * (range[1] - range[0] <= kMeasuredWidth ? kMeasuredSay : 1.0);
}

std::array<int, 2> joinedTempo(const std::vector<WeighedBrief>& readings) {
  const auto most = std::max_element(readings.begin(), readings.end(),
                                     [](const auto& a, const auto& b) { return sayOnTempo(a) < sayOnTempo(b); });
  auto range = most->brief.tempoBpm;
  if (range[1] - range[0] <= kMeasuredWidth) return range;
  double logs = 0, sum = 0;
  int low = 0, high = 400;
  for (const auto& reading : readings) {
    const auto& tempo = reading.brief.tempoBpm;
    low = std::max(low, tempo[0]), high = std::min(high, tempo[1]);
    logs += reading.weight * std::log(0.5 * (tempo[0] + tempo[1]));
    sum += reading.weight;
  }
  if (high - low >= 4) return {low, high};
  const double centre = std::exp(logs / sum);
  return {static_cast<int>(std::lround(centre * 0.94)), static_cast<int>(std::lround(centre * 1.06))};
}

void joinMode(const std::vector<WeighedBrief>& readings, brief::Brief& brief) {
  double minor = 0, all = 0;
  for (const auto& reading : readings) {
    if (reading.brief.keywords.empty()) continue;
    all += reading.weight;
    if (theory::isMinorFamily(reading.brief.mode)) minor += reading.weight;
  }
  const bool isMinor = 2 * minor > all || (2 * minor == all && brief.affect.valence < 0);
  const WeighedBrief* best = nullptr;
  for (const auto& reading : readings)
    if (!reading.brief.keywords.empty() && theory::isMinorFamily(reading.brief.mode) == isMinor &&
        (best == nullptr || reading.weight > best->weight))
      best = &reading;
  if (best == nullptr) return;
  brief.mode = best->brief.mode;
  brief.modeWhy = best->brief.modeWhy;
}

std::vector<brief::GenreWeight> joinedGenres(const std::vector<WeighedBrief>& readings, double heaviest) {
  std::vector<brief::GenreWeight> genres;
  for (const auto& reading : readings)
    for (const auto& genre : reading.brief.genres) {
      const double weight = genre.weight * reading.weight / heaviest;
      const auto same = std::find_if(genres.begin(), genres.end(), [&](const auto& g) { return g.name == genre.name; });
      if (same == genres.end())
        genres.push_back({genre.name, weight});
      else
        same->weight = std::min(1.0, same->weight + weight);
    }
  std::stable_sort(genres.begin(), genres.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
  if (genres.size() > kMostBlendedGenres) genres.resize(kMostBlendedGenres);
  return genres;
}

double totalWeight(const std::vector<brief::Keyword>& keywords) {
  double sum = 0;
  for (const auto& keyword : keywords) sum += keyword.weight;
  return sum;
}

/// The share of the reading's own keywords that is still there.
double keptShare(const std::vector<brief::Keyword>& before, const std::vector<brief::Keyword>& after) {
  double kept = 0;
  for (const auto& keyword : before)
    for (const auto& now : after)
      if (sameKeyword(keyword.word, now.word)) kept += std::min(keyword.weight, now.weight);
  const double all = totalWeight(before);
  return all > 0 ? kept / all : 0;
}

std::vector<brief::Keyword> editedKeywords(const TextReader& reader, const brief::Brief& brief,
                                           const KeywordEdits& edits, std::vector<std::string>& notes) {
  auto keywords = brief.keywords;
  for (const auto& word : edits.without) {
    const auto gone =
        std::remove_if(keywords.begin(), keywords.end(), [&](const auto& k) { return sameKeyword(k.word, word); });
    if (gone == keywords.end())
      notes.push_back(fmt::format("'{}' is not among the keywords, so there is nothing to remove.", word));
    keywords.erase(gone, keywords.end());
  }
  std::vector<brief::Keyword> first;
  const auto take = [&](const std::string& word, double weight) {
    auto* same = findKeyword(keywords, word);
    auto keyword = same != nullptr ? *same : keywordFor(reader, word, weight);
    keyword.weight = weight;
    if (same != nullptr) keywords.erase(keywords.begin() + (same - keywords.data()));
    if (auto* already = findKeyword(first, word))
      already->weight = weight;
    else
      first.push_back(std::move(keyword));
  };
  for (const auto& word : edits.pin) take(word, 1);
  for (const auto& keyword : edits.add) take(keyword.word, keyword.weight);
  sortByWeight(first);
  first.insert(first.end(), keywords.begin(), keywords.end());
  return first;
}

double moved(double said, double base, double now, double kept) {
  return std::round(1000 * std::clamp(now + kept * (said - base), -1.0, 1.0)) / 1000;
}

}  // namespace

brief::Brief blend(const TextReader& reader, const std::vector<WeighedBrief>& readings) {
  if (readings.empty()) return briefFromKeywords(reader, {});
  if (readings.size() == 1) return readings.front().brief;
  double heaviest = 0;
  for (const auto& reading : readings) heaviest = std::max(heaviest, reading.weight);
  brief::Brief brief;
  brief.keywords = joinedKeywords(readings, heaviest);
  brief.affect = meanAffect(readings);
  brief.genres = joinedGenres(readings, heaviest);
  for (const auto& reading : readings)
    brief.notes.insert(brief.notes.end(), reading.brief.notes.begin(), reading.brief.notes.end());
  joinMode(readings, brief);
  brief.tempoBpm = joinedTempo(readings);
  nameContrasts(readings, brief);
  return brief;
}

Result<std::vector<brief::Keyword>> parseWeighedKeywords(std::string_view list) {
  constexpr std::size_t kMostKeywords = 64, kMostBytes = 100;
  if (const std::size_t bad = findInvalidUtf8(list); bad != std::string_view::npos)
    return fail(ErrorCode::Parse, "a keyword is not valid UTF-8", bad);
  std::vector<brief::Keyword> keywords;
  for (const auto item : split(list, ',')) {
    std::string_view word = trim(item);
    double weight = 1;
    if (const auto colon = word.rfind(':'); colon != std::string_view::npos) {
      const auto number = findNumber(trim(word.substr(colon + 1)));
      if (!number || !(*number >= 0 && *number <= 1))
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("the weight in '{}' must be from 0 to 1, such as warm:0.5", word));
      weight = *number;
      word = trim(word.substr(0, colon));
    }
    if (word.empty()) continue;
    if (word.size() > kMostBytes)
      return fail(ErrorCode::InvalidArgument, fmt::format("a keyword is longer than {} bytes; shorten it", kMostBytes));
    if (auto* same = findKeyword(keywords, word))
      same->weight = weight;
    else
      keywords.push_back({std::string(word), weight, {}});
  }
  if (keywords.size() > kMostKeywords)
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} keywords are too many; give at most {}", keywords.size(), kMostKeywords));
  return keywords;
}

brief::Brief edited(const TextReader& reader, const brief::Brief& brief, const KeywordEdits& edits) {
  if (edits.empty()) return brief;
  auto notes = brief.notes;
  const auto base = briefFromKeywords(reader, brief.keywords);
  auto after = briefFromKeywords(reader, editedKeywords(reader, brief, edits, notes));
  const double kept = keptShare(brief.keywords, after.keywords);
  const auto& said = brief.affect;
  after.affect = {moved(said.valence, base.affect.valence, after.affect.valence, kept),
                  moved(said.arousal, base.affect.arousal, after.affect.arousal, kept),
                  moved(said.tension, base.affect.tension, after.affect.tension, kept),
                  moved(said.complexity, base.affect.complexity, after.affect.complexity, kept)};
  // Where the edit moves mode or tempo, that holds; else what the reading said, while most of it is there.
  if (after.mode == base.mode && kept > 0.5) after.mode = brief.mode, after.modeWhy = brief.modeWhy;
  if (after.tempoBpm == base.tempoBpm && kept > 0.5) after.tempoBpm = brief.tempoBpm;
  for (const auto& genre : brief.genres)
    if (std::none_of(after.genres.begin(), after.genres.end(), [&](const auto& g) { return g.name == genre.name; }))
      after.genres.push_back({genre.name, std::round(100 * kept * genre.weight) / 100});
  std::stable_sort(after.genres.begin(), after.genres.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  while (!after.genres.empty() && (after.genres.size() > kMostBlendedGenres || after.genres.back().weight < 0.05))
    after.genres.pop_back();
  notes.insert(notes.end(), after.notes.begin(), after.notes.end());
  after.notes = std::move(notes);
  return after;
}

}  // namespace amuse::inspire
