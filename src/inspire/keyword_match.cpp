#include "inspire/keyword_match.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "inspire/internal/lexicon.h"

namespace amuse::inspire {
namespace {

/// Longest first, so that "hopefully" loses all it can.
constexpr std::string_view kEndings[] = {"fulness", "iness", "fully", "ness", "ical", "ing", "ful", "ous", "ies", "ily",
                                         "ish",     "ed",    "ic",    "al",   "ly",   "es",  "y",   "s",   "e"};

std::string stemOf(std::string_view word) {
  for (const std::string_view ending : kEndings)
    if (word.ends_with(ending) && word.size() - ending.size() >= 4)
      return std::string(word.substr(0, word.size() - ending.size()));
  return std::string(word);
}

std::vector<std::string_view> pieces(std::string_view stem) { return splitWords(stem); }

/// Words that many keywords share and that tell nothing by themselves.
bool isTelling(std::string_view word) {
  constexpr std::string_view kPlain[] = {"soft", "slow", "music", "song",  "score",  "style", "light", "deep", "dark",
                                         "pop",  "rock", "alt",   "indie", "modern", "new",   "old",   "turn", "gentl",
                                         "and",  "of",   "the",   "with",  "post",   "neo",   "art",   "hard", "fast"};
  return std::find(std::begin(kPlain), std::end(kPlain), word) == std::end(kPlain) && word.size() > 2;
}

}  // namespace

std::string keywordStem(std::string_view keyword) {
  std::string lower = toLower(trim(keyword));
  std::replace(lower.begin(), lower.end(), '-', ' ');
  std::string stem;
  for (const std::string_view word : splitWords(lower)) stem += (stem.empty() ? "" : " ") + stemOf(word);
  return stem;
}

Result<KeywordFamilies> KeywordFamilies::open(const std::filesystem::path& file) {
  const auto table = readFile(file);
  if (!table) return tl::unexpected(table.error());
  KeywordFamilies made;
  int number = 0;
  const bool whole = eachRow(*table, [&](const std::vector<std::string_view>& row) {
    if (row.size() < 2) return false;
    for (const std::string& keyword : commaList(row[1])) made.families_[keywordStem(keyword)].push_back(number);
    ++number;
    return true;
  });
  if (whole) return made;
  return fail(ErrorCode::Parse, "a row of keyword_families.tsv needs a family and its keywords");
}

Agreement KeywordFamilies::compare(std::string_view a, std::string_view b) const {
  const std::string one = keywordStem(a), other = keywordStem(b);
  if (one == other) return Agreement::Same;
  const auto words = pieces(other);
  for (const std::string_view word : pieces(one))
    if (isTelling(word) && std::find(words.begin(), words.end(), word) != words.end()) return Agreement::SharedWord;
  const auto x = families_.find(one), y = families_.find(other);
  if (x == families_.end() || y == families_.end()) return Agreement::None;
  for (const int family : x->second)
    if (std::find(y->second.begin(), y->second.end(), family) != y->second.end()) return Agreement::Family;
  return Agreement::None;
}

}  // namespace amuse::inspire
