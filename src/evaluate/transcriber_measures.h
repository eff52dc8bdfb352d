#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "notation/lab.h"
#include "theory/key.h"

/// How near heard chords, beats and keys come to those a person wrote down. Labels of both sides are in time order and
/// do not overlap. Source: MIREX as in mir_eval 0.7 (Raffel et al., "mir_eval: a transparent implementation of common
/// MIR metrics", ISMIR 2014).
namespace amuse::evaluate {

using notation::LabSpan;

/// What of two chords has to be equal.
enum class ChordVocabulary { Root, MajMin, MajMinInversions, Sevenths };
inline constexpr std::array kChordVocabularies{ChordVocabulary::Root, ChordVocabulary::MajMin,
                                               ChordVocabulary::MajMinInversions, ChordVocabulary::Sevenths};
[[nodiscard]] std::string_view toText(ChordVocabulary vocabulary) noexcept;  ///< "root", "majmin", "majmin inv", ...

/// Whether the found chord counts as the given one; nothing where the given one does not count: X, and what the
/// vocabulary leaves out (majmin: chords whose tones up to the fifth are neither a major nor a minor triad; sevenths:
/// all but maj min 7 maj7 min7 N). A bass counts as a tone. Ninths and beyond count as their sevenths; added ninths
/// and elevenths do not count.
[[nodiscard]] std::optional<bool> chordsAgree(const std::optional<theory::ChordSymbol>& given,
                                              const theory::ChordSymbol& found, ChordVocabulary vocabulary) noexcept;

/// Seconds that agree, of the seconds that count.
struct Recall {
  double agreeing = 0, counted = 0;
  [[nodiscard]] double share() const noexcept { return counted > 0 ? agreeing / counted : 0; }
  Recall& operator+=(const Recall& other) noexcept;
};
/// Over the seconds of `given`; where `found` has nothing it says N. Linear in both.
[[nodiscard]] Recall chordRecall(std::span<const LabSpan> given, std::span<const LabSpan> found,
                                 ChordVocabulary vocabulary);

/// A stretch in which neither side changes.
struct Meeting {
  double start = 0, end = 0;
  std::optional<theory::ChordSymbol> given;  ///< Nothing: X.
  theory::ChordSymbol found;
  std::size_t foundIndex = 0;  ///< In `found`; found.size() where it has nothing there.
};
/// All such stretches of `given`, in order.
[[nodiscard]] std::vector<Meeting> meetings(std::span<const LabSpan> given, std::span<const LabSpan> found);

/// 1 less the share of each stretch that the other side's largest piece of it leaves out: 1 is a segmentation as given.
struct Segmentation {
  double over = 0;   ///< Low where the found chords change too often.
  double under = 0;  ///< Low where they miss changes.
};
/// Equal neighbours are joined first. 0 where either side is empty.
[[nodiscard]] Segmentation segmentation(std::span<const LabSpan> given, std::span<const LabSpan> found);

/// F-measure of times within 70 ms of each other, each used once; the first five seconds do not count.
/// @return Nothing where none is given after that.
[[nodiscard]] std::optional<double> beatF(std::span<const double> given, std::span<const double> found);

/// 1 the same key; 0.5 a fifth above in the same mode; 0.3 the relative; 0.2 the parallel; else 0. Modes count by
/// their family.
[[nodiscard]] double keyScore(const theory::Key& given, const theory::Key& found) noexcept;

/// A beat as a text has it.
struct GivenBeat {
  double seconds = 0;
  bool isDownbeat = false;
};
/// "0.72 1": seconds, and where known the beat in the bar, 1 being the downbeat; "#" begins a remark.
/// Errors: TooLarge (4 MB), Parse with the offset.
[[nodiscard]] Result<std::vector<GivenBeat>> readBeats(std::string_view text);

/// "F# minor", or lines "start end Gb:maj", of which the key that holds longest counts. Errors: TooLarge, Parse.
[[nodiscard]] Result<theory::Key> readGivenKey(std::string_view text);

}  // namespace amuse::evaluate
