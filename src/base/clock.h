#pragma once

#include <cstdint>
#include <string>

/// Time as something passed in, so that tests decide what time it is.
namespace amuse {

/// Two clocks in one: a steady one for durations and deadlines, the calendar's for records.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Seconds since an arbitrary start; never goes back. For budgets and elapsed times.
  [[nodiscard]] virtual double steadySeconds() const noexcept = 0;
  /// Milliseconds since 1970-01-01T00:00Z; may jump. For time stamps only.
  [[nodiscard]] virtual std::int64_t unixMilliseconds() const noexcept = 0;
};

/// The machine's clocks. Thread-safe.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] double steadySeconds() const noexcept override;
  [[nodiscard]] std::int64_t unixMilliseconds() const noexcept override;
};

/// A clock that moves only when told to. For tests; not thread-safe.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(std::int64_t unixMilliseconds = 0) noexcept : startMilliseconds_(unixMilliseconds) {}
  /// Moves both clocks on; seconds >= 0.
  void advance(double seconds) noexcept;
  [[nodiscard]] double steadySeconds() const noexcept override { return seconds_; }
  [[nodiscard]] std::int64_t unixMilliseconds() const noexcept override;

 private:
  std::int64_t startMilliseconds_;
  double seconds_ = 0;
};

/// The calendar's day in UTC, as 2026-11-29.
[[nodiscard]] std::string utcDay(const Clock& clock);

/// Measures how long something takes. The clock must outlive it.
class Stopwatch final {
 public:
  explicit Stopwatch(const Clock& clock) noexcept : clock_(&clock), start_(clock.steadySeconds()) {}
  [[nodiscard]] double elapsedSeconds() const noexcept { return clock_->steadySeconds() - start_; }
  [[nodiscard]] double elapsedMs() const noexcept { return 1000 * elapsedSeconds(); }

 private:
  const Clock* clock_;
  double start_;
};

}  // namespace amuse
