#include "base/clock.h"

#include <chrono>
#include <cmath>
#include <ctime>

#include <fmt/format.h>

#include "base/assert.h"

namespace amuse {

double SystemClock::steadySeconds() const noexcept {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::int64_t SystemClock::unixMilliseconds() const noexcept {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

void ManualClock::advance(double seconds) noexcept {
  AMUSE_ASSERT(seconds >= 0);
  seconds_ += seconds;
}

std::int64_t ManualClock::unixMilliseconds() const noexcept {
  return startMilliseconds_ + std::llround(1000 * seconds_);
}

std::string utcDay(const Clock& clock) {
  const auto seconds = static_cast<std::time_t>(clock.unixMilliseconds() / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

}  // namespace amuse
