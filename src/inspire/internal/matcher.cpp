#include "inspire/internal/matcher.h"

#include <algorithm>
#include <cmath>
#include <map>

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
      auto item = itemAt(at);
      if (!item || isForeign(at)) item = translatedAt(at, items);
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

  /// In a text of another language its own words come first: "die" is no death in German.
  bool isForeign(std::size_t at) const { return !reading_.tokens[at].latin || !reading_.language.empty(); }

  std::optional<FoundItem> modifierItem(std::size_t at, std::string_view text) const {
    for (std::size_t i = 0; i < vocabulary_.modifiers.size(); ++i)
      if (vocabulary_.modifiers[i].text == text) return FoundItem{at, 1, static_cast<int>(i), true, FormKind::Same};
    return std::nullopt;
  }

  /// A word of another language, as the English entry or modifier it means. What denies from behind ("행복하지 않다")
  /// turns the item before it.
  std::optional<FoundItem> translatedAt(std::size_t at, std::vector<FoundItem>& items) const {
    const Token& token = reading_.tokens[at];
    if (token.latin && reading_.language.empty()) return std::nullopt;
    const Translation* found = vocabulary_.translations.find(token);
    if (found == nullptr || (token.latin && found->language != reading_.language)) return std::nullopt;
    if (found->english == "!before") return modifierItem(at, "not");
    if (found->english == "+") return modifierItem(at, "very");
    if (found->english == "-") return modifierItem(at, "slightly");
    if (found->english == "!after") {
      const bool near = !items.empty() && !items.back().isModifier && at - items.back().firstToken <= 2;
      if (near) items.back().kind = FormKind::Opposite;
      return FoundItem{at, 1, -1, true, FormKind::Same};
    }
    const auto entry = vocabulary_.entryByText.find(found->english);
    if (entry == vocabulary_.entryByText.end()) return std::nullopt;
    return FoundItem{at, 1, entry->second, false, FormKind::Same};
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
    if (!token.latin || !reading_.language.empty() || token.word.size() < 2 ||
        (token.word[0] >= '0' && token.word[0] <= '9'))
      return;
    if (isPlain(at) || isName(at)) return;
    if (const auto affect = learntAffect(at)) {
      reading_.learnt.push_back({at, *affect});
      return;
    }
    reading_.unknownTokens.push_back(at);
  }

  std::optional<brief::Affect> learntAffect(std::size_t at) const {
    if (!vocabulary_.wordAffects) return std::nullopt;
    for (const Lemma& lemma : reading_.forms[at].forms)
      if (lemma.kind <= FormKind::Comparison)
        if (const auto affect = vocabulary_.wordAffects->find(lemma.word)) return affect;
    return std::nullopt;
  }

  const Vocabulary& vocabulary_;
  Reading& reading_;
};

/// The language that most words of Latin letters belong to; empty for English.
std::string latinLanguage(const Vocabulary& vocabulary, const std::vector<Token>& tokens) {
  std::map<std::string, int> hits;
  int english = 0;
  for (const Token& token : tokens) {
    if (const auto it = vocabulary.foreignWords.find(token.word); it != vocabulary.foreignWords.end())
      ++hits[it->second];
    if (vocabulary.plainWords.count(token.word) != 0) ++english;
  }
  const auto most =
      std::max_element(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most != hits.end() && most->second >= 2 && most->second > english ? most->first : std::string();
}

/// The n-th time a word comes back it adds ever less: a chorus is not ten verses.
void dampRepeats(std::vector<Match>& matches) {
  std::unordered_map<int, int> seen;
  for (Match& match : matches) {
    if (match.entry < 0) continue;
    const int times = ++seen[match.entry];
    if (times > 1) match.weight *= 0.3 / static_cast<double>(times * times);
  }
}

/// Whether the words of `phrase` stand at token `at`.
bool standsAt(const std::vector<Token>& tokens, std::size_t at, std::initializer_list<std::string_view> phrase) {
  if (at + phrase.size() > tokens.size()) return false;
  for (const std::string_view word : phrase)
    if (tokens[at++].word != word) return false;
  return true;
}

/// "Oh great", "yeah right", "as if" at the end say the opposite by themselves; "lovely, ...", "just what I needed",
/// "so much fun", "what a surprise" do where something bad or "again" follows.
bool isIronic(const Reading& reading) {
  const auto& tokens = reading.tokens;
  const bool again = std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.word == "again"; });
  const bool bad = std::any_of(reading.matches.begin(), reading.matches.end(),
                               [](const Match& m) { return m.affect.valence < -0.15 && m.weight > 0.2; });
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (standsAt(tokens, at, {"oh", "great"}) || standsAt(tokens, at, {"yeah", "right"})) return true;
    if (standsAt(tokens, at, {"as", "if"}) && at + 2 == tokens.size() && at > 0) return true;
    if (!again && !bad) continue;
    if (standsAt(tokens, at, {"just", "what", "i", "needed"}) || standsAt(tokens, at, {"so", "much", "fun"}) ||
        standsAt(tokens, at, {"what", "a", "surprise"}))
      return true;
  }
  if (tokens.size() < 4 || tokens[1].clause == tokens[0].clause || !(again && bad)) return false;
  return standsAt(tokens, 0, {"lovely"}) || standsAt(tokens, 0, {"great"}) || standsAt(tokens, 0, {"perfect"}) ||
         standsAt(tokens, 0, {"wonderful"}) || standsAt(tokens, 0, {"brilliant"}) || standsAt(tokens, 0, {"fantastic"});
}

/// Irony turns what is bright; a mask ("pretending") only dims what was said before it.
void turnBright(Reading& reading) {
  const bool ironic = isIronic(reading);
  if (!ironic && !reading.masked) return;
  for (Match& match : reading.matches) {
    if (match.affect.valence <= 0.05) continue;
    match.affect.valence *= ironic ? -0.5 : 0.3;
    match.affect.tension = std::min(1.0, match.affect.tension + 0.25);
    if (!ironic) continue;
    match.deniedKeywords = std::move(match.keywords);
    match.keywords = {"ironic", "wry"};
    match.genres.clear();
    match.negated = true;
  }
}

}  // namespace

Reading readMatches(const Vocabulary& vocabulary, std::string_view text) {
  Reading reading;
  reading.tokens = vocabulary.translations.cut(cutTokens(text));
  reading.language = latinLanguage(vocabulary, reading.tokens);
  reading.forms = formsOf(reading.tokens, vocabulary.lemmas);
  const std::vector<FoundItem> items = Finder(vocabulary, reading).find();
  applyScopes(vocabulary, items, reading);
  turnBright(reading);
  dampRepeats(reading.matches);
  return reading;
}

}  // namespace amuse::inspire
