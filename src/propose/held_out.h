#pragma once

#include <span>
#include <string>
#include <vector>

#include "propose/proposer_model.h"

/// The keyword sets on which the proposer is judged: an eighth of them, decided by their words, so it never moves. No
/// network weight is fitted on them; a measure leaves them out of the pool as well.
namespace amuse::propose {

inline constexpr int kSetFolds = 8, kHeldOutFold = 0;

/// 0 .. kSetFolds - 1; `keywords` as written, in their order. Sets of the same words go together. Fold 0 is held out;
/// the others serve to choose constants by asking one while it is out of the pool.
[[nodiscard]] int foldOfSet(std::span<const std::string> keywords);
/// True for the held-out eighth.
[[nodiscard]] bool isHeldOutSet(std::span<const std::string> keywords);

/// One entry a record of the model: 1 where its keyword set is of this fold.
[[nodiscard]] std::vector<char> recordsOfFold(const ProposerModel& model, int fold);
/// The same for the held-out eighth.
[[nodiscard]] std::vector<char> heldOutRecords(const ProposerModel& model);

}  // namespace amuse::propose
