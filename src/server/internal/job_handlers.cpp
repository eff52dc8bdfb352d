#include <algorithm>

#include "server/internal/job_answers.h"
#include "wire/answers.h"

/// Jobs: started for others, read, followed, cancelled.
namespace amuse::server {
namespace {

void runJob(Job& job, const Request& origin, const JobWork& work) {
  if (!job.begin()) return;
  const auto done = work(job.stopToken(), [&](std::string_view event, std::string_view data) { job.add(event, data); });
  if (!done) return job.end(JobState::Failed, "failed", problemAnswer(origin, done.error()).body);
  job.end(JobState::Done, "done", *done);
}

Response eventsOf(const std::shared_ptr<Job>& job, std::uint64_t from) {
  Response response{200, "text/event-stream"};
  response.events = job;
  response.eventsFrom = from;
  return response.with("X-Accel-Buffering", "no");
}

Response tooBusy(const Request& request) {
  return problemAnswer(request, Refusal{503, "Unavailable", "too many requests wait already; try again soon", 1});
}

Response jobAnswer(const Job& job) {
  return jsonAnswer(wire::toJson(wire::JobState{job.id(), toText(job.state()), job.eventCount()}));
}

Response noJob(const Request& request) {
  return problemAnswer(request, Error{ErrorCode::NotFound, "there is no such job; jobs are kept for two minutes", {}});
}

Response readJob(Services& services, const Request& request) {
  const auto job = services.jobs.find(request.variable("jobId"));
  return job ? jobAnswer(*job) : noJob(request);
}

Response followJob(Services& services, const Request& request) {
  const auto job = services.jobs.find(request.variable("jobId"));
  if (!job) return noJob(request);
  if (services.loop.counts().streams >= LoopOptions{}.maxStreams) return tooBusy(request);
  std::uint64_t from = 0;
  for (const char c : request.header("last-event-id")) {
    if (c < '0' || c > '9' || from > job->eventCount())
      return problemAnswer(request, Error{ErrorCode::InvalidArgument, "Last-Event-ID is no event of this job", {}});
    from = 10 * from + static_cast<std::uint64_t>(c - '0');
  }
  return eventsOf(job, std::min<std::uint64_t>(from, job->eventCount()));
}

Response cancelJob(Services& services, const Request& request) {
  const auto job = services.jobs.find(request.variable("jobId"));
  if (!job) return noJob(request);
  job->cancel();
  return jobAnswer(*job);
}

}  // namespace

bool wantsEvents(const Request& request) noexcept {
  return request.header("accept").find("text/event-stream") != std::string_view::npos;
}

Response startJob(Services& services, const Request& request, WorkerPool& pool, JobWork work) {
  if (services.loop.counts().streams >= LoopOptions{}.maxStreams) return tooBusy(request);
  const auto job = services.jobs.create();
  if (!job) return tooBusy(request);
  Request origin;
  origin.id = request.id;
  const bool queued = pool.submit([job, origin, work = std::move(work)] { runJob(*job, origin, work); });
  if (!queued) {
    job->cancel();
    services.metrics.countBusy();
    return tooBusy(request);
  }
  return eventsOf(job, 0);
}

std::vector<HandlerRow> jobHandlers() {
  return {{"readJob", readJob}, {"followJob", followJob}, {"cancelJob", cancelJob}};
}

}  // namespace amuse::server
