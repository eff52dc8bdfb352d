#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "server/http.h"

/// Work that tells of itself while it goes on: its events are kept for a while, so that a client that lost its
/// connection goes on where it was.
namespace amuse::server {

enum class JobState { Waiting, Running, Done, Failed, Cancelled };
[[nodiscard]] std::string_view toText(JobState state) noexcept;  ///< "waiting", ...

/// One job. Thread-safe.
class Job final : public EventSource {
 public:
  Job(std::string id, const Clock& clock, std::function<void()> changed);

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] JobState state() const;
  [[nodiscard]] std::size_t eventCount() const;
  /// Waiting to Running; false when it was cancelled before.
  [[nodiscard]] bool begin();
  /// @param data  JSON on one line. Nothing is added once the job has ended.
  void add(std::string_view event, std::string_view data);
  /// Stopped when the job is cancelled: whoever works for it asks now and then.
  [[nodiscard]] std::stop_token stopToken() const noexcept { return stop_.get_token(); }
  /// The last event, and the end.
  void end(JobState state, std::string_view event, std::string_view data);
  void cancel();

  std::string take(std::uint64_t& position, std::size_t most) override;
  [[nodiscard]] bool isOver(std::uint64_t position) const override;
  void joined() override;
  void left() override;
  /// Ended long enough ago to be forgotten; cancels what nobody listens to any more.
  [[nodiscard]] bool isStale();

 private:
  void addLocked(std::string_view event, std::string_view data);
  [[nodiscard]] bool hasEnded() const noexcept { return state_ >= JobState::Done; }

  const std::string id_;
  const Clock& clock_;
  const std::function<void()> changed_;
  mutable std::mutex mutex_;
  JobState state_ = JobState::Waiting;
  std::vector<std::string> events_;  ///< As sent.
  int listeners_ = 0;
  std::stop_source stop_;
  double lonelySince_, endedAt_ = 0;
};

/// The jobs there are.
class JobBook final {
 public:
  JobBook(const Clock& clock, std::function<void()> changed) : clock_(clock), changed_(std::move(changed)) {}
  /// Nothing when there are too many.
  [[nodiscard]] std::shared_ptr<Job> create();
  [[nodiscard]] std::shared_ptr<Job> find(const std::string& id) const;
  void sweep();
  [[nodiscard]] std::size_t count() const;

 private:
  const Clock& clock_;
  std::function<void()> changed_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Job>> jobs_;
};

}  // namespace amuse::server
