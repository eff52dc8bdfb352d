#include "base/spare_processors.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace amuse {
namespace {

/// More threads than this find too little to do in one request's candidates.
constexpr int kMostThreads = 4;

/// Of the processors this process may use, those at work in shareAmongSpareProcessors.
std::atomic<int> atWork = 0;

/// Takes a thread's own place, and spare ones up to `wanted` in all; gives them back at its end.
class Places {
 public:
  explicit Places(int wanted) noexcept {
    static const int all = static_cast<int>(std::thread::hardware_concurrency());
    const int others = atWork.fetch_add(1, std::memory_order_relaxed);
    taken_ = std::clamp(all - others, 1, wanted);
    atWork.fetch_add(taken_ - 1, std::memory_order_relaxed);
  }
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;
  ~Places() { atWork.fetch_sub(taken_, std::memory_order_relaxed); }

  [[nodiscard]] std::size_t taken() const noexcept { return static_cast<std::size_t>(taken_); }

 private:
  int taken_ = 1;
};

}  // namespace

void shareAmongSpareProcessors(std::size_t count, std::size_t smallest,
                               const std::function<void(std::size_t begin, std::size_t end)>& work) {
  const auto wanted = std::clamp(static_cast<int>(count / smallest), 1, kMostThreads);
  const Places places(wanted);
  const std::size_t threads = places.taken();
  std::vector<std::jthread> others;
  others.reserve(threads - 1);
  for (std::size_t t = 1; t < threads; ++t)
    others.emplace_back([&, t] { work(count * t / threads, count * (t + 1) / threads); });
  work(0, count / threads);
}

}  // namespace amuse
