#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "inspire/internal/reading_rules.h"
#include "inspire/internal/tables.h"
#include "inspire/keyword_brief.h"
#include "inspire/text_reader.h"

namespace amuse::inspire {
namespace {

constexpr std::size_t kMaxTypedKeywords = 64, kMaxKeywordBytes = 100;

Result<std::vector<std::string>> cleanKeywords(const std::vector<std::string>& keywords) {
  std::vector<std::string> clean;
  std::set<std::string> seen;
  for (const std::string& keyword : keywords) {
    if (const std::size_t bad = findInvalidUtf8(keyword); bad != std::string_view::npos)
      return fail(ErrorCode::Parse, "a keyword is not valid UTF-8", bad);
    const std::string_view word = trim(keyword);
    if (word.size() > kMaxKeywordBytes)
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("a keyword is longer than {} bytes; shorten it", kMaxKeywordBytes));
    if (!word.empty() && seen.insert(toLower(word)).second) clean.emplace_back(word);
  }
  if (clean.size() > kMaxTypedKeywords)
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} keywords are too many; give at most {}", clean.size(), kMaxTypedKeywords));
  return clean;
}

void addGenre(std::vector<brief::GenreWeight>& genres, const std::string& name, double weight) {
  const auto it =
      std::find_if(genres.begin(), genres.end(), [&](const brief::GenreWeight& g) { return g.name == name; });
  if (it == genres.end())
    genres.push_back({name, weight});
  else
    it->weight += weight;
}

void rankGenres(std::vector<brief::GenreWeight>& genres) {
  std::stable_sort(genres.begin(), genres.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
  if (genres.size() > 4) genres.resize(4);
  const double most = genres.empty() ? 1 : genres.front().weight;
  for (brief::GenreWeight& genre : genres) genre.weight = std::round(100 * genre.weight / most) / 100;
}

void addGenres(std::vector<brief::GenreWeight>& genres, const KeywordMeaning& meaning, double weight) {
  weight *= meaning.isGenre ? 1.5 : 0.6;
  for (const std::string& genre : meaning.genres) addGenre(genres, genre, weight), weight /= 2;
}

/// A typed keyword as the matcher would have found it, so that the same fitted rules read both.
Match matchOf(const brief::Keyword& keyword, const std::optional<KeywordMeaning>& meaning) {
  Match match;
  match.weight = keyword.weight;
  if (meaning) match.affect = meaning->affect, match.genres = meaning->genres;
  if (keyword.affect) match.affect = *keyword.affect;
  match.keywords = {toLower(keyword.word)};
  return match;
}

void setFromMatches(const TextReader::Tables& tables, const Reading& reading, const MusicTerms& terms,
                    brief::Brief& brief) {
  const auto features = featuresOf(reading);
  const Targets targets = tables.model.predict(features).targets;
  brief.affect = affectFrom(targets, mixedness(reading.matches), false);
  const ModeChoice choice = chooseMode(tables.model, features, targets, terms);
  brief.mode = choice.mode;
  brief.modeWhy = choice.why;
  brief.tempoBpm = chooseTempo(targets, terms);
}

}  // namespace

brief::Keyword keywordFor(const TextReader& reader, std::string_view word, double weight,
                          std::vector<brief::Evidence> evidence) {
  brief::Keyword keyword{std::string(word), std::clamp(weight, 0.0, 1.0), std::move(evidence)};
  if (const auto affect = reader.keywords().findAffect(word)) keyword.affect = affect;
  return keyword;
}

brief::Brief briefFromKeywords(const TextReader& reader, std::vector<brief::Keyword> keywords) {
  const TextReader::Tables& tables = reader.tables();
  brief::Brief brief;
  Reading reading;
  std::vector<std::string> said;
  for (brief::Keyword& keyword : keywords) {
    if (keyword.weight <= 0 || said.size() == kMaxTypedKeywords) continue;
    said.push_back(keyword.word);
    const auto meaning = tables.keywords.find(keyword.word);
    if (!keyword.affect && meaning) keyword.affect = meaning->affect;
    if (meaning) addGenres(brief.genres, *meaning, keyword.weight);
    if (!keyword.affect) {
      brief.notes.push_back(
          fmt::format("I don't know the keyword '{}'; it is kept, but moves nothing by itself.", keyword.word));
      continue;
    }
    reading.matches.push_back(matchOf(keyword, meaning));
  }
  rankGenres(brief.genres);
  const std::string all = join(said, ", ");
  const MusicTerms terms = findMusicTerms(all, cutTokens(all), tables.tempoTerms);
  if (!reading.matches.empty() || terms.mode || terms.bpm || terms.tempo) setFromMatches(tables, reading, terms, brief);
  brief.keywords = std::move(keywords);
  return brief;
}

Result<brief::Brief> inspireKeywords(const TextReader& reader, const std::vector<std::string>& keywords) {
  const auto clean = cleanKeywords(keywords);
  if (!clean) return tl::unexpected(clean.error());
  std::vector<brief::Keyword> made;
  for (const std::string& word : *clean) made.push_back({word, 1, {}});
  return briefFromKeywords(reader, std::move(made));
}

brief::Brief withKeywords(const TextReader& reader, const brief::Brief& fromText, const brief::Brief& fromKeywords) {
  if (fromKeywords.keywords.empty()) return fromText;
  if (fromText.keywords.empty()) {
    brief::Brief brief = fromKeywords;
    brief.notes.insert(brief.notes.begin(), fromText.notes.begin(), fromText.notes.end());
    return brief;
  }
  brief::Brief joined = fromKeywords;
  Reading reading;
  for (const brief::Keyword& keyword : fromKeywords.keywords)
    if (const auto meaning = reader.keywords().find(keyword.word)) reading.matches.push_back(matchOf(keyword, meaning));
  for (brief::Keyword keyword : fromText.keywords) {
    const auto same = [&](const brief::Keyword& k) { return toLower(k.word) == keyword.word; };
    if (std::any_of(joined.keywords.begin(), joined.keywords.end(), same)) continue;
    keyword.weight *= 0.7;
    Match match = matchOf(keyword, reader.keywords().find(keyword.word));
    reading.matches.push_back(std::move(match));
    joined.keywords.push_back(std::move(keyword));
  }
  setFromMatches(reader.tables(), reading, {}, joined);
  for (const brief::GenreWeight& genre : fromText.genres) addGenre(joined.genres, genre.name, 0.7 * genre.weight);
  rankGenres(joined.genres);
  joined.notes.insert(joined.notes.begin(), fromText.notes.begin(), fromText.notes.end());
  return joined;
}

}  // namespace amuse::inspire
