#include "server/internal/jobs.h"

#include <fmt/format.h>

#include <array>

#include "server/passwords.h"

namespace amuse::server {
namespace {

constexpr std::size_t kMaxJobs = 512;
constexpr double kKeepSeconds = 120;   ///< How long the events of a job that ended are kept.
constexpr double kLonelySeconds = 10;  ///< How long a job goes on without a listener.

}  // namespace

std::string_view toText(JobState state) noexcept {
  constexpr std::array<std::string_view, 5> kNames{"waiting", "running", "done", "failed", "cancelled"};
  return kNames[static_cast<std::size_t>(state)];
}

Job::Job(std::string id, const Clock& clock, std::function<void()> changed)
    : id_(std::move(id)), clock_(clock), changed_(std::move(changed)), lonelySince_(clock.steadySeconds()) {
  addLocked("begun", fmt::format("{{\"jobId\":\"{}\"}}", id_));
}

JobState Job::state() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

std::size_t Job::eventCount() const {
  const std::scoped_lock lock(mutex_);
  return events_.size();
}

bool Job::begin() {
  const std::scoped_lock lock(mutex_);
  if (state_ != JobState::Waiting) return false;
  state_ = JobState::Running;
  return true;
}

void Job::addLocked(std::string_view event, std::string_view data) {
  events_.push_back(fmt::format("id: {}\nevent: {}\ndata: {}\n\n", events_.size() + 1, event, data));
}

void Job::add(std::string_view event, std::string_view data) {
  {
    const std::scoped_lock lock(mutex_);
    if (hasEnded()) return;
    addLocked(event, data);
  }
  changed_();
}

void Job::end(JobState state, std::string_view event, std::string_view data) {
  {
    const std::scoped_lock lock(mutex_);
    if (hasEnded()) return;
    addLocked(event, data);
    state_ = state;
    endedAt_ = clock_.steadySeconds();
  }
  changed_();
}

void Job::cancel() {
  end(JobState::Cancelled, "cancelled", "{}");
  if (state() == JobState::Cancelled) stop_.request_stop();
}

std::string Job::take(std::uint64_t& position, std::size_t most) {
  const std::scoped_lock lock(mutex_);
  std::string text;
  while (position < events_.size() && (text.empty() || text.size() + events_[position].size() <= most))
    text += events_[position++];
  return text;
}

bool Job::isOver(std::uint64_t position) const {
  const std::scoped_lock lock(mutex_);
  return hasEnded() && position >= events_.size();
}

void Job::joined() {
  const std::scoped_lock lock(mutex_);
  ++listeners_;
}

void Job::left() {
  const std::scoped_lock lock(mutex_);
  if (--listeners_ == 0) lonelySince_ = clock_.steadySeconds();
}

bool Job::isStale() {
  const double now = clock_.steadySeconds();
  {
    const std::scoped_lock lock(mutex_);
    if (hasEnded()) return now - endedAt_ > kKeepSeconds;
    if (listeners_ > 0 || now - lonelySince_ < kLonelySeconds) return false;
  }
  cancel();
  return false;
}

std::shared_ptr<Job> JobBook::create() {
  auto job = std::make_shared<Job>(randomId(), clock_, changed_);
  const std::scoped_lock lock(mutex_);
  if (jobs_.size() >= kMaxJobs) {
    // What ended longest ago need not wait for the sweep when there is no room.
    std::erase_if(jobs_, [](const auto& one) { return one.second->state() >= JobState::Done; });
    if (jobs_.size() >= kMaxJobs) return nullptr;
  }
  jobs_.emplace(job->id(), job);
  return job;
}

std::shared_ptr<Job> JobBook::find(const std::string& id) const {
  const std::scoped_lock lock(mutex_);
  const auto at = jobs_.find(id);
  return at == jobs_.end() ? nullptr : at->second;
}

void JobBook::sweep() {
  std::vector<std::shared_ptr<Job>> all;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [id, job] : jobs_) all.push_back(job);
  }
  for (const auto& job : all)
    if (job->isStale()) {
      const std::scoped_lock lock(mutex_);
      jobs_.erase(job->id());
    }
}

std::size_t JobBook::count() const {
  const std::scoped_lock lock(mutex_);
  return jobs_.size();
}

}  // namespace amuse::server
