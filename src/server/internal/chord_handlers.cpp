#include "app/score.h"
#include "server/internal/services.h"
#include "wire/answers.h"
#include "wire/chords_json.h"
#include "wire/requests.h"
#include "wire/suggest_json.h"

/// Chords: scored, continued, read as they are typed.
namespace amuse::server {
namespace {

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

std::vector<HandlerRow> chordHandlers() { return {{"score", score}, {"next", next}, {"chords", chords}}; }

}  // namespace amuse::server
