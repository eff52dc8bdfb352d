#include "inspire/internal/vocabulary.h"

#include "base/files.h"
#include "base/text.h"

namespace amuse::inspire {
namespace {

/// First column to second, whole table.
Result<std::unordered_map<std::string, std::string>> readPairs(const std::filesystem::path& path) {
  const auto table = readFile(path);
  if (!table) return tl::unexpected(table.error());
  std::unordered_map<std::string, std::string> pairs;
  for (const auto& row : tableRows(*table))
    if (row.size() >= 2) pairs.emplace(row[0], row[1]);
  return pairs;
}

/// Every blank-separated word of every line after the header; the last column of word lists is a group name.
Result<std::unordered_set<std::string>> readWords(const std::filesystem::path& path) {
  const auto table = readFile(path);
  if (!table) return tl::unexpected(table.error());
  std::unordered_set<std::string> words;
  for (const auto& row : tableRows(*table))
    if (row.size() >= 2)
      for (const std::string_view word : splitWords(row[1])) words.emplace(word);
  return words;
}

Result<void> loadEntries(Vocabulary& vocabulary, const std::filesystem::path& path, bool scenes) {
  const auto table = readFile(path);
  if (!table) return tl::unexpected(table.error());
  auto entries = scenes ? parseSceneWords(*table) : parseLexicon(*table);
  if (!entries) return tl::unexpected(entries.error());
  vocabulary.entryIndex.reserve(vocabulary.entries.size() + entries->size());
  vocabulary.entries.reserve(vocabulary.entries.size() + entries->size());
  for (LexiconEntry& entry : *entries) {
    const int id = static_cast<int>(vocabulary.entries.size());
    const bool isNew = vocabulary.entryByText.emplace(entry.text, id).second;
    if (scenes && !isNew) continue;
    vocabulary.entryIndex.add(entry.text, id, true, vocabulary.lemmas);
    vocabulary.entries.push_back(std::move(entry));
  }
  return {};
}

Result<void> loadModifiers(Vocabulary& vocabulary, const std::filesystem::path& path) {
  const auto table = readFile(path);
  if (!table) return tl::unexpected(table.error());
  auto modifiers = parseModifiers(*table);
  if (!modifiers) return tl::unexpected(modifiers.error());
  for (Modifier& modifier : *modifiers) {
    // Only verbs among the modifiers are inflected ("avoided", "pretend"); "all" or "so" are not.
    const bool inflected = modifier.shift == Shift::Mask || modifier.shift == Shift::Wish ||
                           modifier.shift == Shift::Trying || modifier.shift == Shift::Change ||
                           modifier.text == "avoid" || modifier.text == "stop";
    vocabulary.modifierIndex.add(modifier.text, static_cast<int>(vocabulary.modifiers.size()), inflected,
                                 vocabulary.lemmas);
    vocabulary.modifiers.push_back(std::move(modifier));
  }
  return {};
}

}  // namespace

Result<Vocabulary> loadVocabulary(const std::filesystem::path& folder, const std::filesystem::path& wordAffectFile) {
  Vocabulary vocabulary;
  const auto irregular = readFile(folder / "irregular_forms.tsv");
  if (!irregular) return tl::unexpected(irregular.error());
  vocabulary.lemmas = EnglishLemmas(*irregular);
  for (const char* name : {"lexicon_extra.tsv", "lexicon.tsv", "scene_words.tsv"}) {
    const bool scenes = std::string_view(name) == "scene_words.tsv";
    if (const auto done = loadEntries(vocabulary, folder / name, scenes); !done) return tl::unexpected(done.error());
  }
  const auto translated = readFile(folder / "translations.tsv");
  if (!translated) return tl::unexpected(translated.error());
  auto translations = Translations::parse(*translated);
  if (!translations) return tl::unexpected(translations.error());
  vocabulary.translations = std::move(*translations);
  if (!wordAffectFile.empty()) {
    auto affects = WordAffects::open(wordAffectFile);
    if (!affects) return tl::unexpected(affects.error());
    vocabulary.wordAffects = std::move(*affects);
  }
  for (const char* name : {"modifiers_extra.tsv", "modifiers.tsv"})
    if (const auto done = loadModifiers(vocabulary, folder / name); !done) return tl::unexpected(done.error());
  const auto moods = readWords(folder / "plain_moods.tsv");
  if (!moods) return tl::unexpected(moods.error());
  for (std::size_t i = 0; i < vocabulary.entries.size(); ++i)
    if (moods->count(vocabulary.entries[i].text) != 0) vocabulary.plainMoods.push_back(static_cast<int>(i));
  auto plain = readWords(folder / "plain_words.tsv");
  if (!plain) return tl::unexpected(plain.error());
  auto names = readWords(folder / "first_names.tsv");
  if (!names) return tl::unexpected(names.error());
  auto opposites = readPairs(folder / "opposites.tsv");
  if (!opposites) return tl::unexpected(opposites.error());
  auto foreign = readPairs(folder / "foreign_words.tsv");
  if (!foreign) return tl::unexpected(foreign.error());
  vocabulary.plainWords = std::move(*plain);
  vocabulary.firstNames = std::move(*names);
  vocabulary.opposites = std::move(*opposites);
  vocabulary.foreignWords = std::move(*foreign);
  return vocabulary;
}

}  // namespace amuse::inspire
