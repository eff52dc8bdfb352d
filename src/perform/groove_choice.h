#pragma once

#include <string>
#include <vector>

#include "perform/groove.h"

/// Which groove an inspiration asks for.
namespace amuse::perform {

/// One groove's claim on a brief.
struct GrooveScore {
  const Groove* groove = nullptr;  ///< In the book; valid while it lives.
  double score = 0;
  std::string why;  ///< The word or genre that spoke loudest; empty when it was mood and tempo alone.
};

/// Every groove of the book, best first (ties by name). The score is a sum:
///   3 x the weights of the brief's genres the groove names (a genre that only contains such a name counts half),
///   2 x the weights of keywords it names,
///   - the squared distance in affect (arousal 1.5, valence 0.5, tension 0.5, complexity 0.75),
///   + 1 where the brief's tempo range meets the groove's, less the further they lie apart (octaves x 2),
///   + 2 for "pop" where the brief says nothing at all, + 1 where it names nothing but has a mood (a song's key and
///   energy),
///   + 2 where it is made for the metre, - 2 where it is made for another.
/// Genre and keyword weights are taken relative to the strongest, and their sums at 1.5 at most.
[[nodiscard]] std::vector<GrooveScore> rankGrooves(const brief::Brief& brief, const song::Meter& meter,
                                                   const GrooveBook& book);

/// The best of rankGrooves. The book must not be empty.
[[nodiscard]] const Groove& chooseGroove(const brief::Brief& brief, const song::Meter& meter, const GrooveBook& book);

/// A style for a new song: the chosen groove, energy and density from the brief's arousal.
[[nodiscard]] song::Style styleFor(const brief::Brief& brief, const song::Meter& meter, const GrooveBook& book);

/// A tempo (quarter notes a minute, whole) in the brief's range, as near to the groove's own as it allows.
[[nodiscard]] double tempoFor(const brief::Brief& brief, const Groove& groove) noexcept;

}  // namespace amuse::perform
