#pragma once

#include "store/internal/backend.h"
#include "store/internal/song_rows.h"

namespace amuse::store {

/// Songs in SQLite. @param backend  Outlives it.
class SqliteSongs final : public SongStore {
 public:
  explicit SqliteSongs(Backend& backend) noexcept : backend_(backend) {}

  Result<StoredSong> create(const song::Song& song, const std::string& key, const std::string& by) override;
  Result<StoredSong> read(const SongId& id, std::string_view branch) override;
  Result<StoredSong> readVersion(const SongId& id, Version version) override;
  Result<SongPage> list(const ListQuery& query) override;

  Result<SaveOutcome> applyEdits(const Target& target, std::span<const song::Edit> edits) override;
  Result<SaveOutcome> undo(const Target& target, Step step) override;
  Result<SaveOutcome> redo(const Target& target, Step step) override;
  Result<SaveOutcome> restore(const Target& target, Version version) override;

  Result<HistoryPage> history(const SongId& id, const HistoryQuery& query) override;
  Result<VersionEdits> editsOf(const SongId& id, Version version) override;
  Result<VersionInfo> nameVersion(const SongId& id, Version version, const std::string& name) override;
  Result<std::vector<BranchInfo>> branches(const SongId& id) override;
  Result<BranchInfo> addBranch(const SongId& id, const std::string& name, Version from) override;
  Result<void> removeBranch(const SongId& id, const std::string& name) override;

  Result<SongInfo> trash(const SongId& id) override;
  Result<SongInfo> undelete(const SongId& id) override;
  Result<void> purge(const SongId& id) override;
  Result<std::size_t> emptyTrash(UnixMs before) override;

  Result<void> addShown(const SongId& id, std::span<const ShownSuggestion> suggestions) override;
  Result<std::vector<ShownSuggestion>> shown(const SongId& id, std::size_t limit) override;

 private:
  Backend& backend_;
};

/// A name that people give: UTF-8, one line, at most kMaxNameBytes. @param what  How the error calls it.
[[nodiscard]] Result<void> checkName(std::string_view name, std::string_view what);
/// An idempotency key: printable ASCII, or empty.
[[nodiscard]] Result<void> checkKey(std::string_view key);

}  // namespace amuse::store
