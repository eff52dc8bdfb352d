#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "server/internal/services.h"

/// Answers that are the events of a job.
namespace amuse::server {

/// Takes one event while the work goes on. @param data  JSON on one line.
using EmitEvent = std::function<void(std::string_view event, std::string_view data)>;
/// What a job does: its last event's data, JSON on one line; an error becomes the event "failed".
using JobWork = std::function<Result<std::string>(const std::stop_token&, const EmitEvent&)>;

/// True where the client listens to events.
[[nodiscard]] bool wantsEvents(const Request& request) noexcept;

/// Starts a job on the pool; the answer is its events: begun, what the work emits, then done, failed or cancelled.
/// Refuses where too much waits already.
[[nodiscard]] Response startJob(Services& services, const Request& request, WorkerPool& pool, JobWork work);

}  // namespace amuse::server
