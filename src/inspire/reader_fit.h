#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "brief/brief.h"

/// Making the files the text reader needs (models/word_affect.bin, models/reader.bin). For training programs only.
namespace amuse::inspire {

/// The single words of the authored tables with their affect and weight: what the affect of other words is learnt from.
struct AuthoredWord {
  std::string word;
  brief::Affect affect;
  double weight = 0;
};
/// @param folder  data/llm. Errors: Unavailable, Parse.
[[nodiscard]] Result<std::vector<AuthoredWord>> authoredWords(const std::filesystem::path& folder);

/// A row of the lexicon tables or a word of scene_words.tsv: a word or an idiom with all that is known of it.
struct AuthoredPhrase {
  std::string text;
  brief::Affect affect;
  double weight = 0;
  std::vector<std::string> keywords, genres;
};
/// @param folder  data/llm. Errors: Unavailable, Parse.
[[nodiscard]] Result<std::vector<AuthoredPhrase>> authoredPhrases(const std::filesystem::path& folder);

/// The bytes of models/word_affect.bin.
[[nodiscard]] std::string writeWordAffects(const std::vector<std::pair<std::string, brief::Affect>>& words);

/// The bytes of models/reader.bin, fitted on the inspirations that are not held out and on the keyword sets. Seconds,
/// deterministic. Errors: Unavailable, Parse.
/// @param modelFolder  Where word_affect.bin, text_encoder.bin and word_voice.bin are.
/// @param leftOutFold  0..4: leave that fifth of the training texts out as well (readFold tells which); -1: none.
[[nodiscard]] Result<std::string> fitReaderFile(const std::filesystem::path& folder,
                                                const std::filesystem::path& modelFolder, int leftOutFold = -1);

/// The bytes of models/word_voice.bin, fitted on inspirations_more.tsv. A minute on a free core, deterministic.
/// @param modelFolder  Where word_affect.bin and text_encoder.bin are. Errors: Unavailable, Parse.
[[nodiscard]] Result<std::string> fitWordVoiceFile(const std::filesystem::path& folder,
                                                   const std::filesystem::path& modelFolder);

/// The fold, 0..4, of a training text in cross-validation: a hash of the text.
[[nodiscard]] int readFold(std::string_view text) noexcept;

}  // namespace amuse::inspire
