#include "song/edits.h"

#include <algorithm>
#include <iterator>

#include "song/internal/edit_operations.h"
#include "song/validate.h"

namespace amuse::song {
namespace {

/// How much of a batch is left to spend, all its levels together.
struct BatchBudget {
  std::size_t edits = kMaxBatchEdits;
  int depth = kMaxBatchDepth;
};

Result<AppliedEdit> carryOutAny(Song& song, const Edit& edit, BatchBudget& budget);

/// Inverses in the order of undoing, batches among them unpacked so that undoing never nests deeper than doing.
std::vector<Edit> lastFirst(std::vector<Edit> inverses) {
  std::vector<Edit> flat;
  for (auto edit = inverses.rbegin(); edit != inverses.rend(); ++edit) {
    if (auto* const batch = std::get_if<Batch>(&edit->operation)) {
      std::move(batch->edits.begin(), batch->edits.end(), std::back_inserter(flat));
    } else {
      flat.push_back(std::move(*edit));
    }
  }
  return flat;
}

Result<AppliedEdit> carryOutBatch(Song& song, const Batch& batch, BatchBudget& budget) {
  if (budget.depth == 0) return fail(ErrorCode::TooLarge, "batches are nested too deep");
  if (batch.edits.size() > budget.edits) return fail(ErrorCode::TooLarge, "a batch has at most 20000 edits");
  budget.edits -= batch.edits.size();
  --budget.depth;
  Batch done;
  std::vector<Edit> inverses;
  for (const Edit& edit : batch.edits) {
    auto applied = carryOutAny(song, edit, budget);
    if (!applied) return applied;
    done.edits.push_back(std::move(applied->edit));
    inverses.push_back(std::move(applied->inverse));
  }
  ++budget.depth;
  return AppliedEdit{{std::move(done)}, {Batch{lastFirst(std::move(inverses))}}};
}

Result<AppliedEdit> carryOutAny(Song& song, const Edit& edit, BatchBudget& budget) {
  if (const auto* batch = std::get_if<Batch>(&edit.operation)) return carryOutBatch(song, *batch, budget);
  return std::visit(
      [&](const auto& operation) -> Result<AppliedEdit> {
        if constexpr (std::is_same_v<std::decay_t<decltype(operation)>, Batch>) {
          return fail(ErrorCode::Internal, "unreachable");
        } else {
          return carryOut(song, operation);
        }
      },
      edit.operation);
}

}  // namespace

// Written out: clang 14 fails on defaulted comparisons of types that contain each other.
bool Batch::operator==(const Batch& other) const { return edits == other.edits; }
bool Edit::operator==(const Edit& other) const { return operation == other.operation; }

Result<AppliedEdit> apply(Song& song, const Edit& edit) {
  Song changed = song;
  BatchBudget budget;
  auto applied = carryOutAny(changed, edit, budget);
  if (!applied) return applied;
  if (const auto valid = validate(changed); !valid) return tl::unexpected(valid.error());
  song = std::move(changed);
  return applied;
}

Result<std::vector<AppliedEdit>> applyAll(Song& song, std::span<const Edit> edits) {
  if (edits.size() > kMaxBatchEdits) return fail(ErrorCode::TooLarge, "a change has at most 20000 edits");
  Song changed = song;
  BatchBudget budget;
  std::vector<AppliedEdit> done;
  done.reserve(edits.size());
  for (const Edit& edit : edits) {
    auto applied = carryOutAny(changed, edit, budget);
    if (!applied) return tl::unexpected(applied.error());
    done.push_back(*std::move(applied));
  }
  if (const auto valid = validate(changed); !valid) return tl::unexpected(valid.error());
  song = std::move(changed);
  return done;
}

bool sameMusic(const Song& a, const Song& b) {
  Song copy = a;
  copy.nextId = b.nextId;
  return copy == b;
}

}  // namespace amuse::song
