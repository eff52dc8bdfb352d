#include "store/internal/pool.h"

#include <chrono>
#include <utility>

#include <sqlite3.h>

namespace amuse::store {

Pool::Pool(std::filesystem::path file, const Connection::Limits& limits, std::size_t readers)
    : file_(std::move(file)), limits_(limits), mostReaders_(readers), writer_(file_, limits_) {}

Connection* Pool::takeReader() {
  std::unique_lock lock(mutex_);
  freed_.wait(lock, [this] { return !free_.empty() || readers_.size() + opening_ < mostReaders_; });
  if (!free_.empty()) {
    Connection* const connection = free_.back();
    free_.pop_back();
    return connection;
  }
  ++opening_;
  lock.unlock();  // Opening reads the file.
  std::unique_ptr<Connection> opened;
  try {
    opened = std::make_unique<Connection>(file_, limits_);
  } catch (...) {
    const std::lock_guard again(mutex_);
    --opening_;
    freed_.notify_one();
    throw;
  }
  lock.lock();
  --opening_;
  readers_.push_back(std::move(opened));
  return readers_.back().get();
}

void Pool::giveBack(Connection* connection) {
  const std::lock_guard lock(mutex_);
  free_.push_back(connection);
  freed_.notify_one();
}

Pool::Lease Pool::reader() {
  return {takeReader(), [this](Connection* connection) { giveBack(connection); }};
}

Pool::Lease Pool::writer() {
  if (!writing_.try_lock_for(std::chrono::milliseconds(limits_.busyTimeoutMs)))
    throw SQLite::Exception("another writer does not end", SQLITE_BUSY);
  return {&writer_, [this](Connection*) { writing_.unlock(); }};
}

}  // namespace amuse::store
