#include "server/internal/metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/version.h"
#include "wire/api_table.h"

namespace amuse::server {
namespace {

template <typename Value>
void addLine(std::string& text, std::string_view name, std::string_view help, std::string_view kind,
             const Value& value) {
  text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3:g}\n", name, help, kind, static_cast<double>(value));
}

void addLoop(std::string& text, const LoopCounts& loop) {
  addLine(text, "amuse_connections", "Open connections.", "gauge", loop.connections);
  addLine(text, "amuse_event_streams", "Open event streams.", "gauge", loop.streams);
  addLine(text, "amuse_upload_bytes", "Bytes of bodies being read.", "gauge", loop.bodyBytes);
  addLine(text, "amuse_connections_total", "Connections accepted.", "counter", loop.accepted);
  addLine(text, "amuse_connections_refused_total", "Requests that could not be read, and connections that made room.",
          "counter", loop.refused);
  addLine(text, "amuse_connections_timed_out_total", "Connections that were too slow or idle.", "counter",
          loop.timedOut);
}

/// The operation's name.
std::string_view nameOf(std::size_t route) {
  return route < wire::routes().size() ? wire::routes()[route].id : std::string_view("none");
}

double residentBytes() noexcept {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr) return 0;
  long pages = 0, resident = 0;
  const int read = std::fscanf(file, "%ld %ld", &pages, &resident);
  std::fclose(file);
  return read == 2 ? static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace

Metrics::Metrics() : routes_(wire::routes().size() + 1) {}

void Metrics::count(int route, int status, double seconds) noexcept {
  auto& row = route < 0 ? routes_.back() : routes_[static_cast<std::size_t>(route)];
  const auto bucket = std::lower_bound(kLatencyBounds.begin(), kLatencyBounds.end(), seconds) - kLatencyBounds.begin();
  ++row.buckets[static_cast<std::size_t>(bucket)];
  ++row.statuses[static_cast<std::size_t>(std::clamp(status / 100, 1, 5))];
  row.microseconds += static_cast<std::uint64_t>(std::max(0.0, seconds) * 1e6);
}

void Metrics::countSuggestion(int proposed, int accepted, int rejected, int filled) noexcept {
  ++suggestions_;
  proposed_ += static_cast<std::uint64_t>(proposed);
  accepted_ += static_cast<std::uint64_t>(accepted);
  rejected_ += static_cast<std::uint64_t>(rejected);
  filled_ += static_cast<std::uint64_t>(filled);
}

void Metrics::addLatencies(std::string& text) const {
  text +=
      "# HELP amuse_http_request_seconds Time from a request's head to its answer, by operation.\n"
      "# TYPE amuse_http_request_seconds histogram\n";
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    std::uint64_t sum = 0;
    for (const auto& bucket : routes_[r].buckets) sum += bucket.load();
    if (sum == 0) continue;
    std::uint64_t below = 0;
    for (std::size_t b = 0; b < kLatencyBounds.size(); ++b) {
      below += routes_[r].buckets[b].load();
      text += fmt::format("amuse_http_request_seconds_bucket{{operation=\"{}\",le=\"{:g}\"}} {}\n", nameOf(r),
                          kLatencyBounds[b], below);
    }
    text += fmt::format(
        "amuse_http_request_seconds_bucket{{operation=\"{0}\",le=\"+Inf\"}} {1}\n"
        "amuse_http_request_seconds_sum{{operation=\"{0}\"}} {2:.6f}\n"
        "amuse_http_request_seconds_count{{operation=\"{0}\"}} {1}\n",
        nameOf(r), sum, static_cast<double>(routes_[r].microseconds.load()) / 1e6);
  }
}

void Metrics::addStatuses(std::string& text) const {
  text +=
      "# HELP amuse_http_requests_total Requests answered, by operation and class of status.\n"
      "# TYPE amuse_http_requests_total counter\n";
  for (std::size_t r = 0; r < routes_.size(); ++r)
    for (std::size_t s = 1; s < routes_[r].statuses.size(); ++s)
      if (const auto count = routes_[r].statuses[s].load(); count > 0)
        text += fmt::format("amuse_http_requests_total{{operation=\"{}\",status=\"{}xx\"}} {}\n", nameOf(r), s, count);
}

void Metrics::addCounts(std::string& text) const {
  addLine(text, "amuse_suggestions_total", "Requests for chords that were answered.", "counter", suggestions_);
  addLine(text, "amuse_proposals_total", "Progressions proposed.", "counter", proposed_);
  addLine(text, "amuse_proposals_accepted_total", "Progressions accepted; over proposed: the acceptance rate.",
          "counter", accepted_);
  addLine(text, "amuse_proposals_rejected_total", "Progressions refused by the model of real songs.", "counter",
          rejected_);
  addLine(text, "amuse_suggestions_filled_total", "Shown though not accepted, the budget being spent.", "counter",
          filled_);
  addLine(text, "amuse_busy_total", "Requests sent away because a queue was full.", "counter", busy_);
}

std::string Metrics::text(const LoopCounts& loop, const Depths& queued) const {
  std::string text;
  addLatencies(text);
  addStatuses(text);
  addCounts(text);
  text += "# HELP amuse_queue_depth Requests that wait for a worker.\n# TYPE amuse_queue_depth gauge\n";
  text += fmt::format(
      "amuse_queue_depth{{lane=\"quick\"}} {}\namuse_queue_depth{{lane=\"chords\"}} {}\n"
      "amuse_queue_depth{{lane=\"media\"}} {}\n",
      queued.quick, queued.chords, queued.media);
  addLine(text, "amuse_jobs", "Jobs that are remembered.", "gauge", queued.jobs);
  addLoop(text, loop);
  addLine(text, "process_resident_memory_bytes", "Resident memory.", "gauge", residentBytes());
  text += fmt::format(
      "# HELP amuse_build_info Its version.\n# TYPE amuse_build_info gauge\n"
      "amuse_build_info{{version=\"{}\"}} 1\n",
      version());
  return text;
}

}  // namespace amuse::server
