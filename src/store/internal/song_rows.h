#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/internal/connection.h"
#include "store/songs.h"

/// The rows of songs, branches and versions, read and written.
namespace amuse::store {

/// What undo and redo would do next at a version. Both point back into the history, so nothing has to be searched.
struct UndoState {
  Version undoVersion = 0;  ///< Whose operations still hold, newest first; 0: none.
  int undoOperations = 0;   ///< How many of them still hold.
  Version redoVersion = 0;  ///< The undoing that redo would take back; 0: none.
  int redoDone = 0;         ///< How many of its operations were done again already.
  [[nodiscard]] bool canUndo() const noexcept { return undoOperations > 0; }
  [[nodiscard]] bool canRedo() const noexcept { return redoVersion > 0; }
};

struct VersionRow {
  VersionInfo info;
  UndoState undo;
  int ofFirst = 0, ofLast = 0;  ///< Undo: which operations (from 1) of version `of` were taken back.
  int sinceSnapshot = 0;        ///< Versions back to the last one whose document is kept whole.
};

struct BranchRow {
  BranchInfo info;
  std::string document;
};

[[nodiscard]] Result<SongInfo> readSongRow(Connection& connection, const SongId& id);
/// Columns of SongInfo in the order songOf() reads them.
inline constexpr std::string_view kSongColumns =
    "id, title, created_ms, saved_ms, deleted_ms, (SELECT head FROM branches WHERE song=songs.id AND name='main')";
[[nodiscard]] SongInfo songOf(Query& query);

[[nodiscard]] Result<BranchRow> readBranchRow(Connection& connection, const SongId& id, std::string_view name);
[[nodiscard]] Result<VersionRow> readVersionRow(Connection& connection, const SongId& id, Version version);
/// Columns of VersionRow in the order versionOf() reads them.
inline constexpr std::string_view kVersionColumns =
    "version, parent, branch, kind, saved_ms, author, name, of_version, of_first, of_last, undo_version, "
    "undo_operations, redo_version, redo_done, operation_count, summary, since_snapshot";
[[nodiscard]] VersionRow versionOf(Query& query);
/// What a version did, oldest operation first. Errors: Unavailable (damaged).
[[nodiscard]] Result<std::vector<song::AppliedEdit>> readOperations(Connection& connection, const SongId& id,
                                                                    Version version);
/// The document at a version, from the snapshot before it on.
[[nodiscard]] Result<song::Song> rebuildDocument(Connection& connection, const SongId& id, Version version);

/// What is to be written as a new version.
struct NewVersion {
  VersionRow row;
  std::vector<song::AppliedEdit> operations;
  std::string requestKey, requestHash;
};
void writeVersion(Connection& connection, const SongId& id, const NewVersion& version, const std::string& document);
/// Title, words to search for and the media of a song, as of the document.
void writeSongWords(Connection& connection, const SongId& id, const song::Song& song, UnixMs savedMs);
void writeMediaUses(Connection& connection, const SongId& id, const song::Song& song);

/// A document of this schema version, whatever the stored one's. Errors: as parseSong.
[[nodiscard]] Result<std::string> currentJson(std::string document);
/// "insertChord, 3 x moveChord".
[[nodiscard]] std::string summaryOf(const std::vector<song::AppliedEdit>& operations);
/// 22 random letters and digits behind a letter.
[[nodiscard]] std::string randomId(char letter);
/// SHA-256 in hexadecimal digits.
[[nodiscard]] std::string hashOf(std::string_view bytes);

}  // namespace amuse::store
