#include "wordnet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_set>

#include "base/files.h"
#include "base/text.h"

namespace amuse::train {
namespace {

constexpr const char* kFiles[] = {"noun", "verb", "adj", "adv"};
constexpr std::size_t kSensesKept = 4;

int numberIn(std::string_view text, int base = 10) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

/// Satellite adjectives share the files and offsets of adjectives.
std::string keyOf(std::string_view pos, std::string_view offset) {
  return std::string(pos == "s" ? "a" : pos) + std::string(offset);
}

bool isFunctionWord(const std::string& word) {
  static const std::unordered_set<std::string> kWords{
      "the",   "of",    "to",    "in",      "on",      "at",   "by",    "for",   "with",  "from",       "as",
      "is",    "was",   "are",   "were",    "be",      "been", "and",   "or",    "that",  "which",      "who",
      "whom",  "whose", "this",  "these",   "those",   "it",   "its",   "he",    "she",   "his",        "her",
      "him",   "they",  "them",  "their",   "you",     "your", "my",    "me",    "we",    "us",         "our",
      "not",   "no",    "do",    "does",    "did",     "has",  "have",  "had",   "can",   "could",      "may",
      "might", "will",  "would", "shall",   "should",  "must", "than",  "then",  "so",    "such",       "very",
      "more",  "most",  "less",  "some",    "any",     "all",  "each",  "every", "other", "another",    "own",
      "same",  "one",   "two",   "etc",     "use",     "used", "make",  "into",  "out",   "up",         "down",
      "over",  "under", "about", "between", "through", "when", "where", "while", "if",    "but",        "also",
      "there", "what",  "how",   "why",     "only",    "just", "too",   "being", "an",    "especially", "usually"};
  return kWords.count(word) != 0;
}

class Lemmas {
 public:
  void add(std::string_view index) {
    for (const std::string_view line : split(index, '\n'))
      if (!line.empty() && line.front() != ' ') known_.emplace(line.substr(0, line.find(' ')));
  }
  std::string of(const std::string& word) const {
    if (known_.count(word) != 0) return word;
    struct Rule {
      std::string_view ending, instead;
    };
    constexpr Rule kRules[] = {{"ies", "y"}, {"es", "e"},  {"es", ""},  {"s", ""},  {"ied", "y"}, {"ed", "e"},
                               {"ed", ""},   {"ing", "e"}, {"ing", ""}, {"ly", ""}, {"er", ""},   {"est", ""}};
    for (const auto& [ending, instead] : kRules) {
      if (!word.ends_with(ending) || word.size() < ending.size() + 3) continue;
      const std::string made = word.substr(0, word.size() - ending.size()) + std::string(instead);
      if (known_.count(made) != 0) return made;
    }
    return word;
  }

 private:
  std::unordered_set<std::string> known_;
};

std::vector<std::string> contentWords(std::string_view text, const Lemmas& lemmas) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : std::string(text) + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      word += static_cast<char>(c | 0x20);
      continue;
    }
    if (word.size() > 1 && !isFunctionWord(word)) words.push_back(lemmas.of(word));
    word.clear();
  }
  return words;
}

/// One line of a data file; pointers still by key.
struct RawSynset {
  Synset synset;
  std::vector<std::pair<char, std::string>> pointers;
};

RawSynset parseSynset(std::string_view line, const Lemmas& lemmas) {
  RawSynset raw;
  const std::size_t bar = line.find(" | ");
  const auto fields = splitWords(line.substr(0, bar));
  raw.synset.domain = numberIn(fields[1]);
  const int words = numberIn(fields[3], 16);
  for (int i = 0; i < words; ++i) {
    const std::string_view word = fields[4 + 2 * static_cast<std::size_t>(i)];
    raw.synset.words.push_back(toLower(word.substr(0, word.find('('))));
  }
  std::size_t at = 4 + 2 * static_cast<std::size_t>(words);
  const int count = numberIn(fields[at++]);
  for (int i = 0; i < count && at + 3 < fields.size(); ++i, at += 4)
    raw.pointers.emplace_back(fields[at].front(), keyOf(fields[at + 2], fields[at + 1]));
  if (bar != std::string_view::npos) raw.synset.gloss = contentWords(line.substr(bar + 3), lemmas);
  return raw;
}

void addSenses(std::string_view index, const std::unordered_map<std::string, int>& byKey, WordNet& wordNet) {
  for (const std::string_view line : split(index, '\n')) {
    if (line.empty() || line.front() == ' ') continue;
    const auto fields = splitWords(line);
    const auto pointers = static_cast<std::size_t>(numberIn(fields[3]));
    const double tagged = numberIn(fields[5 + pointers]);
    double share = 1 + 0.3 * tagged;
    auto& senses = wordNet.senses[std::string(fields[0])];
    for (std::size_t i = 6 + pointers; i < std::min(fields.size(), 6 + pointers + kSensesKept); ++i, share *= 0.6)
      if (const auto it = byKey.find(keyOf(fields[1], fields[i])); it != byKey.end())
        senses.push_back({it->second, share});
  }
}

}  // namespace

Result<WordNet> readWordNet(const std::filesystem::path& folder) {
  Lemmas lemmas;
  std::array<std::string, 4> indexes;
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    auto index = readFile(folder / (std::string("index.") + kFiles[i]));
    if (!index) return tl::unexpected(index.error());
    indexes[i] = std::move(*index);
    lemmas.add(indexes[i]);
  }
  WordNet wordNet;
  std::unordered_map<std::string, int> byKey;
  std::vector<std::vector<std::pair<char, std::string>>> pointers;
  for (const char* name : kFiles) {
    const auto data = readFile(folder / (std::string("data.") + name));
    if (!data) return tl::unexpected(data.error());
    for (const std::string_view line : split(*data, '\n')) {
      if (line.size() < 12 || line.front() == ' ') continue;
      RawSynset raw = parseSynset(line, lemmas);
      byKey.emplace(keyOf(splitWords(line.substr(0, 16))[2], line.substr(0, 8)), static_cast<int>(byKey.size()));
      pointers.push_back(std::move(raw.pointers));
      wordNet.synsets.push_back(std::move(raw.synset));
    }
  }
  for (std::size_t i = 0; i < pointers.size(); ++i)
    for (const auto& [relation, key] : pointers[i])
      if (const auto it = byKey.find(key); it != byKey.end())
        wordNet.synsets[i].pointers.emplace_back(relation, it->second);
  for (const std::string& index : indexes) addSenses(index, byKey, wordNet);
  for (auto& [word, senses] : wordNet.senses) {
    double sum = 0;
    for (const Sense& sense : senses) sum += sense.weight;
    for (Sense& sense : senses) sense.weight /= std::max(sum, 1e-9);
  }
  return wordNet;
}

}  // namespace amuse::train
