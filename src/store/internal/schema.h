#pragma once

#include "base/result.h"
#include "store/internal/connection.h"

/// The tables of the store and how older ones become current.
namespace amuse::store {

inline constexpr int kStoreSchemaVersion = 1;  ///< In SQLite's user_version.

/// Makes the tables in an empty file, brings older ones up to date, and refuses what is not ours. One transaction.
/// Errors: InvalidArgument (another program's database), Unsupported (a newer Amuse made it). Throws SQLite::Exception.
[[nodiscard]] Result<void> prepareSchema(Connection& connection, const std::filesystem::path& file);

/// The same questions without changing anything. Also Unsupported for an empty or older file when `exact` is asked.
[[nodiscard]] Result<void> recogniseSchema(Connection& connection, const std::filesystem::path& file);

}  // namespace amuse::store
