#pragma once

#include <filesystem>

#include "base/result.h"
#include "store/internal/connection.h"
#include "store/store.h"

/// Files of stores: made for their owner alone, copied while in use.
namespace amuse::store {

/// Makes the folder (0700) and an empty file (0600) where they are not there. Errors: as openStore().
[[nodiscard]] Result<void> makeStoreFile(const StoreOptions& options);

/// Makes an empty file for its owner alone. Errors: Unavailable, also when the name is taken.
[[nodiscard]] Result<void> makePrivateFile(const std::filesystem::path& file);

/// Copies all of a database into a new file that appears whole under its name. Throws SQLite::Exception.
[[nodiscard]] Result<void> copyDatabase(SQLite::Database& from, const std::filesystem::path& file);

/// Copies everything over another database. Throws SQLite::Exception; then the other is as it was.
void copyAllPages(SQLite::Database& to, SQLite::Database& from);

/// What is wrong with pages and indexes; empty when all is well. Throws SQLite::Exception.
[[nodiscard]] std::vector<std::string> integrityProblems(Connection& connection);

}  // namespace amuse::store
