#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "song/edits.h"
#include "store/store.h"

/// Stored songs as JSON: what `amuse songs --json` prints and the server answers; changes as clients send them. One
/// object on one line each; times are milliseconds since 1970; what is not there is null.
namespace amuse::wire {

/// {"id","title","version","createdMs","savedMs","deletedMs"}
[[nodiscard]] std::string toJson(const store::SongInfo& info);
/// The same with "branch", "canUndo", "canRedo" and "song": the document itself; "version" is the document's.
[[nodiscard]] std::string toJson(const store::StoredSong& stored);
/// {"songs":[...],"next"}
[[nodiscard]] std::string toJson(const store::SongPage& page);
/// {"version","parent","branch","kind","savedMs","by","name","of","operations","summary"}
[[nodiscard]] std::string toJson(const store::VersionInfo& version);
/// The same with "edits" and "inverses", parallel lists.
[[nodiscard]] std::string toJson(const store::VersionEdits& version);
/// {"versions":[...],"next"}
[[nodiscard]] std::string toJson(const store::HistoryPage& page);
/// {"branches":[{"name","head","from","createdMs"}]}
[[nodiscard]] std::string toJson(const std::vector<store::BranchInfo>& branches);
/// Saved: a version with "edits" (as applied), "repeated", "canUndo", "canRedo".
/// Conflict: {"conflict":{"head","complete","since":[{"version",...,"edits","inverses"}]}}.
[[nodiscard]] std::string toJson(const store::SaveOutcome& outcome);
/// {"id","type","name","bytes","addedMs","songs","ref"}
[[nodiscard]] std::string toJson(const store::MediaInfo& media);
/// {"place","schemaVersion","songs","trashed","versions","media","mediaBytes","fileBytes"}
[[nodiscard]] std::string toJson(const store::StoreInfo& info);

/// A change as a client sends it: {"baseVersion":3,"edits":[...],"branch":"main","key":"...","by":"..."}, the last
/// three optional.
struct ChangeRequest {
  store::Target target;  ///< Its songId is left empty.
  std::vector<song::Edit> edits;
};
/// Errors as song::parseEdit.
[[nodiscard]] Result<ChangeRequest> parseChange(std::string_view json);

}  // namespace amuse::wire
