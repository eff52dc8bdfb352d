#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

/// Threads that do what takes time, behind a queue that is never longer than it may be.
namespace amuse::server {

class WorkerPool final {
 public:
  WorkerPool(std::size_t threads, std::size_t maxQueue);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool() { finish(); }

  /// False when the queue is full or the pool has finished: tell the client to come again later.
  [[nodiscard]] bool submit(std::function<void()> work);
  /// Does what is queued, then ends the threads.
  void finish();
  [[nodiscard]] std::size_t queued() const;
  [[nodiscard]] std::size_t threads() const noexcept { return threads_.size(); }

 private:
  void work();

  const std::size_t maxQueue_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool isFinishing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace amuse::server
