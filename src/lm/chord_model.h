#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "lm/opening_stats.h"
#include "theory/chord_symbol.h"

/// Chord language models: a probability for the next chord or the end, given what came before and the conditions.
namespace amuse::lm {

/// How finely chords are told apart. Every distribution sums to 1 over its chords and the end at each level.
enum class Level {
  Exact,     ///< Root, pitch-class set with class, bass.
  Sevenths,  ///< Root and one of 16 classes.
  Triads,    ///< Root and one of 7 classes.
};
[[nodiscard]] Result<Level> parseLevel(std::string_view text);  ///< "exact", "sevenths", "triads".
[[nodiscard]] std::string_view toText(Level level) noexcept;

/// A chord at the `sevenths` level, or one of two others, as an index below kSymbolCount.
using Symbol = int;
inline constexpr int kNoChordSymbol = 12 * theory::kChordClassCount;
inline constexpr int kEndSymbol = kNoChordSymbol + 1;
inline constexpr int kSymbolCount = kEndSymbol + 1;
/// The parts of the n-gram mixture that a network may weigh anew: up to six experts and three groups of boosts.
inline constexpr std::size_t kMixtureChannels = 9;
/// root * 16 + class; kNoChordSymbol for N.C.
[[nodiscard]] Symbol symbolOf(const theory::RelativeChord& chord) noexcept;
/// The plain chord of a symbol; must not be kEndSymbol.
[[nodiscard]] theory::RelativeChord chordOf(Symbol symbol) noexcept;

/// What a model is asked under. Unknown conditions are left empty; a model ignores what it has not learned.
struct Conditions {
  theory::Mode mode = theory::Mode::Maj;
  std::string genre, section;
  std::optional<int> decade = std::nullopt;
};

/// Natural logarithms, one a chord and then the end, at all three levels at once.
struct SequenceScore {
  struct Step {
    double exact = 0, sevenths = 0, triads = 0;
  };
  std::vector<Step> chords;
  double end = 0;  ///< The end has one probability, the same at each level.
  [[nodiscard]] double total(Level level, bool withEnd) const noexcept;
};

/// One sequence to score: `chords` given `prefix` (empty at the start of a section); equal neighbours are scored as
/// they stand.
struct ScoreRequest {
  std::span<const theory::RelativeChord> prefix, chords;
};

/// The distribution over what comes next.
struct NextDistribution {
  std::array<double, kSymbolCount> p{};  ///< At `sevenths` level, kEndSymbol included; sums to 1.
};

/// A trained model. Immutable and thread-safe.
class ChordModel {
 public:
  virtual ~ChordModel() = default;
  /// Stable name with version and content hash, for answers and saved songs: "open-ngram-1 (3fa2...)".
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;
  /// Scores in the order of the requests; never NaN, never -inf for a chord that parses.
  [[nodiscard]] virtual std::vector<SequenceScore> score(const Conditions& conditions,
                                                         std::span<const ScoreRequest> requests) const = 0;
  [[nodiscard]] virtual NextDistribution next(const Conditions& conditions,
                                              std::span<const theory::RelativeChord> prefix) const = 0;
  /// P(exact chord | its symbol, the symbol before it): the residual below the `sevenths` level. `previous` null at the
  /// start.
  [[nodiscard]] virtual double logResidual(const Conditions& conditions, const theory::RelativeChord& chord,
                                           const theory::RelativeChord* previous) const = 0;
  /// How many training sections had this mode; the n of n / (n + 200).
  [[nodiscard]] virtual double sectionCount(theory::Mode mode) const noexcept = 0;
  /// How likely real openings are under this model; empty for a model without them. A view: lives as long as the model.
  [[nodiscard]] virtual OpeningStats openings() const noexcept { return {}; }
};

}  // namespace amuse::lm
