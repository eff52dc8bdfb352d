#include "base/clock.h"

#include <doctest/doctest.h>

using namespace amuse;

TEST_CASE("a manual clock moves both its times only when told to") {
  ManualClock clock(1'000'000);
  const Stopwatch watch(clock);
  CHECK(watch.elapsedSeconds() == 0);
  clock.advance(1.5);
  CHECK(clock.steadySeconds() == doctest::Approx(1.5));
  CHECK(clock.unixMilliseconds() == 1'001'500);
  CHECK(watch.elapsedMs() == doctest::Approx(1500));
}

TEST_CASE("the system's steady clock does not go back and its calendar is past 2020") {
  const SystemClock clock;
  const double before = clock.steadySeconds();
  CHECK(clock.steadySeconds() >= before);
  CHECK(clock.unixMilliseconds() > 1'577'836'800'000);
}

TEST_CASE("a day is UTC's, and begins at its midnight") {
  ManualClock clock(951'782'399'000);  // 2000-02-28T23:59:59Z
  CHECK(utcDay(clock) == "2000-02-28");
  clock.advance(1);
  CHECK(utcDay(clock) == "2000-02-29");
}
