#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "inspire/inspirations.h"
#include "inspire/internal/matcher.h"
#include "inspire/internal/reader_model.h"
#include "inspire/text_encoder.h"

/// What the words of a text add to what the encoder hears in it: models/word_voice.bin. Fitted on the texts the encoder
/// was fitted on, to what the encoder leaves unexplained.
namespace amuse::inspire {

struct WordVoice {
  ReaderModel meanings;  ///< From what the tables say (featuresOf) to the targets and the encoder's tags.
  ReaderModel runs;      ///< From words and pairs of words as they stand (runsOf) to the targets; has no tags.
};

/// "w:rain" for each word of the text, "b:the rain" for each pair of neighbours; of each kind the squares sum to 1.
[[nodiscard]] std::vector<Feature> runsOf(const Reading& reading);

/// Corrects `voice` by the words of `reading`; leaves it alone where the encoder heard nothing.
/// @param meanings  The reading's featuresOf, which the tables' own voice needs too.
void addWords(const WordVoice& words, const std::vector<Feature>& meanings, const Reading& reading,
              EncoderVoice& voice);

/// Half a minute for 8,000 texts; deterministic.
[[nodiscard]] WordVoice fitWordVoice(const Vocabulary& vocabulary, const TextEncoder& encoder,
                                     const std::vector<InspirationRecord>& records);

/// Errors: those of readFile; Parse, as below.
[[nodiscard]] Result<WordVoice> openWordVoice(const std::filesystem::path& path, const std::vector<std::string>& tags);
/// Errors: Parse (no such file, cut short, or of another encoder than the one with `tags`).
[[nodiscard]] Result<WordVoice> parseWordVoice(std::string_view bytes, const std::vector<std::string>& tags);
[[nodiscard]] std::string writeWordVoice(const WordVoice& words);

}  // namespace amuse::inspire
