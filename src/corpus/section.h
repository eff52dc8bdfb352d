#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "theory/chord_symbol.h"
#include "theory/mode.h"

/// Real music as models learn it: sections of songs, relative to their tonic.
namespace amuse::corpus {

enum class LicenseClass { Open, NonCommercial, ShareAlike, Unknown };
[[nodiscard]] std::string_view toText(LicenseClass license) noexcept;  ///< As in the data: "open", "nc", ...
enum class Split { Train, Valid, Test };
[[nodiscard]] std::string_view toText(Split split) noexcept;  ///< "train", "valid", "test".

/// One section of one song, equal neighbours already joined.
struct Section {
  std::string id, source, song;
  LicenseClass license = LicenseClass::Unknown;
  Split split = Split::Train;
  theory::Mode mode = theory::Mode::Maj;
  std::vector<theory::RelativeChord> chords;
  std::vector<std::optional<double>> beats;  ///< Parallel to chords; nothing where the data do not say.
  std::string name;                          ///< "verse", "chorus", ...; empty when unknown.
  std::vector<std::string> genres, moods;
  std::optional<int> decade = std::nullopt;  ///< 1960 for the sixties.
  std::string meter;                         ///< "4/4"; empty when unknown.
  int repeats = 1;                           ///< Identical sections of the song that were joined into this one.
  bool isTemplate = false;                   ///< A stock progression, not a song: never part of a prior.
  bool keyIsEstimated = false;
};

/// A stretch of a section cut out for training.
struct Window {
  std::size_t first = 0, count = 0;  ///< Chords of the section.
  bool startsPhrase = false;         ///< Its first chord begins the section, or a bar on the grid of its length.
  bool endsPhrase = false;           ///< Its last chord ends there, with nothing held over into the next bar.
  bool endsSection = false;
};

/// Stretches of exactly `bars` bars that begin on every bars-th bar line and are not the whole section. Where durations
/// or the metre are unknown, stretches of `bars` chords (one a bar, the commonest harmonic rhythm).
[[nodiscard]] std::vector<Window> barWindows(const Section& section, int bars);

/// A section of more than `longest` chords as consecutive stretches of at most that many, so that "end" keeps its
/// meaning: only the last ends the section. Shorter ones come back whole.
[[nodiscard]] std::vector<Window> cutLong(const Section& section, std::size_t longest = 64);

}  // namespace amuse::corpus
