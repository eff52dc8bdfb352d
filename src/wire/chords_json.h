#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/chord_facts.h"

/// Chords as they are typed: the question and the answer of POST /api/v1/chords.
namespace amuse::wire {

inline constexpr std::size_t kMaxReadChords = 256;

struct ChordsRequest {
  std::vector<std::string> symbols;  ///< As typed; each is read for itself, and fails for itself.
  theory::Key key;
  int capo = 0;
  bool withShapes = true;
  std::optional<std::string> complete;  ///< A prefix.
};
/// Errors: TooLarge, Parse, InvalidArgument.
[[nodiscard]] Result<ChordsRequest> parseChordsRequest(std::string_view json);

/// Reads and completes what is asked; equal symbols are worked out once. The shape ChordsAnswer, on one line.
/// @param shapes  Fingerings that players know. Cost: about a millisecond for each different symbol with shapes.
[[nodiscard]] std::string answerChords(const ChordsRequest& request, const perform::FretShapes& shapes);

}  // namespace amuse::wire
