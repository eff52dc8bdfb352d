#include "base/spare_processors.h"

#include <algorithm>
#include <atomic>
#include <doctest/doctest.h>
#include <vector>

namespace amuse {
namespace {

TEST_CASE("every index is worked on once, however many processors are spare") {
  for (const std::size_t count : {0U, 1U, 7U, 8U, 100U}) {
    std::vector<std::atomic<int>> times(count);
    shareAmongSpareProcessors(count, 2, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) ++times[i];
    });
    CHECK(std::all_of(times.begin(), times.end(), [](const auto& one) { return one == 1; }));
  }
}

TEST_CASE("little work stays in one stretch") {
  int stretches = 0;
  shareAmongSpareProcessors(7, 4, [&](std::size_t, std::size_t) { ++stretches; });
  CHECK(stretches == 1);
}

TEST_CASE("work that shares its own work finds no more processors than there are") {
  std::atomic<int> done = 0;
  shareAmongSpareProcessors(64, 1, [&](std::size_t begin, std::size_t end) {
    shareAmongSpareProcessors(end - begin, 1,
                              [&](std::size_t from, std::size_t to) { done += static_cast<int>(to - from); });
  });
  CHECK(done == 64);
}

}  // namespace
}  // namespace amuse
