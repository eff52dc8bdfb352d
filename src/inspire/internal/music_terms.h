#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inspire/internal/tokens.h"
#include "theory/mode.h"

/// What a text says outright: "120 bpm", "in D minor", "dorian", "allegro".
namespace amuse::inspire {

struct TempoTerm {
  std::string term;
  int low = 0, high = 0;
};
[[nodiscard]] std::vector<TempoTerm> parseTempoTerms(std::string_view table);

struct MusicTerms {
  std::optional<int> bpm;          ///< 30..300.
  std::optional<TempoTerm> tempo;  ///< The longest tempo word found.
  std::optional<theory::Mode> mode;
  std::string modeWords;             ///< As the text has them: "D minor".
  std::optional<std::string> tonic;  ///< "D", "Bb", "F#".
};
[[nodiscard]] MusicTerms findMusicTerms(std::string_view text, const std::vector<Token>& tokens,
                                        const std::vector<TempoTerm>& tempoTerms);

}  // namespace amuse::inspire
