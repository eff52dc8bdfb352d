#include "inspire/internal/lemmas.h"

#include <algorithm>

#include "base/text.h"

namespace amuse::inspire {
namespace {

bool isVowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

/// One spelling rule: a word that ends in `ending` may come from its stem with `instead` put back.
struct Rule {
  std::string_view ending, instead;
  FormKind kind;
  std::size_t minStem;
};

constexpr Rule kRules[] = {
    {"'s", "", FormKind::Inflection, 2},     {"s'", "s", FormKind::Inflection, 2},
    {"in'", "ing", FormKind::Inflection, 2}, {"ies", "y", FormKind::Inflection, 2},
    {"ves", "f", FormKind::Inflection, 2},   {"es", "", FormKind::Inflection, 2},
    {"s", "", FormKind::Inflection, 2},      {"ied", "y", FormKind::Inflection, 2},
    {"ed", "e", FormKind::Inflection, 2},    {"ed", "", FormKind::Inflection, 2},
    {"ying", "ie", FormKind::Inflection, 1}, {"ing", "e", FormKind::Inflection, 2},
    {"ing", "", FormKind::Inflection, 2},    {"ier", "y", FormKind::Comparison, 2},
    {"iest", "y", FormKind::Comparison, 2},  {"er", "", FormKind::Comparison, 3},
    {"er", "e", FormKind::Comparison, 2},    {"est", "", FormKind::Comparison, 3},
    {"est", "e", FormKind::Comparison, 2},   {"ily", "y", FormKind::Adverb, 2},
    {"ly", "", FormKind::Adverb, 3},         {"ly", "le", FormKind::Adverb, 3},
    {"iness", "y", FormKind::Adverb, 2},     {"ness", "", FormKind::Adverb, 3},
    {"un", "", FormKind::Opposite, 4},
};

class Candidates {
 public:
  void add(std::string word, FormKind kind) {
    const bool known = std::any_of(found.begin(), found.end(), [&](const Lemma& l) { return l.word == word; });
    if (!known) found.push_back({std::move(word), kind});
  }
  std::vector<Lemma> found;
};

/// "stopp" -> "stop", "sadd" -> "sad"; words that end so by nature ("fall", "kiss") are tried undoubled as well.
void addUndoubled(Candidates& out, std::string_view stem, FormKind kind) {
  const std::size_t n = stem.size();
  if (n > 3 && stem[n - 1] == stem[n - 2] && !isVowel(stem[n - 1])) out.add(std::string(stem.substr(0, n - 1)), kind);
}

void applyRules(Candidates& out, std::string_view word, FormKind forced, bool isForced) {
  for (const Rule& rule : kRules) {
    if (rule.kind == FormKind::Opposite) continue;
    if (!word.ends_with(rule.ending) || word.size() < rule.ending.size() + rule.minStem) continue;
    if (rule.ending == "s" && (word.ends_with("ss") || word.ends_with("us"))) continue;
    const std::string_view stem = word.substr(0, word.size() - rule.ending.size());
    const FormKind kind = isForced ? forced : rule.kind;
    out.add(std::string(stem) + std::string(rule.instead), kind);
    if (rule.instead.empty() && rule.ending != "s" && rule.ending != "'s") addUndoubled(out, stem, kind);
  }
}

/// "sooo" -> "soo", "so": letters held for effect.
void addShortened(Candidates& out, std::string_view word) {
  std::string two, one;
  for (const char c : word) {
    const std::size_t n = two.size();
    if (n < 2 || two[n - 1] != c || two[n - 2] != c) two += c;
    if (one.empty() || one.back() != c) one += c;
  }
  if (two.size() == word.size()) return;
  out.add(two, FormKind::Inflection);
  out.add(one, FormKind::Inflection);
}

}  // namespace

EnglishLemmas::EnglishLemmas(std::string_view table) {
  for (const auto& row : tableRows(table))
    if (row.size() >= 2) irregular_[std::string(row[0])].emplace_back(row[1]);
}

std::vector<Lemma> EnglishLemmas::candidates(std::string_view word) const {
  Candidates out;
  out.add(std::string(word), FormKind::Same);
  if (const auto it = irregular_.find(std::string(word)); it != irregular_.end())
    for (const std::string& lemma : it->second) out.add(lemma, FormKind::Inflection);
  if (word.size() < 3) return out.found;
  applyRules(out, word, FormKind::Same, false);
  if (word.ends_with("in'"))
    applyRules(out, std::string(word.substr(0, word.size() - 1)) + "g", FormKind::Inflection, true);
  if (word.starts_with("un") && word.size() > 5) {
    out.add(std::string(word.substr(2)), FormKind::Opposite);
    applyRules(out, word.substr(2), FormKind::Opposite, true);
  }
  addShortened(out, word);
  return out.found;
}

bool EnglishLemmas::mayBeInflected(std::string_view word) const {
  const bool ending = !word.empty() && std::string_view("sdg'").find(word.back()) != std::string_view::npos;
  return ending || irregular_.count(std::string(word)) != 0;
}

}  // namespace amuse::inspire
