#include "inspire/internal/notes.h"

#include <fmt/format.h>

#include <algorithm>
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

/// The languages of the words in other scripts that the tables hold, in the order met; and how many they lack.
std::pair<std::vector<std::string>, std::size_t> otherScripts(const Vocabulary& vocabulary, const Reading& reading) {
  std::vector<std::string> languages;
  std::size_t unread = 0;
  for (const Token& token : reading.tokens) {
    if (token.latin) continue;
    const Translation* found = vocabulary.translations.find(token);
    if (found == nullptr) ++unread;
    if (found != nullptr && std::find(languages.begin(), languages.end(), found->language) == languages.end())
      languages.push_back(found->language);
  }
  return {languages, unread};
}

/// True when it was the language, so that single unknown words need no mention.
bool noteLanguage(const Vocabulary& vocabulary, const Reading& reading, std::vector<std::string>& notes) {
  const auto other =
      std::count_if(reading.tokens.begin(), reading.tokens.end(), [](const Token& t) { return !t.latin; });
  if (other > 0) {
    const auto [languages, unread] = otherScripts(vocabulary, reading);
    if (languages.empty())
      notes.push_back(
          "I can't read this script; I read English, Korean and single words of a few languages. Add keywords.");
    else if (languages.front() != "Korean")
      notes.push_back(
          fmt::format("I read only single words of {}; add keywords for what I missed.", languages.front()));
    return true;
  }
  if (reading.language.empty()) return false;
  const bool some = !reading.matches.empty();
  notes.push_back(fmt::format("This looks like {}; {}.", reading.language,
                              some ? "I read only single words of it, so add keywords for what I missed"
                                   : "I can't read it, so add keywords in English or Korean"));
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
  if (terms.tonic) notes.push_back(fmt::format("The text names a key, {}: set it if you want it.", *terms.tonic));
  if (reading.changes) notes.push_back("The mood changes over the text; the keywords cover both ends.");
  if (reading.masked) notes.push_back("A bright face over something darker: I lean towards the darker side.");
  return notes;
}

}  // namespace amuse::inspire
