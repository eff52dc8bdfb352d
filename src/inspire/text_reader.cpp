#include "inspire/text_reader.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "inspire/internal/candidates.h"
#include "inspire/internal/keyword_sets.h"
#include "inspire/internal/notes.h"
#include "inspire/internal/reading_rules.h"
#include "inspire/internal/tables.h"
#include "inspire/internal/voices.h"

namespace amuse::inspire {

Result<TextReader> TextReader::open(const std::filesystem::path& folder, const std::filesystem::path& modelFolder) {
  const auto models = modelFolder.empty() ? folder.parent_path().parent_path() / "models" : modelFolder;
  auto vocabulary = loadVocabulary(folder, models / "word_affect.bin");
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  const auto bytes = readFile(models / "reader.bin");
  if (!bytes) return tl::unexpected(bytes.error());
  auto model = parseReaderModel(*bytes);
  if (!model) return tl::unexpected(model.error());
  auto encoder = TextEncoder::open(models / "text_encoder.bin");
  if (!encoder) return tl::unexpected(encoder.error());
  auto wordVoice = openWordVoice(models / "word_voice.bin", encoder->tags());
  if (!wordVoice) return tl::unexpected(wordVoice.error());
  auto families = KeywordFamilies::open(folder / "keyword_families.tsv");
  if (!families) return tl::unexpected(families.error());
  const auto tempo = readFile(folder / "tempo_terms.tsv");
  if (!tempo) return tl::unexpected(tempo.error());
  auto sets = loadKeywordSets(folder);
  if (!sets) return tl::unexpected(sets.error());
  KeywordLexicon keywords = KeywordLexicon::make(vocabulary->entries, std::move(*sets));
  return TextReader(std::make_shared<const Tables>(
      Tables{std::move(*vocabulary), std::move(*model), parseTempoTerms(*tempo), std::move(keywords),
             std::move(*families), std::move(*encoder), std::move(*wordVoice)}));
}

const KeywordLexicon& TextReader::keywords() const noexcept { return tables_->keywords; }

Result<brief::Brief> inspireText(const TextReader& reader, std::string_view text) {
  if (text.size() > kMaxTextBytes)
    return fail(ErrorCode::TooLarge,
                fmt::format("the text has {} bytes; give at most {} (about 10,000 words)", text.size(), kMaxTextBytes));
  if (const std::size_t bad = findInvalidUtf8(text); bad != std::string_view::npos)
    return fail(ErrorCode::Parse, "the text is not valid UTF-8; save it as UTF-8", bad);
  const TextReader::Tables& tables = reader.tables();
  const Reading reading = readMatches(tables.vocabulary, text);
  const MusicTerms terms = findMusicTerms(text, reading.tokens, tables.tempoTerms);
  const auto features = featuresOf(reading);
  Prediction prediction = tables.model.predict(features);
  const HeardText heard = heardText(tables.vocabulary, reading, text);
  EncoderVoice voice = tables.encoder.hear(heard.text);
  addWords(tables.wordVoice, features, reading, voice);
  prediction.targets = mixVoices(tables.model, tables.vocabulary, prediction.targets, voice, reading);
  const bool saysSomething = !reading.matches.empty() || !reading.learnt.empty();
  brief::Brief made;
  if (saysSomething) made.affect = affectFrom(prediction.targets, mixedness(reading.matches), reading.masked);
  const ReadingView view{tables.vocabulary, tables.model, tables.keywords, tables.families, reading,
                         prediction,        made.affect,  tables.encoder,  voice,           heard.isOriginal};
  made.notes = notesOn(tables.vocabulary, reading, terms, text);
  if (!saysSomething && !terms.mode && !terms.bpm && !terms.tempo) {
    made.modeWhy = "Nothing in the text asks for another mode.";
    return made;
  }
  made.keywords = chooseKeywords(view, text);
  made.genres = chooseGenres(view);
  const ModeChoice mode = chooseMode(tables.model, features, prediction.targets, terms);
  made.mode = mode.mode;
  made.modeWhy = mode.why;
  made.tempoBpm = chooseTempo(prediction.targets, terms);
  return made;
}

}  // namespace amuse::inspire
