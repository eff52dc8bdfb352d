#include "inspire/keyword_lexicon.h"

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "inspire/internal/keyword_sets.h"
#include "inspire/internal/lexicon.h"

namespace amuse::inspire {
namespace {

std::string meaningKey(std::string_view keyword) {
  std::string key = toLower(trim(keyword));
  std::replace(key.begin(), key.end(), '-', ' ');
  return key;
}

/// Means over everything that speaks of a keyword, each with its weight.
struct MeaningSum {
  brief::Affect affect;
  double weight = 0;
  std::map<std::string, double> genres;
  bool isGenre = false;

  void add(const brief::Affect& a, double w) {
    affect.valence += w * a.valence, affect.arousal += w * a.arousal;
    affect.tension += w * a.tension, affect.complexity += w * a.complexity;
    weight += w;
  }

  KeywordMeaning meaning() const {
    KeywordMeaning made{{}, {}, isGenre};
    if (weight > 0)
      made.affect = {affect.valence / weight, affect.arousal / weight, affect.tension / weight,
                     affect.complexity / weight};
    std::vector<std::pair<double, std::string>> ranked;
    for (const auto& [name, w] : genres) ranked.emplace_back(-w, name);
    std::sort(ranked.begin(), ranked.end());
    for (std::size_t i = 0; i < std::min<std::size_t>(ranked.size(), 4); ++i) made.genres.push_back(ranked[i].second);
    return made;
  }
};

using Sums = std::unordered_map<std::string, MeaningSum>;

/// The word itself says most; the entries that lead to a keyword say what it is usually heard in.
void addEntry(Sums& sums, const LexiconEntry& entry) {
  MeaningSum& own = sums[meaningKey(entry.text)];
  own.add(entry.affect, 6 * std::max(entry.weight, 0.1));
  own.isGenre = own.isGenre || entry.pos == "genre";
  double share = 4;
  for (const std::string& genre : entry.genres) own.genres[genre] += share, share /= 2;
  double rank = 1;
  for (const std::string& keyword : entry.keywords) {
    MeaningSum& sum = sums[meaningKey(keyword)];
    sum.add(entry.affect, rank * entry.weight);
    for (const std::string& genre : entry.genres) sum.genres[genre] += 0.5 * rank * entry.weight;
    rank *= 0.6;
  }
}

void addSet(Sums& sums, const KeywordSet& set) {
  for (const std::string& keyword : set.keywords) {
    MeaningSum& sum = sums[meaningKey(keyword)];
    sum.add(set.affect, 0.4);
    for (const std::string& genre : set.genres) sum.genres[genre] += 0.4;
  }
  for (const std::string& genre : set.genres) {
    MeaningSum& sum = sums[meaningKey(genre)];
    sum.add(set.affect, 0.3);
    sum.isGenre = true;
    sum.genres[genre] += 2;
  }
}

}  // namespace

Result<KeywordLexicon> KeywordLexicon::open(const std::filesystem::path& folder) {
  Sums sums;
  for (const char* name : {"lexicon.tsv", "lexicon_extra.tsv"}) {
    const auto table = readFile(folder / name);
    if (!table) return tl::unexpected(table.error());
    const auto entries = parseLexicon(*table);
    if (!entries) return tl::unexpected(entries.error());
    for (const LexiconEntry& entry : *entries) addEntry(sums, entry);
  }
  const auto sets = loadKeywordSets(folder);
  if (!sets) return tl::unexpected(sets.error());
  for (const KeywordSet& set : *sets) addSet(sums, set);
  KeywordLexicon lexicon;
  lexicon.meanings_.reserve(sums.size());
  for (const auto& [key, sum] : sums) lexicon.meanings_.emplace(key, sum.meaning());
  return lexicon;
}

std::optional<KeywordMeaning> KeywordLexicon::find(std::string_view keyword) const {
  const auto it = meanings_.find(meaningKey(keyword));
  return it == meanings_.end() ? std::nullopt : std::optional(it->second);
}

}  // namespace amuse::inspire
