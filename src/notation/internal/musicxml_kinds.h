#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "theory/chord_quality.h"

/// Chord qualities as MusicXML tells them: a kind and degrees that are added, altered or taken away.
/// Source: MusicXML 4.0, W3C Community Group, data types kind-value and degree-type-value, element degree-alter.
namespace amuse::notation {

enum class DegreeChange { Add, Alter, Subtract };

struct KindDegree {
  DegreeChange change = DegreeChange::Add;
  int number = 1;  ///< 1..13.
  int alteration =
      0;  ///< For Add against a dominant chord's degree (its seventh is minor), for Alter against the kind's.
  bool operator==(const KindDegree&) const = default;
};

struct XmlKind {
  std::string kind;  ///< "minor-seventh"; "other" when no kind and degrees mean exactly this quality.
  std::vector<KindDegree> degrees;
};

/// The kind with the fewest degrees that means exactly this quality: qualityOfKind(kindOf(q)) == q unless "other".
[[nodiscard]] XmlKind kindOf(const theory::Quality& quality);

/// What a kind and its degrees mean; nothing for "other" and kinds that name no chord ("pedal").
[[nodiscard]] std::optional<theory::Quality> qualityOfKind(std::string_view kind,
                                                           const std::vector<KindDegree>& degrees);

}  // namespace amuse::notation
