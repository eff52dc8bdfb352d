#include "inspire/text_reader.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "inspire/internal/candidates.h"
#include "inspire/internal/keyword_sets.h"
#include "inspire/internal/notes.h"
#include "inspire/internal/reading_rules.h"
#include "inspire/internal/tables.h"

namespace amuse::inspire {

Result<TextReader> TextReader::open(const std::filesystem::path& folder) {
  auto vocabulary = loadVocabulary(folder);
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  const auto table = readFile(folder / "reader_weights.tsv");
  if (!table) return tl::unexpected(table.error());
  auto weights = parseReaderWeights(*table);
  if (!weights) return tl::unexpected(weights.error());
  const auto tempo = readFile(folder / "tempo_terms.tsv");
  if (!tempo) return tl::unexpected(tempo.error());
  auto sets = loadKeywordSets(folder);
  if (!sets) return tl::unexpected(sets.error());
  KeywordLexicon keywords = KeywordLexicon::make(vocabulary->entries, std::move(*sets));
  return TextReader(std::make_shared<const Tables>(
      Tables{std::move(*vocabulary), std::move(*weights), parseTempoTerms(*tempo), std::move(keywords)}));
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
  const Targets targets = tables.weights.predict(features);
  brief::Brief made;
  if (!reading.matches.empty()) made.affect = affectFrom(targets, mixedness(reading.matches), reading.masked);
  made.keywords = chooseKeywords(tables.vocabulary, tables.weights, reading, made.affect, text);
  made.genres = chooseGenres(tables.vocabulary, tables.weights, reading);
  made.notes = notesOn(tables.vocabulary, reading, terms, text);
  if (reading.matches.empty() && !terms.mode && !terms.bpm && !terms.tempo) {
    made.modeWhy = "Nothing in the text asks for another mode.";
    return made;
  }
  const ModeChoice mode = chooseMode(tables.weights, features, targets, terms);
  made.mode = mode.mode;
  made.modeWhy = mode.why;
  made.tempoBpm = chooseTempo(targets, terms);
  return made;
}

}  // namespace amuse::inspire
