#include <random>

#include "app/score.h"
#include "app/suggest.h"
#include "base/text.h"
#include "server/internal/services.h"
#include "song/song_json.h"
#include "wire/answers.h"
#include "wire/chords_json.h"
#include "wire/requests.h"
#include "wire/suggest_json.h"

/// Chords: suggested, scored, continued.
namespace amuse::server {
namespace {

constexpr std::size_t kMaxShownBefore = 2000;

/// The song's inspirations and what it was shown, put into the question.
Result<void> hearSong(Services& services, wire::SuggestRequest& request) {
  const auto stored = services.store.songs().read(*request.songId, request.branch);
  if (!stored) return tl::unexpected(stored.error());
  const auto shown = services.store.songs().shown(*request.songId, kMaxShownBefore);
  if (!shown) return tl::unexpected(shown.error());
  for (const auto& one : *shown) request.input.exclude.push_back(one.chords);
  if (!request.withSongInspirations || request.input.brief) return {};
  const auto song = song::parseSong(stored->json);
  if (!song) return tl::unexpected(song.error());
  for (const auto& inspiration : song->inspirations)
    if (!inspiration.text.empty()) request.input.text += (request.input.text.empty() ? "" : "\n") + inspiration.text;
  return {};
}

Result<app::SuggestAnswer> answerTo(Services& services, wire::SuggestRequest request) {
  const auto engine = services.engines.get(request.prior);
  if (!engine) return tl::unexpected(engine.error());
  if (request.songId)
    if (const auto heard = hearSong(services, request); !heard) return tl::unexpected(heard.error());
  if (!request.hasSeed) request.input.seed = static_cast<std::uint32_t>(std::random_device{}());
  auto answer = app::suggest(**engine, request.input, services.clock);
  if (!answer) return answer;
  const auto& stats = answer->stats;
  services.metrics.countSuggestion(stats.proposed, stats.accepted, stats.rejected, stats.filled);
  if (!request.songId) return answer;
  std::vector<store::ShownSuggestion> shown;
  for (const auto& suggestion : answer->suggestions) {
    store::ShownSuggestion one;
    one.key = theory::toText(answer->plan.key.tonic);
    for (const auto& chord : suggestion.chords) one.chords.push_back(theory::toText(chord));
    shown.push_back(std::move(one));
  }
  if (const auto kept = services.store.songs().addShown(*request.songId, shown); !kept)
    return tl::unexpected(kept.error());
  return answer;
}

void runJob(Services& services, Job& job, const Request& origin, wire::SuggestRequest request) {
  if (!job.begin()) return;
  const auto answer = answerTo(services, std::move(request));
  if (!answer) {
    const Response problem = problemAnswer(origin, answer.error());
    return job.end(JobState::Failed, "failed", problem.body);
  }
  for (std::size_t i = 0; i < answer->suggestions.size(); ++i) job.add("suggestion", wire::suggestionEvent(*answer, i));
  job.end(JobState::Done, "done", wire::doneEvent(*answer));
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

Response startJob(Services& services, const Request& request, wire::SuggestRequest wanted) {
  if (services.loop.counts().streams >= LoopOptions{}.maxStreams) return tooBusy(request);
  const auto job = services.jobs.create();
  if (!job) return tooBusy(request);
  Request origin;
  origin.id = request.id;
  const bool queued = services.chords.submit([&services, job, origin, wanted = std::move(wanted)]() mutable {
    runJob(services, *job, origin, std::move(wanted));
  });
  if (!queued) {
    job->cancel();
    services.metrics.countBusy();
    return tooBusy(request);
  }
  return eventsOf(job, 0);
}

Response suggest(Services& services, const Request& request) {
  auto wanted = wire::parseSuggestRequest(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  if (request.header("accept").find("text/event-stream") != std::string_view::npos)
    return startJob(services, request, *std::move(wanted));
  const auto answer = answerTo(services, *std::move(wanted));
  return answer ? jsonAnswer(wire::toJson(*answer)) : problemAnswer(request, answer.error());
}

// Jobs. --------------------------------------------------------------------------------------------------------------

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

// Scores. ------------------------------------------------------------------------------------------------------------

Response score(Services& services, const Request& request) {
  const auto wanted = wire::parseScoreRequest(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  const auto conditions = app::makeConditions(wanted->mode, wanted->genre, wanted->section, wanted->decade);
  if (!conditions) return problemAnswer(request, conditions.error());
  const auto engine = services.engines.get(wanted->prior);
  if (!engine) return problemAnswer(request, engine.error());
  const auto models = (*engine)->models();
  std::string scores;
  for (const auto& line : wanted->progressions) {
    const auto scored =
        app::scoreLine({models.prior, models.proposerModel, models.calibration}, *conditions, wanted->level, line);
    scores += (scores.empty() ? "" : ",") + (scored ? wire::toJson(*scored) : wire::toJson(scored.error()));
  }
  return jsonAnswer("{\"scores\":[" + scores + "]}");
}

Response next(Services& services, const Request& request) {
  const auto wanted = wire::parseNextRequest(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  const auto conditions = app::makeConditions(wanted->mode, wanted->genre, wanted->section, wanted->decade);
  if (!conditions) return problemAnswer(request, conditions.error());
  const auto engine = services.engines.get(wanted->prior);
  if (!engine) return problemAnswer(request, engine.error());
  const auto answer = app::nextChords((*engine)->models().prior, *conditions, wanted->top, wanted->chords);
  return answer ? jsonAnswer(wire::toJson(*answer, wanted->mode)) : problemAnswer(request, answer.error());
}

Response chords(Services& services, const Request& request) {
  const auto wanted = wire::parseChordsRequest(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  return jsonAnswer(wire::answerChords(*wanted, services.players.shared().fretShapes()));
}

}  // namespace

std::vector<HandlerRow> chordHandlers() {
  return {{"suggest", suggest}, {"readJob", readJob}, {"followJob", followJob}, {"cancelJob", cancelJob},
          {"score", score},     {"next", next},       {"chords", chords}};
}

}  // namespace amuse::server
