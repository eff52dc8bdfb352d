#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "theory/chord_quality.h"
#include "theory/internal/text_cursor.h"

/// The rows of data/chord_qualities.tsv, compiled in; see that file for what the columns mean.
namespace amuse::theory::internal {

struct QualityRow {
  std::string_view name;  ///< Canonical suffix, empty for a major triad.
  std::string_view stem;  ///< What modifiers may follow when printing.
  bool hasStem = false;   ///< The major triad's stem is empty, too, so emptiness does not tell.
  std::vector<std::string_view> synonyms;
  std::vector<Interval> degrees;
  Quality quality;
  std::string_view harte;

  [[nodiscard]] bool hasDegree(int number) const noexcept;
  [[nodiscard]] bool isSeventh() const noexcept { return hasDegree(7); }
  /// The row's tones whose degree has this number: omit5 of an augmented chord is its #5.
  [[nodiscard]] PitchClassSet tonesOfDegree(int number) const noexcept;
};

/// The text of the table as it was when the program was built.
[[nodiscard]] std::string_view qualityTableText() noexcept;

/// All rows in file order. Built on first use; safe from several threads.
[[nodiscard]] std::span<const QualityRow> qualityRows();

/// The row whose stem or synonym is the longest at the cursor, and steps over it; the major triad for no text.
[[nodiscard]] const QualityRow& takeQualityRow(TextCursor& in);

/// The class of a chord named by this row and an altered fifth. A lowered fifth turns minor chords into diminished ones
/// and a raised one the major triad into an augmented one; on ninths and beyond the corpus counts the written family
/// (min9(*5,b5) is min7 in data/quality_classes.tsv).
[[nodiscard]] ChordClass afterAlteredFifth(const QualityRow& row, int alteration) noexcept;

/// The first row that is exactly this quality, or nullptr.
[[nodiscard]] const QualityRow* findRow(const Quality& quality);

}  // namespace amuse::theory::internal
