#pragma once

#include <string>
#include <vector>

#include "propose/builtin_proposer.h"
#include "propose/chord_pool.h"

/// What the built-in proposer is worth, in numbers and in chords to read.
namespace amuse::train {

/// Bits a chord of records asked for by their own keywords while left out of the pool, beside the same model without
/// conditions. Every `every`-th record.
[[nodiscard]] std::string heldOutReport(const propose::ProposerModel& model, int every);
struct HeldOut {
  double bits = 0;
  int chords = 0;
};
[[nodiscard]] HeldOut heldOut(const propose::ProposerModel& model, int every, const propose::MatchWeights& match,
                              const propose::ContextWeights& context, bool conditional);

/// Chord colours by genre, minor share by valence, share of scale chords by tension, copies, Self-BLEU.
[[nodiscard]] std::string moodReport(const propose::BuiltinProposer& proposer, int every, std::uint32_t seed);

/// Candidates for five inspirations, in C.
[[nodiscard]] std::string showExamples(const propose::BuiltinProposer& proposer, int count, std::uint32_t seed);

}  // namespace amuse::train
