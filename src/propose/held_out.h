#pragma once

#include <span>
#include <string>
#include <vector>

#include "propose/proposer_model.h"

/// The keyword sets on which the proposer is judged: an eighth of them, decided by their words, so it never moves. No
/// network weight is fitted on them; a measure leaves them out of the pool as well.
namespace amuse::propose {

/// True for the held-out eighth; `keywords` as written, in their order. Sets of the same words go together.
[[nodiscard]] bool isHeldOutSet(std::span<const std::string> keywords);

/// One entry a record of the model: 1 where its keyword set is held out.
[[nodiscard]] std::vector<char> heldOutRecords(const ProposerModel& model);

}  // namespace amuse::propose
