#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "brief/brief.h"
#include "inspire/keyword_lexicon.h"

/// Words to a Brief: the keywords a songwriting partner would name, each with the bytes it rests on.
namespace amuse::inspire {

inline constexpr std::size_t kMaxTextBytes = 64u << 10;

/// Holds the authored tables and the fitted weights. Immutable after open(): may be read from several threads.
/// Copies share the tables.
class TextReader final {
 public:
  /// @param folder  data/llm.
  /// @param models  Where reader.bin, word_affect.bin, text_encoder.bin and word_voice.bin are; empty: models/ beside
  ///                data/. Errors: Unavailable (a missing table, named), Parse (a broken row or file).
  [[nodiscard]] static Result<TextReader> open(const std::filesystem::path& folder,
                                               const std::filesystem::path& models = {});

  struct Tables;
  [[nodiscard]] const Tables& tables() const noexcept { return *tables_; }  ///< For this module's own functions.
  [[nodiscard]] const KeywordLexicon& keywords() const noexcept;

 private:
  explicit TextReader(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}
  std::shared_ptr<const Tables> tables_;
};

/// Reads a phrase, lyric, story or caption.
/// @param text  English or Korean (single words of a few other languages), UTF-8, at most kMaxTextBytes. Empty text, or
/// text with nothing the tables know, gives a
///              neutral brief (affect 0, no keywords) with a note that says so.
/// @return 4 to 8 keywords where the text gives them (idioms whole, negation and intensity heard, mixed feelings kept
///         side by side), affect, genres, mode with its reason, tempo, and notes: unknown words, other languages,
///         a key or tempo that the text names.
///         Errors: TooLarge (names the limit), Parse (invalid UTF-8, with the offset).
/// Deterministic; a few milliseconds for a phrase.
[[nodiscard]] Result<brief::Brief> inspireText(const TextReader& reader, std::string_view text);

/// Reads the songwriter's own keywords ("--keywords a,b"): each known one gets its affect and genres, an unknown one is
/// kept as it stands with a note. Order, spelling and number stay; blanks are trimmed, repeats dropped.
/// Errors: InvalidArgument (more than 64, or one longer than 100 bytes), Parse (invalid UTF-8).
[[nodiscard]] Result<brief::Brief> inspireKeywords(const TextReader& reader, const std::vector<std::string>& keywords);

/// Joins a text's brief with the songwriter's own keywords, which come first and count most: affect, genres, mode and
/// tempo follow both. Either may be empty.
[[nodiscard]] brief::Brief withKeywords(const TextReader& reader, const brief::Brief& fromText,
                                        const brief::Brief& fromKeywords);

}  // namespace amuse::inspire
