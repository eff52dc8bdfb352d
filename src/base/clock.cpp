#include "base/clock.h"

#include <chrono>
#include <cmath>

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

}  // namespace amuse
