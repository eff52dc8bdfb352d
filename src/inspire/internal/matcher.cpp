#include "inspire/internal/matcher.h"

#include <algorithm>
#include <cmath>

#include "inspire/internal/scope.h"

namespace amuse::inspire {
namespace {

/// Month names and such are words of their own only where a capital or a preposition says so.
bool isDatedWord(std::string_view word) { return word == "may" || word == "march" || word == "fall"; }

bool standsAsDate(const std::vector<Token>& tokens, std::size_t at) {
  if (tokens[at].capital && !tokens[at].opensSentence) return true;
  if (at == 0) return tokens.size() == 1;
  const std::string& before = tokens[at - 1].word;
  return before == "in" || before == "last" || before == "early" || before == "late" || before == "of" ||
         before == "this";
}

class Finder {
 public:
  Finder(const Vocabulary& vocabulary, Reading& reading) : vocabulary_(vocabulary), reading_(reading) {}

  std::vector<FoundItem> find() {
    std::vector<FoundItem> items;
    for (std::size_t at = 0; at < reading_.tokens.size();) {
      const auto item = itemAt(at);
      if (item)
        items.push_back(*item);
      else
        noteUnknown(at);
      at += item ? item->tokenCount : 1;
    }
    return items;
  }

 private:
  std::optional<PhraseIndex::Hit> entryAt(std::size_t at) const {
    return vocabulary_.entryIndex.longestAt(reading_.tokens, reading_.forms, at, [&](int id, FormKind kind) {
      const LexiconEntry& entry = vocabulary_.entries[id];
      if (kind >= FormKind::Comparison && entry.pos != "adj" && entry.pos != "colour") return false;
      const std::string& word = reading_.tokens[at].word;
      const bool single = entry.text.find(' ') == std::string::npos;
      if (single && isDatedWord(entry.text) && entry.pos == "time") return standsAsDate(reading_.tokens, at);
      return !(single && vocabulary_.plainWords.count(word) != 0);
    });
  }

  std::optional<PhraseIndex::Hit> modifierAt(std::size_t at) const {
    auto hit = vocabulary_.modifierIndex.longestAt(reading_.tokens, reading_.forms, at,
                                                   [](int, FormKind kind) { return kind <= FormKind::Inflection; });
    if (hit || !reading_.tokens[at].word.ends_with("n't")) return hit;
    // Any other contraction ("wouldn't") does what the bare n't does.
    for (std::size_t i = 0; i < vocabulary_.modifiers.size(); ++i)
      if (vocabulary_.modifiers[i].text == "n't") return PhraseIndex::Hit{static_cast<int>(i), 1, FormKind::Same};
    return std::nullopt;
  }

  bool qualityFollows(std::size_t at) const {
    if (at >= reading_.tokens.size()) return false;
    const auto next = entryAt(at);
    if (!next) return false;
    const std::string& pos = vocabulary_.entries[next->id].pos;
    return pos == "adj" || pos == "adv" || pos == "v" || pos == "idiom" || pos == "colour";
  }

  /// A word that is both keeps its own meaning unless it stands where it modifies: "extremely happy", "I wish".
  bool modifierWins(std::size_t at, const PhraseIndex::Hit& entry, const Modifier& row) const {
    if (row.beforeQualityOnly || row.kind == ModifierKind::Negator || entry.kind != FormKind::Same) return true;
    if (row.shift == Shift::Wish) {
      const std::string before = at > 0 ? reading_.tokens[at - 1].word : std::string();
      return before != "a" && before != "my" && before != "the" && before != "one" && before != "last";
    }
    return qualityFollows(at + entry.length);
  }

  std::optional<FoundItem> itemAt(std::size_t at) const {
    const auto entry = entryAt(at);
    const auto modifier = modifierAt(at);
    if (modifier && (!entry || modifier->length >= entry->length)) {
      const Modifier& row = vocabulary_.modifiers[modifier->id];
      const bool works = !row.beforeQualityOnly || qualityFollows(at + modifier->length);
      const bool sameLength = entry && entry->length == modifier->length;
      if (works && (!sameLength || modifierWins(at, *entry, row)))
        return FoundItem{at, modifier->length, modifier->id, true, FormKind::Same};
      if (!entry && (modifier->length > 1 || vocabulary_.plainWords.count(reading_.tokens[at].word) == 0))
        return FoundItem{at, modifier->length, -1, true, FormKind::Same};
    }
    if (entry) return FoundItem{at, entry->length, entry->id, false, entry->kind};
    return std::nullopt;
  }

  bool isPlain(std::size_t at) const {
    const auto& forms = reading_.forms[at].forms;
    return std::any_of(forms.begin(), forms.end(), [&](const Lemma& lemma) {
      return lemma.kind <= FormKind::Adverb && vocabulary_.plainWords.count(lemma.word) != 0;
    });
  }

  /// A capital inside a sentence is taken for a name; at its start only what the table of names holds.
  bool isName(std::size_t at) const {
    const Token& token = reading_.tokens[at];
    if (token.capital && !token.opensSentence) return true;
    const auto& forms = reading_.forms[at].forms;
    return std::any_of(forms.begin(), forms.end(), [&](const Lemma& lemma) {
      return lemma.kind <= FormKind::Inflection && vocabulary_.firstNames.count(lemma.word) != 0;
    });
  }

  void noteUnknown(std::size_t at) {
    const Token& token = reading_.tokens[at];
    if (!token.latin || token.word.size() < 2 || (token.word[0] >= '0' && token.word[0] <= '9')) return;
    if (!isPlain(at) && !isName(at)) reading_.unknownTokens.push_back(at);
  }

  const Vocabulary& vocabulary_;
  Reading& reading_;
};

/// The n-th time a word comes back it adds ever less: a chorus is not ten verses.
void dampRepeats(std::vector<Match>& matches) {
  std::unordered_map<int, int> seen;
  for (Match& match : matches) {
    if (match.entry < 0) continue;
    const int times = ++seen[match.entry];
    if (times > 1) match.weight *= 0.3 / static_cast<double>(times * times);
  }
}

}  // namespace

Reading readMatches(const Vocabulary& vocabulary, std::string_view text) {
  Reading reading;
  reading.tokens = cutTokens(text);
  reading.forms = formsOf(reading.tokens, vocabulary.lemmas);
  const std::vector<FoundItem> items = Finder(vocabulary, reading).find();
  applyScopes(vocabulary, items, reading);
  dampRepeats(reading.matches);
  return reading;
}

}  // namespace amuse::inspire
