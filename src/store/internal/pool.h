#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/internal/connection.h"

namespace amuse::store {

/// The connections of an open store: some that read at the same time, and one that writes.
class Pool final {
 public:
  /// A borrowed connection; goes back when this goes.
  using Lease = std::unique_ptr<Connection, std::function<void(Connection*)>>;

  /// Opens the writer. Throws SQLite::Exception.
  Pool(std::filesystem::path file, const Connection::Limits& limits, std::size_t readers);

  /// Waits for a free connection; opens one if fewer than `readers` are open.
  [[nodiscard]] Lease reader();
  /// Waits until nobody of this process writes; throws SQLite::Exception (SQLITE_BUSY) after the busy timeout.
  [[nodiscard]] Lease writer();
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

 private:
  [[nodiscard]] Connection* takeReader();
  void giveBack(Connection* connection);

  std::filesystem::path file_;
  Connection::Limits limits_;
  std::size_t mostReaders_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> readers_;
  std::vector<Connection*> free_;
  std::size_t opening_ = 0;
  std::timed_mutex writing_;
  Connection writer_;
};

}  // namespace amuse::store
