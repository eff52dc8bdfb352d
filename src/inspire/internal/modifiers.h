#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Words that change what other words say: negators, intensifiers, diminishers, shifters.
namespace amuse::inspire {

enum class ModifierKind { Negator, Intensifier, Diminisher, Shifter, Nothing };

/// What a shifter does to the words in its reach; one value a row of data/llm/modifiers.tsv.
enum class Shift {
  None,
  Contrast,    ///< but, yet: what follows in the sentence counts `factor` times.
  Background,  ///< although, despite, with: what follows in the clause counts `factor` times.
  Past,        ///< used to: what follows was true once; adds nostalgia.
  Wish,        ///< if only, wish: what follows is absent; adds longing.
  Mask,        ///< pretending, fake: bright surface, dark harmony.
  Trying,      ///< trying to: not reached yet.
  Change,      ///< then, turning into: the song moves from what is before to what is after.
  Blend,       ///< meets: both sides equally.
  Likeness,    ///< like, as if.
};

struct Modifier {
  std::string text;
  ModifierKind kind = ModifierKind::Nothing;
  double factor = 1;
  Shift shift = Shift::None;
  bool beforeQualityOnly = false;  ///< "all", "so", "pretty": counts only before an adjective, verb or idiom.
};

/// Rows of modifiers.tsv (word, kind, factor, note). Errors: Parse, naming the row by number.
[[nodiscard]] Result<std::vector<Modifier>> parseModifiers(std::string_view table);

}  // namespace amuse::inspire
