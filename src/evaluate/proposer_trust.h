#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evaluate/natural_pairs.h"
#include "lm/chord_model.h"
#include "sample/ratio.h"

/// How far the proposer's model Q may be trusted (sample::ProposerTrust), asked twice: of real openings against the
/// same with one thing spoilt, which nobody wrote; and of the natural pairs, chosen on one half and judged on the
/// other.
namespace amuse::evaluate {

enum class Spoiling {
  Shifted,  ///< One chord a semitone up or down.
  Strange,  ///< One chord replaced by another section's.
  Swapped,  ///< Two neighbours in the other order, often as good: the hardest kind.
};
inline constexpr std::size_t kSpoilingCount = 3;
[[nodiscard]] std::string_view toText(Spoiling spoiling) noexcept;

/// An opening of 4 to 8 chords and its spoilt form; both of as many chords, no two equal neighbours in either.
struct SpoiltOpening {
  theory::Mode mode = theory::Mode::Maj;
  Spoiling spoiling = Spoiling::Shifted;
  std::vector<theory::RelativeChord> real, spoilt;
};
/// One a section of the open valid split of 4 chords and more, the kinds in turn; where it went, and by what, is drawn
/// from `seed`. Errors: Unavailable, Parse.
[[nodiscard]] Result<std::vector<SpoiltOpening>> spoilOpenings(const std::filesystem::path& dataFolder,
                                                               std::uint32_t seed);

/// How often the real opening stands higher, by kind and in all, for one setting.
struct TrustRow {
  sample::ProposerTrust trust;
  std::array<double, kSpoilingCount> won{};
  double all = 0;
};
struct TrustReport {
  std::array<std::size_t, kSpoilingCount> openings{};
  TrustRow byPrior;  ///< P alone: power 0.
  sample::ProposerTrust shipped;
  std::vector<TrustRow> rows;  ///< Doubts 0, 0.05, 0.1, 0.2 by powers 1, 0.7, 0.6, 0.5, 0.4, 0.3.
};
/// @param shipped  The proposer's own setting: its weight of P's residual is every row's, and its row is marked.
[[nodiscard]] TrustReport measureTrust(const lm::ChordModel& prior, const lm::ChordModel& proposerModel,
                                       const std::vector<SpoiltOpening>& openings,
                                       const sample::ProposerTrust& shipped);
[[nodiscard]] std::string toText(const TrustReport& report);

/// Won by the natural one, as shares: in the half of the pairs that chooses, and in the other.
struct PairTrustRow {
  sample::ProposerTrust trust;
  std::array<double, 2> all{}, subtle{};
};
struct PairTrustReport {
  std::array<std::size_t, 2> pairs{}, subtle{};
  std::vector<PairTrustRow> rows;  ///< The same settings.
  std::size_t chosen = 0;          ///< See chooseTrust.
  sample::ProposerTrust shipped;
};
/// The halves are told by a hash of the natural side, so they never move. `shipped` as above.
[[nodiscard]] PairTrustReport measurePairTrust(const lm::ChordModel& prior, const lm::ChordModel& proposerModel,
                                               const std::vector<NaturalPair>& pairs,
                                               const sample::ProposerTrust& shipped);
/// The row of the largest power, and of those the least doubt, that wins 90 % of the first half's pairs and 80 % of its
/// subtle ones: as near to the plain ratio as the bars allow. The last row where none does.
[[nodiscard]] std::size_t chooseTrust(const PairTrustReport& report) noexcept;

[[nodiscard]] std::string toText(const PairTrustReport& report);

}  // namespace amuse::evaluate
