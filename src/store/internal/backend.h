#pragma once

#include <filesystem>

#include "base/clock.h"
#include "store/internal/pool.h"
#include "store/store.h"

namespace amuse::store {

/// What the parts of the SQLite store share.
struct Backend {
  StoreOptions options;
  const Clock& clock;
  Pool pool;

  [[nodiscard]] const std::filesystem::path& file() const noexcept { return pool.file(); }
};

/// Reads with a connection of its own; `work` takes a Connection& and returns a Result.
template <typename Work>
auto reading(Backend& backend, const Work& work) -> decltype(work(std::declval<Connection&>())) {
  return attempt(backend.file(), [&] {
    const auto connection = backend.pool.reader();
    // One snapshot for all that is read.
    SQLite::Transaction snapshot(connection->database());
    return work(*connection);
  });
}

/// Writes in one transaction, which is committed when `work` returns a value and rolled back when it returns an error.
template <typename Work>
auto writing(Backend& backend, const Work& work) -> decltype(work(std::declval<Connection&>())) {
  return attempt(backend.file(), [&] {
    const auto connection = backend.pool.writer();
    WriteTransaction transaction(*connection);
    auto result = work(*connection);
    if (result) transaction.commit();
    return result;
  });
}

}  // namespace amuse::store
