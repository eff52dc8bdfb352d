#include "inspire/keyword_lexicon.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>

#include "base/files.h"
#include "base/random.h"
#include "base/text.h"
#include "inspire/internal/keyword_sets.h"
#include "inspire/internal/lexicon.h"

namespace amuse::inspire {
namespace {

/// Mean over everything that speaks of a keyword, each with its weight.
struct AffectSum {
  brief::Affect sum;
  double weight = 0;

  void add(const brief::Affect& a, double w) {
    sum.valence += w * a.valence, sum.arousal += w * a.arousal;
    sum.tension += w * a.tension, sum.complexity += w * a.complexity;
    weight += w;
  }
  [[nodiscard]] brief::Affect mean() const {
    if (weight <= 0) return {};
    return {sum.valence / weight, sum.arousal / weight, sum.tension / weight, sum.complexity / weight};
  }
};

struct GenreSum {
  std::map<std::string, double> genres;
  bool isGenre = false;

  [[nodiscard]] KeywordMeaning meaning(const brief::Affect& affect) const {
    KeywordMeaning made{affect, {}, isGenre};
    std::vector<std::pair<double, std::string>> ranked;
    for (const auto& [name, w] : genres) ranked.emplace_back(-w, name);
    std::sort(ranked.begin(), ranked.end());
    for (std::size_t i = 0; i < std::min<std::size_t>(ranked.size(), 4); ++i) made.genres.push_back(ranked[i].second);
    return made;
  }
};

/// A place where a keyword stands: as an entry's own text (rank 0), an entry's n-th keyword (n), a set's keyword or
/// genre.
struct Mention {
  std::uint64_t hash = 0;
  int source = 0;
  enum class Role : std::uint8_t { Itself, Led, InSet, GenreOfSet } role = Role::Itself;
  int rank = 0;
};

/// What an entry that leads to a keyword at that place counts for its meaning.
double shareOf(const LexiconEntry& entry, const Mention& mention) { return std::pow(0.6, mention.rank) * entry.weight; }

/// The word itself says most; the entries that lead to a keyword say what it is usually heard in.
void addAffect(AffectSum& sum, const LexiconEntry& entry, const Mention& mention) {
  const bool itself = mention.role == Mention::Role::Itself;
  sum.add(entry.affect, itself ? 6 * std::max(entry.weight, 0.1) : shareOf(entry, mention));
}
void addAffect(AffectSum& sum, const KeywordSet& set, const Mention& mention) {
  sum.add(set.affect, mention.role == Mention::Role::InSet ? 0.4 : 0.3);
}

void addGenres(GenreSum& sum, const LexiconEntry& entry, const Mention& mention) {
  if (mention.role == Mention::Role::Itself) {
    sum.isGenre = sum.isGenre || entry.pos == "genre";
    double share = 4;
    for (const std::string& genre : entry.genres) sum.genres[genre] += share, share /= 2;
    return;
  }
  for (const std::string& genre : entry.genres) sum.genres[genre] += 0.5 * shareOf(entry, mention);
}
void addGenres(GenreSum& sum, const KeywordSet& set, const Mention& mention) {
  if (mention.role == Mention::Role::InSet) {
    for (const std::string& genre : set.genres) sum.genres[genre] += 0.4;
    return;
  }
  sum.isGenre = true;
  sum.genres[set.genres[static_cast<std::size_t>(mention.rank)]] += 2;
}

/// A hash of the keyword as it is compared: lower case, a hyphen as a blank.
std::uint64_t meaningHash(std::string_view keyword) {
  std::string key = toLower(trim(keyword));
  std::replace(key.begin(), key.end(), '-', ' ');
  return stableHash(key);
}

}  // namespace

/// Every mention, sorted by hash: quick to make, and a meaning is only put together when it is asked for.
struct KeywordLexicon::Index {
  std::vector<LexiconEntry> entries;
  std::vector<KeywordSet> sets;
  std::vector<Mention> mentions;

  /// Calls `visit` with every entry or set that speaks of the keyword, and the place where it does.
  template <typename Visit>
  void visit(std::string_view keyword, const Visit& visit) const;
};

KeywordLexicon::KeywordLexicon(std::unique_ptr<const Index> index) noexcept : index_(std::move(index)) {}
KeywordLexicon::KeywordLexicon(KeywordLexicon&&) noexcept = default;
KeywordLexicon& KeywordLexicon::operator=(KeywordLexicon&&) noexcept = default;
KeywordLexicon::~KeywordLexicon() = default;

KeywordLexicon KeywordLexicon::make(std::vector<LexiconEntry> entries, std::vector<KeywordSet> sets) {
  auto index = std::make_unique<Index>(Index{std::move(entries), std::move(sets), {}});
  std::vector<Mention>& mentions = index->mentions;
  mentions.reserve(index->entries.size() * 4 + index->sets.size() * 6);
  const auto addAll = [&](const std::vector<std::string>& words, int source, Mention::Role role) {
    for (int rank = 0; rank < static_cast<int>(words.size()); ++rank)
      mentions.push_back({meaningHash(words[static_cast<std::size_t>(rank)]), source, role, rank});
  };
  for (int i = 0; i < static_cast<int>(index->entries.size()); ++i) {
    const LexiconEntry& entry = index->entries[static_cast<std::size_t>(i)];
    mentions.push_back({meaningHash(entry.text), i, Mention::Role::Itself, 0});
    addAll(entry.keywords, i, Mention::Role::Led);
  }
  for (int i = 0; i < static_cast<int>(index->sets.size()); ++i) {
    addAll(index->sets[static_cast<std::size_t>(i)].keywords, i, Mention::Role::InSet);
    addAll(index->sets[static_cast<std::size_t>(i)].genres, i, Mention::Role::GenreOfSet);
  }
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.hash < b.hash; });
  return KeywordLexicon(std::move(index));
}

Result<KeywordLexicon> KeywordLexicon::open(const std::filesystem::path& folder) {
  std::vector<LexiconEntry> all;
  for (const char* name : {"lexicon_extra.tsv", "lexicon.tsv"}) {
    const auto table = readFile(folder / name);
    if (!table) return tl::unexpected(table.error());
    auto entries = parseLexicon(*table);
    if (!entries) return tl::unexpected(entries.error());
    std::move(entries->begin(), entries->end(), std::back_inserter(all));
  }
  auto sets = loadKeywordSets(folder);
  if (!sets) return tl::unexpected(sets.error());
  return make(std::move(all), std::move(*sets));
}

template <typename Visit>
void KeywordLexicon::Index::visit(std::string_view keyword, const Visit& visit) const {
  const std::uint64_t hash = meaningHash(keyword);
  auto at = std::lower_bound(mentions.begin(), mentions.end(), hash,
                             [](const Mention& mention, std::uint64_t value) { return mention.hash < value; });
  for (; at != mentions.end() && at->hash == hash; ++at) {
    const auto source = static_cast<std::size_t>(at->source);
    if (at->role <= Mention::Role::Led)
      visit(entries[source], *at);
    else
      visit(sets[source], *at);
  }
}

std::optional<brief::Affect> KeywordLexicon::findAffect(std::string_view keyword) const {
  AffectSum sum;
  bool known = false;
  index_->visit(keyword, [&](const auto& source, const Mention& mention) {
    known = true;
    addAffect(sum, source, mention);
  });
  return known ? std::optional(sum.mean()) : std::nullopt;
}

std::optional<KeywordMeaning> KeywordLexicon::find(std::string_view keyword) const {
  const auto affect = findAffect(keyword);
  if (!affect) return std::nullopt;
  GenreSum sum;
  index_->visit(keyword, [&](const auto& source, const Mention& mention) { addGenres(sum, source, mention); });
  return sum.meaning(*affect);
}

}  // namespace amuse::inspire
