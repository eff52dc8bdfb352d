#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "server/internal/http_loop.h"

/// What Prometheus asks for.
namespace amuse::server {

/// Upper bounds of the latency buckets, in seconds.
inline constexpr std::array<double, 12> kLatencyBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                       0.1,   0.25,   0.5,   1,    2.5,   10};

/// Counts of everything served. Thread-safe, without locks.
class Metrics final {
 public:
  Metrics();
  /// @param route  Its index in wire::routes(), or -1 for what matched none.
  void count(int route, int status, double seconds) noexcept;
  void countSuggestion(int proposed, int accepted, int rejected, int filled) noexcept;
  void countBusy() noexcept { ++busy_; }

  struct Depths {
    std::size_t quick = 0, chords = 0, media = 0, jobs = 0;
  };
  /// The text format of Prometheus, version 0.0.4.
  [[nodiscard]] std::string text(const LoopCounts& loop, const Depths& queued) const;

 private:
  void addLatencies(std::string& text) const;
  void addStatuses(std::string& text) const;
  void addCounts(std::string& text) const;

  struct PerRoute {
    std::array<std::atomic<std::uint64_t>, kLatencyBounds.size() + 1> buckets{};
    std::array<std::atomic<std::uint64_t>, 6> statuses{};  ///< By hundreds; [0] unused.
    std::atomic<std::uint64_t> microseconds{0};
  };
  std::vector<PerRoute> routes_;
  std::atomic<std::uint64_t> proposed_{0}, accepted_{0}, rejected_{0}, filled_{0}, suggestions_{0}, busy_{0};
};

}  // namespace amuse::server
