#include <algorithm>

#include <fmt/format.h>

#include "song/song_json.h"
#include "store/internal/sqlite_songs.h"

namespace amuse::store {
namespace {

/// A change on its way: what is known of the branch before it.
struct Base {
  BranchRow branch;
  VersionRow head;
};

/// What a change does to the song of the base.
struct Work {
  VersionKind kind = VersionKind::Edit;
  std::optional<Version> of = std::nullopt;
  int ofFirst = 0, ofLast = 0;
  std::vector<song::Edit> edits;
  UndoState undo;  ///< Afterwards; for Edit and Restore it follows from the edits.
};

Saved savedOf(const VersionRow& row, const std::vector<song::AppliedEdit>& operations, bool repeated) {
  Saved saved{row.info, {}, repeated, row.undo.canUndo(), row.undo.canRedo()};
  for (const auto& operation : operations) saved.edits.push_back(operation.edit);
  return saved;
}

Result<std::optional<SaveOutcome>> findRepeated(Connection& connection, const Target& target, const std::string& hash) {
  std::optional<SaveOutcome> nothing;
  if (target.key.empty()) return nothing;
  Version version = 0;
  {
    Query query(connection, "SELECT version, request_hash FROM versions WHERE song=? AND request_key=?", target.songId,
                target.key);
    if (!query.next()) return nothing;
    if (query.text(1) != hash)
      return fail(ErrorCode::InvalidArgument, "the idempotency key was used for another change; give each its own");
    version = query.integer(0);
  }
  const auto row = readVersionRow(connection, target.songId, version);
  if (!row) return tl::unexpected(row.error());
  const auto operations = readOperations(connection, target.songId, version);
  if (!operations) return tl::unexpected(operations.error());
  return std::optional<SaveOutcome>(savedOf(*row, *operations, true));
}

/// What happened on the branch since the base, following parents from its head.
Result<SaveOutcome> conflictOf(Connection& connection, const Target& target, Version head) {
  Conflict conflict{head, {}, true};
  std::vector<Version> since;
  for (Version at = head; at != target.baseVersion;) {
    if (at == 0 || at < target.baseVersion)
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("version {} is not on this branch; its newest is {}", target.baseVersion, head));
    if (since.size() <= kMaxConflictVersions) since.push_back(at);
    Query query(connection, "SELECT parent FROM versions WHERE song=? AND version=?", target.songId, at);
    at = query.next() ? query.integer(0) : 0;
  }
  if (since.size() > kMaxConflictVersions) {
    conflict.complete = false;
    return conflict;
  }
  std::reverse(since.begin(), since.end());
  for (const Version version : since) {
    const auto row = readVersionRow(connection, target.songId, version);
    if (!row) return tl::unexpected(row.error());
    auto operations = readOperations(connection, target.songId, version);
    if (!operations) return tl::unexpected(operations.error());
    conflict.since.push_back({row->info, *std::move(operations)});
  }
  return conflict;
}

Version takeVersionNumber(Connection& connection, const SongId& id) {
  Query query(connection, "UPDATE songs SET next_version=next_version+1 WHERE id=? RETURNING next_version-1", id);
  const Version version = query.next() ? query.integer(0) : 0;
  while (query.next()) {
  }
  return version;
}

/// Applies the work to the base's document and writes the new version.
Result<SaveOutcome> carryOut(Connection& connection, const Target& target, const std::string& hash, const Base& base,
                             const Work& work, UnixMs now) {
  auto song = song::parseSong(base.branch.document);
  if (!song) return tl::unexpected(song.error());
  auto applied = song::applyAll(*song, work.edits);
  if (!applied) return tl::unexpected(applied.error());

  NewVersion fresh;
  VersionRow& row = fresh.row;
  row.info = {takeVersionNumber(connection, target.songId),
              base.head.info.version,
              target.branch,
              work.kind,
              now,
              target.by,
              {},
              work.of,
              applied->size(),
              summaryOf(*applied)};
  row.ofFirst = work.ofFirst;
  row.ofLast = work.ofLast;
  row.undo = work.undo;
  if (work.kind == VersionKind::Edit || work.kind == VersionKind::Restore)
    row.undo = {row.info.version, static_cast<int>(applied->size()), 0, 0};
  row.sinceSnapshot = (base.head.sinceSnapshot + 1) % static_cast<int>(kSnapshotEvery);
  fresh.operations = *std::move(applied);
  fresh.requestKey = target.key;
  fresh.requestHash = hash;

  const std::string document = song::toJson(*song);
  writeVersion(connection, target.songId, fresh, document);
  Query(connection, "UPDATE branches SET head=?, document=? WHERE song=? AND name=?", row.info.version, document,
        target.songId, target.branch)
      .run();
  if (target.branch == kMainBranch) writeSongWords(connection, target.songId, *song, now);
  writeMediaUses(connection, target.songId, *song);
  return savedOf(row, fresh.operations, false);
}

/// The frame of every change: the song is there, the key is new, the base is the head; then `plan` says what to do.
template <typename Plan>
Result<SaveOutcome> change(Backend& backend, const Target& target, const std::string& request, const Plan& plan) {
  if (const auto fine = checkKey(target.key); !fine) return tl::unexpected(fine.error());
  if (const auto fine = checkName(target.by, "the author"); !fine) return tl::unexpected(fine.error());
  const std::string hash = hashOf(fmt::format("{}\n{}\n{}", target.branch, target.baseVersion, request));
  return writing(backend, [&](Connection& connection) -> Result<SaveOutcome> {
    const auto info = readSongRow(connection, target.songId);
    if (!info) return tl::unexpected(info.error());
    const auto repeated = findRepeated(connection, target, hash);
    if (!repeated) return tl::unexpected(repeated.error());
    if (*repeated) return **repeated;
    if (info->deletedMs) return fail(ErrorCode::InvalidArgument, "the song is in the trash; undelete it first");
    auto branch = readBranchRow(connection, target.songId, target.branch);
    if (!branch) return tl::unexpected(branch.error());
    if (branch->info.head != target.baseVersion) return conflictOf(connection, target, branch->info.head);
    const auto head = readVersionRow(connection, target.songId, target.baseVersion);
    if (!head) return tl::unexpected(head.error());
    const Base base{*std::move(branch), *head};
    const Result<Work> work = plan(connection, base);
    if (!work) return tl::unexpected(work.error());
    return carryOut(connection, target, hash, base, *work, backend.clock.unixMilliseconds());
  });
}

/// The state before a version: its parent's.
Result<UndoState> stateBefore(Connection& connection, const SongId& id, Version version) {
  const auto row = readVersionRow(connection, id, version);
  if (!row) return tl::unexpected(row.error());
  const auto parent = readVersionRow(connection, id, row->info.parent);
  if (!parent) return tl::unexpected(parent.error());
  return parent->undo;
}

Result<Work> planUndo(Connection& connection, const SongId& id, const Base& base, Version next, Step step) {
  const UndoState& state = base.head.undo;
  if (!state.canUndo()) return fail(ErrorCode::InvalidArgument, "there is nothing to undo");
  const auto operations = readOperations(connection, id, state.undoVersion);
  if (!operations) return tl::unexpected(operations.error());
  const int last = state.undoOperations, first = step == Step::Batch ? 1 : last;
  Work work{VersionKind::Undo, state.undoVersion, first, last, {}, {}};
  for (int i = last; i >= first; --i) work.edits.push_back((*operations)[static_cast<std::size_t>(i - 1)].inverse);
  work.undo = {state.undoVersion, first - 1, next, 0};
  if (first == 1) {
    const auto before = stateBefore(connection, id, state.undoVersion);
    if (!before) return tl::unexpected(before.error());
    work.undo.undoVersion = before->undoVersion;
    work.undo.undoOperations = before->undoOperations;
  }
  return work;
}

Result<Work> planRedo(Connection& connection, const SongId& id, const Base& base, Step step) {
  const UndoState& state = base.head.undo;
  if (!state.canRedo()) return fail(ErrorCode::InvalidArgument, "there is nothing to redo");
  const auto undone = readVersionRow(connection, id, state.redoVersion);
  if (!undone) return tl::unexpected(undone.error());
  const Version original = undone->info.of.value_or(0);
  const auto operations = readOperations(connection, id, original);
  if (!operations) return tl::unexpected(operations.error());
  const int first = undone->ofFirst + state.redoDone, last = step == Step::Batch ? undone->ofLast : first;
  Work work{VersionKind::Redo, original, first, last, {}, {}};
  for (int i = first; i <= last; ++i) work.edits.push_back((*operations)[static_cast<std::size_t>(i - 1)].edit);
  work.undo = {original, last, state.redoVersion, state.redoDone + (last - first + 1)};
  if (last == undone->ofLast) {
    const auto before = stateBefore(connection, id, state.redoVersion);
    if (!before) return tl::unexpected(before.error());
    work.undo.redoVersion = before->redoVersion;
    work.undo.redoDone = before->redoDone;
  }
  return work;
}

Version nextVersionNumber(Connection& connection, const SongId& id) {
  Query query(connection, "SELECT next_version FROM songs WHERE id=?", id);
  return query.next() ? query.integer(0) : 0;
}

std::string_view nameOfStep(Step step) { return step == Step::Batch ? "batch" : "operation"; }

}  // namespace

Result<SaveOutcome> SqliteSongs::applyEdits(const Target& target, std::span<const song::Edit> edits) {
  if (edits.empty()) return fail(ErrorCode::InvalidArgument, "a change needs at least one edit");
  std::string request = "edit";
  for (const auto& edit : edits) request += '\n' + song::toJson(edit);
  return change(backend_, target, request, [&](Connection&, const Base&) -> Result<Work> {
    return Work{VersionKind::Edit, std::nullopt, 0, 0, {edits.begin(), edits.end()}, {}};
  });
}

Result<SaveOutcome> SqliteSongs::undo(const Target& target, Step step) {
  return change(backend_, target, fmt::format("undo {}", nameOfStep(step)),
                [&](Connection& connection, const Base& base) {
                  return planUndo(connection, target.songId, base, nextVersionNumber(connection, target.songId), step);
                });
}

Result<SaveOutcome> SqliteSongs::redo(const Target& target, Step step) {
  return change(
      backend_, target, fmt::format("redo {}", nameOfStep(step)),
      [&](Connection& connection, const Base& base) { return planRedo(connection, target.songId, base, step); });
}

Result<SaveOutcome> SqliteSongs::restore(const Target& target, Version version) {
  return change(backend_, target, fmt::format("restore {}", version),
                [&](Connection& connection, const Base&) -> Result<Work> {
                  auto song = rebuildDocument(connection, target.songId, version);
                  if (!song) return tl::unexpected(song.error());
                  return Work{VersionKind::Restore, version, 0, 0, {{song::ReplaceSong{*std::move(song)}}}, {}};
                });
}

}  // namespace amuse::store
