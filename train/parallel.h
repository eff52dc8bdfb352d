#pragma once

#include <cstddef>
#include <thread>
#include <vector>

namespace amuse::train {

/// Calls `work` with every index below `count`, from several threads; each index is one thread's alone.
template <typename Work>
void inParallel(std::size_t threads, std::size_t count, const Work& work) {
  std::vector<std::jthread> workers;
  for (std::size_t t = 0; t < threads; ++t)
    workers.emplace_back([&work, t, threads, count] {
      for (std::size_t i = t; i < count; i += threads) work(i);
    });
}

}  // namespace amuse::train
