#include "inspire/internal/notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace amuse::inspire {
namespace {

constexpr std::size_t kShownUnknown = 4;

void noteUnknownWords(const Reading& reading, std::string_view text, std::vector<std::string>& notes) {
  std::vector<std::string> words;
  std::set<std::string> seen;
  for (const std::size_t at : reading.unknownTokens) {
    const Token& token = reading.tokens[at];
    if (seen.insert(token.word).second)
      words.push_back(fmt::format("'{}'", text.substr(token.startByte, token.endByte - token.startByte)));
  }
  if (words.empty()) return;
  if (words.size() == 1) {
    notes.push_back(fmt::format("I don't know the word {}; add a keyword for it if it matters.", words[0]));
    return;
  }
  const std::size_t more = words.size() > kShownUnknown ? words.size() - kShownUnknown : 0;
  words.resize(words.size() - more);
  notes.push_back(fmt::format("I don't know the words {}{}; add keywords for those that matter.", join(words, ", "),
                              more > 0 ? fmt::format(" and {} more", more) : ""));
}

/// The language most of the known foreign words belong to, if they outweigh the English ones.
std::string likelyLanguage(const Vocabulary& vocabulary, const Reading& reading) {
  std::map<std::string, int> hits;
  int english = static_cast<int>(reading.matches.size());
  for (const Token& token : reading.tokens) {
    if (const auto it = vocabulary.foreignWords.find(token.word); it != vocabulary.foreignWords.end())
      ++hits[it->second];
    if (vocabulary.plainWords.count(token.word) != 0) ++english;
  }
  const auto most =
      std::max_element(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most != hits.end() && most->second >= 2 && most->second > english ? most->first : std::string();
}

/// True when it was the language, so that single unknown words need no mention.
bool noteLanguage(const Vocabulary& vocabulary, const Reading& reading, std::vector<std::string>& notes) {
  const auto other =
      std::count_if(reading.tokens.begin(), reading.tokens.end(), [](const Token& t) { return !t.latin; });
  if (other > 0) {
    const bool all = other == static_cast<long>(reading.tokens.size());
    notes.push_back(all ? "I can only read English yet, and this is in another script; add keywords in English."
                        : "I can only read English yet; the words in another script were passed over.");
    return true;
  }
  const std::string language = likelyLanguage(vocabulary, reading);
  if (language.empty()) return false;
  notes.push_back(
      fmt::format("This looks like {}; I can only read English yet, so add keywords in English.", language));
  return true;
}

}  // namespace

std::vector<std::string> notesOn(const Vocabulary& vocabulary, const Reading& reading, const MusicTerms& terms,
                                 std::string_view text) {
  std::vector<std::string> notes;
  if (reading.tokens.empty()) {
    notes.push_back(
        "There are no words to read; this is a neutral starting point. Describe a feeling, a place or a genre.");
    return notes;
  }
  const bool foreign = noteLanguage(vocabulary, reading, notes);
  if (reading.matches.empty())
    notes.push_back(
        "Nothing here tells me a mood, a place or a genre; this is a neutral starting point. Add keywords.");
  if (!foreign) noteUnknownWords(reading, text, notes);
  if (terms.tonic) notes.push_back(fmt::format("The text names a key: ask for it with --key {}.", *terms.tonic));
  if (reading.changes) notes.push_back("The mood changes over the text; the keywords cover both ends.");
  if (reading.masked) notes.push_back("A bright face over something darker: I lean towards the darker side.");
  return notes;
}

}  // namespace amuse::inspire
