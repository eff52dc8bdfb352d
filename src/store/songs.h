#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "song/edits.h"
#include "song/song.h"

/// Songs that are never lost: the current document, every edit with its inverse for ever, branches, names, a trash.
///
/// A song's versions are numbered from 1 through all its branches, and a number is not used again. Every version has
/// one parent, the version it was made from; a branch is a name for its newest version. Nothing is ever changed in
/// place: undoing, redoing and restoring make new versions.
namespace amuse::store {

using SongId = std::string;                              ///< "s" and 22 letters and digits; cannot be guessed.
using Version = std::int64_t;                            ///< From 1.
using UnixMs = std::int64_t;                             ///< Milliseconds since 1970-01-01T00:00Z.
inline constexpr std::string_view kMainBranch = "main";  ///< Every song has it.

inline constexpr std::size_t kMaxKeyBytes = 200;          ///< Of an idempotency key.
inline constexpr std::size_t kMaxNameBytes = 200;         ///< Of a branch, a named version, an author; UTF-8, one line.
inline constexpr std::size_t kMaxBranches = 100;          ///< Of one song.
inline constexpr std::size_t kMaxPageItems = 200;         ///< Of every list.
inline constexpr std::size_t kMaxConflictVersions = 200;  ///< Told in a Conflict; further back, read the song anew.

struct SongInfo {
  SongId id;
  std::string title;
  Version version = 0;  ///< The newest of `main`.
  UnixMs createdMs = 0, savedMs = 0;
  std::optional<UnixMs> deletedMs = {};  ///< Set while it lies in the trash.
  bool operator==(const SongInfo&) const = default;
};

/// A document as it was at a version.
struct StoredSong {
  SongInfo info;
  std::string branch;   ///< The branch that was read, or where the version was made.
  Version version = 0;  ///< Of `json`.
  std::string json;     ///< The song, of this program's schema version, on one line; parseSong() reads it.
  bool canUndo = false, canRedo = false;
};

enum class VersionKind { Create, Edit, Undo, Redo, Restore };
[[nodiscard]] std::string_view toText(VersionKind kind) noexcept;  ///< "create", "edit", "undo", ...

struct VersionInfo {
  Version version = 0;
  Version parent = 0;  ///< 0: the first.
  std::string branch;  ///< Where it was made.
  VersionKind kind = VersionKind::Edit;
  UnixMs savedMs = 0;
  std::string by;                  ///< Who made it, as the client said; may be empty.
  std::string name = {};           ///< Empty: not named.
  std::optional<Version> of = {};  ///< Undo and redo: whose operations; restore: which version came back.
  std::size_t operations = 0;      ///< How many edits.
  std::string summary;             ///< "insertChord, 3 x moveChord".
  bool operator==(const VersionInfo&) const = default;
};

/// A version and what it did to its parent, operation by operation.
struct VersionEdits {
  VersionInfo info;
  std::vector<song::AppliedEdit> operations;
};

/// Where a change goes, and from what it was made.
struct Target {
  SongId songId;
  Version baseVersion = 0;  ///< The version the client has seen.
  std::string branch = std::string(kMainBranch);
  /// Idempotency key, unique in the song; empty for none. The same change with the same key is done once, however often
  /// it is sent; another change with a used key is refused.
  std::string key = {};
  std::string by = {};  ///< Kept in the history.
};

/// A change that was made durable: it survives a crash and a power cut from here on.
struct Saved {
  VersionInfo version;
  std::vector<song::Edit> edits;  ///< As applied, ids filled in; they turn the base into the new version.
  bool repeated = false;          ///< The key was seen before; nothing was done now.
  bool canUndo = false, canRedo = false;
};

/// The branch has moved on: nothing was done.
struct Conflict {
  Version head = 0;
  std::vector<VersionEdits> since;  ///< After the base, oldest first; the edits turn the base into the head.
  bool complete = true;             ///< False beyond kMaxConflictVersions: `since` is empty, read the song anew.
};
using SaveOutcome = std::variant<Saved, Conflict>;

/// How far undo and redo go: one operation, or all that came as one change.
enum class Step { Operation, Batch };

enum class SongOrder { Newest, Title };

struct ListQuery {
  std::string search;  ///< Words that all occur in title, part names, lyrics or inspirations; ASCII case is ignored.
  bool trash = false;  ///< What lies in the trash instead.
  SongOrder order = SongOrder::Newest;
  std::size_t limit = 50;  ///< 1..kMaxPageItems.
  std::string cursor;      ///< From the page before; empty for the first.
};
struct SongPage {
  std::vector<SongInfo> songs;
  std::string next;  ///< Cursor of the next page; empty when there is none.
};

struct HistoryQuery {
  std::string branch = std::string(kMainBranch);
  std::optional<Version> before;  ///< Only versions below; nothing: from the newest.
  bool namedOnly = false;
  std::size_t limit = 50;  ///< 1..kMaxPageItems.
};
struct HistoryPage {
  std::vector<VersionInfo> versions;  ///< Newest first, back through the branch's parents.
  std::optional<Version> next;        ///< `before` of the next page.
};

struct BranchInfo {
  std::string name;
  Version head = 0, from = 0;  ///< Newest version; the version it left from (1 for main).
  UnixMs createdMs = 0;
  bool operator==(const BranchInfo&) const = default;
};

/// A progression that was put before the songwriter, so that "more" never brings it back.
struct ShownSuggestion {
  std::vector<std::string> chords;  ///< Lead-sheet symbols, 1..256.
  std::string key;                  ///< The tonic they stand in: "Eb".
  std::string detail;               ///< Whatever the caller wants to find again, at most 64 KB.
  UnixMs shownMs = 0;               ///< Filled in by the store.
  bool operator==(const ShownSuggestion&) const = default;
};

/// Every method is safe to call from any thread and waits at most the store's busy timeout.
/// Errors of all: NotFound (no such song, branch or version); InvalidArgument (a limit above broken); Unavailable (the
/// disk is full, read-only or damaged: one line, and nothing of the change is kept).
class SongStore {
 public:
  virtual ~SongStore() = default;

  /// A new song at version 1. The song passes validate(). @param key  Idempotency key, unique in the store, or empty.
  [[nodiscard]] virtual Result<StoredSong> create(const song::Song& song, const std::string& key,
                                                  const std::string& by) = 0;
  /// The newest document of a branch. Songs in the trash can be read.
  [[nodiscard]] virtual Result<StoredSong> read(const SongId& id, std::string_view branch = kMainBranch) = 0;
  /// The document as it was. Cost: at most kSnapshotEvery edits are applied again.
  [[nodiscard]] virtual Result<StoredSong> readVersion(const SongId& id, Version version) = 0;
  [[nodiscard]] virtual Result<SongPage> list(const ListQuery& query) = 0;

  /// Applies edits as one change. Also errors of song::applyAll(); InvalidArgument for a base that is not on the
  /// branch, a key used for something else, a song in the trash.
  [[nodiscard]] virtual Result<SaveOutcome> applyEdits(const Target& target, std::span<const song::Edit> edits) = 0;
  /// Takes back the newest change of the branch's line that still holds. Errors: InvalidArgument (nothing to undo; a
  /// single operation whose undoing alone would break a rule: undo the batch).
  [[nodiscard]] virtual Result<SaveOutcome> undo(const Target& target, Step step) = 0;
  /// Does again what was undone last, as long as nothing else was changed since.
  [[nodiscard]] virtual Result<SaveOutcome> redo(const Target& target, Step step) = 0;
  /// Makes the document what it was at a version of any branch. Can be undone.
  [[nodiscard]] virtual Result<SaveOutcome> restore(const Target& target, Version version) = 0;

  [[nodiscard]] virtual Result<HistoryPage> history(const SongId& id, const HistoryQuery& query) = 0;
  /// What a version did.
  [[nodiscard]] virtual Result<VersionEdits> editsOf(const SongId& id, Version version) = 0;
  /// Names a version; an empty name takes it away. Errors: InvalidArgument (another version has the name).
  [[nodiscard]] virtual Result<VersionInfo> nameVersion(const SongId& id, Version version, const std::string& name) = 0;

  [[nodiscard]] virtual Result<std::vector<BranchInfo>> branches(const SongId& id) = 0;  ///< main first, then by name.
  [[nodiscard]] virtual Result<BranchInfo> addBranch(const SongId& id, const std::string& name, Version from) = 0;
  /// Its versions stay and can be read and restored. Errors: InvalidArgument for main.
  [[nodiscard]] virtual Result<void> removeBranch(const SongId& id, const std::string& name) = 0;

  /// Into the trash; again: nothing. Edits are refused there.
  [[nodiscard]] virtual Result<SongInfo> trash(const SongId& id) = 0;
  [[nodiscard]] virtual Result<SongInfo> undelete(const SongId& id) = 0;
  /// Gone for ever, with its history. Errors: InvalidArgument when it is not in the trash.
  [[nodiscard]] virtual Result<void> purge(const SongId& id) = 0;
  /// Purges what was put into the trash before a time; returns how many songs.
  [[nodiscard]] virtual Result<std::size_t> emptyTrash(UnixMs before) = 0;

  [[nodiscard]] virtual Result<void> addShown(const SongId& id, std::span<const ShownSuggestion> suggestions) = 0;
  /// Newest first, at most `limit` (1..kMaxShown).
  [[nodiscard]] virtual Result<std::vector<ShownSuggestion>> shown(const SongId& id, std::size_t limit) = 0;
};

inline constexpr std::size_t kMaxShown = 10000;     ///< Kept a song; the oldest go first.
inline constexpr std::int64_t kSnapshotEvery = 50;  ///< Versions between two whole documents in the history.

}  // namespace amuse::store
