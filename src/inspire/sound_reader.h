#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audio/sound_facts.h"
#include "base/result.h"
#include "brief/brief.h"
#include "inspire/text_reader.h"

/// Sounds to a Brief: what was heard, in words a songwriter would use, each with the seconds it rests on.
namespace amuse::inspire {

/// One row of data/sounds/keywords.tsv: a fact in a range gives a keyword.
struct SoundWord {
  std::string sign;  ///< "heard rain", "music tempo", "texture steady" ...
  double low = 0, high = 0;
  std::string keyword;  ///< May hold {key} or {bpm}.
  double weight = 1;
  brief::Affect affect;
  std::vector<std::string> genres;
  bool operator==(const SoundWord&) const = default;
};
/// Errors: Parse (naming the row), TooLarge.
[[nodiscard]] Result<std::vector<SoundWord>> parseSoundWords(std::string_view table);

/// Holds the recogniser and the table. Immutable after open(); may be read from several threads.
class SoundReader final {
 public:
  /// @param home  The folder with models/sounds.bin and data/sounds/keywords.tsv. Errors: Unavailable, Parse.
  [[nodiscard]] static Result<SoundReader> open(const std::filesystem::path& home);
  SoundReader(audio::SoundRecogniser recogniser, std::vector<SoundWord> words)
      : recogniser_(std::move(recogniser)), words_(std::move(words)) {}

  [[nodiscard]] const audio::SoundRecogniser& recogniser() const noexcept { return recogniser_; }
  [[nodiscard]] const std::vector<SoundWord>& words() const noexcept { return words_; }

 private:
  audio::SoundRecogniser recogniser_;
  std::vector<SoundWord> words_;
};

/// Where the samples came from, for the notes.
struct SoundOrigin {
  std::string name;         ///< "rain.wav"; may be empty.
  double startSeconds = 0;  ///< Where the samples begin in the file.
  bool isCut = false;       ///< The file goes on after them.
  bool isDamaged = false;   ///< Parts could not be decoded.
};

/// Reads a sound at 22050 Hz, at most 60 seconds.
/// @return Up to 8 keywords, strongest first, each with the span it rests on; affect, genres, mode and tempo of those;
///         of music the tempo and mode that were measured. Silence gives a neutral brief with a note; speech says that
///         words are not understood; a class heard with little certainty weighs little and is said to be a guess.
///         Errors: InvalidArgument (describeSound's).
[[nodiscard]] Result<brief::Brief> inspireSound(const SoundReader& reader, const TextReader& words,
                                                const MonoAudio& audio, const SoundOrigin& origin = {});
/// The same from facts already taken.
[[nodiscard]] brief::Brief inspireFromFacts(const SoundReader& reader, const TextReader& words,
                                            const audio::SoundFacts& facts, const SoundOrigin& origin = {});

}  // namespace amuse::inspire
