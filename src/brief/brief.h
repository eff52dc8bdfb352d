#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "theory/mode.h"

/// What an inspiration says, as values: the keywords are the contract between the songwriter and the machine.
namespace amuse::brief {

/// Where in a text a keyword was found.
struct TextEvidence {
  std::size_t startByte = 0, endByte = 0;  ///< UTF-8 bytes, end exclusive.
  std::string text;                        ///< The words themselves.
  bool operator==(const TextEvidence&) const = default;
};
struct RegionEvidence {
  std::array<double, 4> region{};  ///< x, y, width, height as shares of the image, 0..1.
  std::string seen = {};           ///< What was recognised there ("coast"); may be empty.
  double confidence = 0;           ///< Of what was recognised, 0..1.
  bool operator==(const RegionEvidence&) const = default;
};
struct ColourEvidence {
  std::string colour;  ///< "#rrggbb".
  double share = 0;    ///< Share of the pixels, 0..1.
  bool operator==(const ColourEvidence&) const = default;
};
struct SoundEvidence {
  double startSeconds = 0, endSeconds = 0;
  bool operator==(const SoundEvidence&) const = default;
};
using Evidence = std::variant<TextEvidence, RegionEvidence, ColourEvidence, SoundEvidence>;

/// A point in the space the chords are chosen by; every coordinate in [-1, 1].
struct Affect {
  double valence = 0;     ///< Dark .. bright.
  double arousal = 0;     ///< Calm .. energetic.
  double tension = 0;     ///< Resolved .. dissonant.
  double complexity = 0;  ///< Plain .. rich harmony.
  bool operator==(const Affect&) const = default;
};

/// One music keyword with its weight and what it rests on. Keywords the songwriter adds have no evidence.
struct Keyword {
  std::string word;
  double weight = 1;  ///< 0..1; the songwriter may change it.
  std::vector<Evidence> evidence;
  std::optional<Affect> affect = std::nullopt;  ///< The keyword's own colour, where known.
  bool operator==(const Keyword&) const = default;
};

struct GenreWeight {
  std::string name;
  double weight = 1;  ///< 0..1.
  bool operator==(const GenreWeight&) const = default;
};

/// What the songwriter gave. Media are named by reference; their bytes live elsewhere.
struct Inspiration {
  std::string text;
  std::vector<std::string> imageRefs, audioRefs;
  double weight = 1;        ///< Beside the other inspirations, 0..10.
  bool active = true;       ///< False: kept, but suggestions do not hear it.
  std::string partId = {};  ///< The part of a song it is for; empty: wherever suggestions are asked for.
  bool operator==(const Inspiration&) const = default;
};

/// What the songwriter did to the keywords found: added or weighed anew, removed, pinned.
struct KeywordChoices {
  std::vector<Keyword> added;        ///< Words and weights; evidence is not kept.
  std::vector<std::string> removed;  ///< In any case of letters.
  std::vector<std::string> pinned;
  bool operator==(const KeywordChoices&) const = default;
};

/// The reading of one or more inspirations.
struct Brief {
  std::vector<Keyword> keywords;  ///< Strongest first; mixed feelings stay several keywords.
  Affect affect;
  std::vector<GenreWeight> genres;
  theory::Mode mode = theory::Mode::Maj;
  std::string modeWhy;                   ///< One short sentence.
  std::array<int, 2> tempoBpm{90, 110};  ///< Low, high.
  std::vector<std::string> notes;        ///< What could not be read, said plainly: "I don't know the word 'xyzzy'".
  bool operator==(const Brief&) const = default;
};

}  // namespace amuse::brief
