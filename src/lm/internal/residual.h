#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "lm/chord_model.h"
#include "lm/kneser_ney.h"
#include "lm/sparse_table.h"

/// What the symbol leaves open: which tones exactly, and which of them is in the bass.
namespace amuse::lm::internal {

/// Non-empty tone sets a class may have; the uniform floor under qualities.
inline constexpr int kToneSetCount = 4095;
inline constexpr int kBassCount = 12;

using ResidualKeys = std::array<std::uint64_t, 4>;
/// Contexts of the tones, general to specific: the class; whether the chord before was plain; the root and the family;
/// the symbol before.
[[nodiscard]] ResidualKeys toneKeys(theory::Mode mode, const theory::RelativeChord& chord,
                                    const theory::RelativeChord* previous) noexcept;
/// Contexts of the bass: the class; the bass before, from this root; the root and the family; the symbol before.
[[nodiscard]] ResidualKeys bassKeys(theory::Mode mode, const theory::RelativeChord& chord,
                                    const theory::RelativeChord* previous) noexcept;

/// ln P(tones | symbol) + ln P(bass | tones, symbol); finite for every chord, 0 for no chord.
[[nodiscard]] double logResidual(const SparseTable& tones, const SparseTable& basses, theory::Mode mode,
                                 const theory::RelativeChord& chord, const theory::RelativeChord* previous) noexcept;

}  // namespace amuse::lm::internal
