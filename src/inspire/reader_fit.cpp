#include "inspire/reader_fit.h"

#include "base/random.h"
#include "inspire/internal/fit.h"
#include "inspire/internal/word_affect.h"

namespace amuse::inspire {

Result<std::vector<AuthoredWord>> authoredWords(const std::filesystem::path& folder) {
  const auto vocabulary = loadVocabulary(folder, {});
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  std::vector<AuthoredWord> words;
  for (const LexiconEntry& entry : vocabulary->entries)
    if (entry.text.find(' ') == std::string::npos) words.push_back({entry.text, entry.affect, entry.weight});
  return words;
}

Result<std::vector<AuthoredPhrase>> authoredPhrases(const std::filesystem::path& folder) {
  const auto vocabulary = loadVocabulary(folder, {});
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  std::vector<AuthoredPhrase> phrases;
  for (const LexiconEntry& entry : vocabulary->entries)
    phrases.push_back({entry.text, entry.affect, entry.weight, entry.keywords, entry.genres});
  return phrases;
}

std::string writeWordAffects(const std::vector<std::pair<std::string, brief::Affect>>& words) {
  return WordAffects::write(words);
}

int readFold(std::string_view text) noexcept { return static_cast<int>(stableHash(text, 77) % 5); }

Result<std::string> fitReaderFile(const std::filesystem::path& folder, const std::filesystem::path& modelFolder,
                                  int leftOutFold) {
  auto vocabulary = loadVocabulary(folder, modelFolder / "word_affect.bin");
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  const auto keywords = KeywordLexicon::open(folder);
  if (!keywords) return tl::unexpected(keywords.error());
  const auto families = KeywordFamilies::open(folder / "keyword_families.tsv");
  if (!families) return tl::unexpected(families.error());
  const auto encoder = TextEncoder::open(modelFolder / "text_encoder.bin");
  if (!encoder) return tl::unexpected(encoder.error());
  const auto wordVoice = openWordVoice(modelFolder / "word_voice.bin", encoder->tags());
  if (!wordVoice) return tl::unexpected(wordVoice.error());
  auto sets = loadKeywordSets(folder);
  if (!sets) return tl::unexpected(sets.error());
  auto records = loadInspirations(folder / "inspirations.jsonl");
  if (!records) return tl::unexpected(records.error());
  FitData data{*vocabulary, *keywords, *families, *encoder, *wordVoice, {}, std::move(*sets)};
  for (InspirationRecord& record : *records)
    if (!isHeldOut(record.text) && (leftOutFold < 0 || readFold(record.text) != leftOutFold))
      data.train.push_back(std::move(record));
  return writeReaderModel(fitReader(data));
}

Result<std::string> fitWordVoiceFile(const std::filesystem::path& folder, const std::filesystem::path& modelFolder) {
  const auto vocabulary = loadVocabulary(folder, modelFolder / "word_affect.bin");
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  const auto encoder = TextEncoder::open(modelFolder / "text_encoder.bin");
  if (!encoder) return tl::unexpected(encoder.error());
  const auto records = loadMoreInspirations(folder / "inspirations_more.tsv");
  if (!records) return tl::unexpected(records.error());
  return writeWordVoice(fitWordVoice(*vocabulary, *encoder, *records));
}

}  // namespace amuse::inspire
