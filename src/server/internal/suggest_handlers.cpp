#include <algorithm>
#include <functional>
#include <random>

#include "app/sending.h"
#include "app/song_ideas.h"
#include "app/suggest_llm.h"
#include "base/text.h"
#include "server/internal/job_answers.h"
#include "song/song_json.h"
#include "wire/answers.h"
#include "wire/suggest_json.h"
#include "wire/suggest_requests.h"

/// Chords suggested, for themselves and in songs, at once or as the events of a job.
namespace amuse::server {
namespace {

constexpr std::size_t kMaxShownBefore = 2000;

/// An answer as text: whole, or as the events of a stream.
struct Answered {
  std::string whole;
  std::vector<std::string> suggestions;  ///< One event each.
  std::string done;
};
enum class Wanted { Whole, Events };

/// Makes an answer; asks now and then whether anybody waits for it still. Suggestions that were emitted are not in the
/// answer's list again.
using Work = std::function<Result<Answered>(Wanted, const std::stop_token&, const EmitEvent&)>;

/// Both kinds of answers have the same three forms. @param emitted  How many of the `count` suggestions went out
/// already.
template <typename Answer>
Answered asText(const Answer& answer, std::size_t count, Wanted wanted, std::size_t emitted = 0) {
  Answered text;
  if (wanted == Wanted::Whole) {
    text.whole = wire::toJson(answer);
    return text;
  }
  for (std::size_t i = emitted; i < count; ++i) text.suggestions.push_back(wire::suggestionEvent(answer, i));
  text.done = wire::doneEvent(answer);
  return text;
}

std::uint32_t randomSeed() { return static_cast<std::uint32_t>(std::random_device{}()); }

// Songs. -------------------------------------------------------------------------------------------------------------

/// Kept pictures and sounds, as songs name them.
app::MediaLoader loaderOf(store::Store& store) {
  return [&store](const std::string& reference) {
    return readKept(store, reference).map([](KeptFile&& kept) {
      return app::LoadedMedia{std::move(kept.info.name), std::move(kept.bytes)};
    });
  };
}

/// What a song was shown, in the form the use cases take.
Result<std::vector<song::KeptSuggestion>> shownIn(Services& services, const std::string& songId) {
  const auto shown = services.store.songs().shown(songId, kMaxShownBefore);
  if (!shown) return tl::unexpected(shown.error());
  std::vector<song::KeptSuggestion> kept;
  for (const auto& one : *shown) {
    song::KeptSuggestion suggestion;
    if (const auto key = theory::parseKey(one.key)) suggestion.key.tonic = key->tonic;
    for (const auto& symbol : one.chords)
      if (auto chord = theory::parseChordSymbol(symbol)) suggestion.chords.push_back(*std::move(chord));
    if (suggestion.chords.size() == one.chords.size()) kept.push_back(std::move(suggestion));
  }
  return kept;
}

/// Notes what the song is shown now.
Result<void> remember(Services& services, const std::string& songId, const app::SuggestAnswer& answer) {
  std::vector<store::ShownSuggestion> shown;
  for (const auto& suggestion : answer.suggestions) {
    store::ShownSuggestion one;
    one.key = theory::toText(answer.plan.key.tonic);
    for (const auto& chord : suggestion.chords) one.chords.push_back(theory::toText(chord));
    shown.push_back(std::move(one));
  }
  return services.store.songs().addShown(songId, shown);
}

void count(Services& services, const sample::Stats& stats) {
  services.metrics.countSuggestion(stats.proposed, stats.accepted, stats.rejected, stats.filled);
}

/// What the words alone say, put into the question.
Result<void> hearWords(Services& services, const app::Engine& engine, wire::SuggestRequest& request) {
  if (request.input.brief) return {};
  auto brief = app::readInspiration(engine.reader(), services.senses, request.input.text, request.input.keywords);
  if (!brief) return tl::unexpected(brief.error());
  request.input.brief = *std::move(brief);
  return {};
}

/// The song's inspirations, what it was shown and what it shares with language models, put into the question.
Result<void> hearSong(Services& services, const app::Engine& engine, wire::SuggestRequest& request) {
  const auto stored = services.store.songs().read(*request.songId, request.branch);
  if (!stored) return tl::unexpected(stored.error());
  const auto shown = services.store.songs().shown(*request.songId, kMaxShownBefore);
  if (!shown) return tl::unexpected(shown.error());
  for (const auto& one : *shown) request.input.exclude.push_back(one.chords);
  const auto song = song::parseSong(stored->json);
  if (!song) return tl::unexpected(song.error());
  request.input.sharing = song->sharing;
  if (!request.withSongInspirations || request.input.brief) return {};
  app::InspireInput now;
  now.text = request.input.text;
  for (auto& word : request.input.keywords) now.edits.add.push_back({std::move(word), 1, {}});
  auto brief = app::readSongInspirations(engine.reader(), services.senses, *song, {}, now, loaderOf(services.store));
  if (!brief) return tl::unexpected(brief.error());
  request.input.brief = *std::move(brief);
  return {};
}

Result<void> hear(Services& services, const app::Engine& engine, wire::SuggestRequest& request) {
  if (request.songId)
    if (auto heard = hearSong(services, engine, request); !heard) return heard;
  return hearWords(services, engine, request);
}

// The two questions. -------------------------------------------------------------------------------------------------

Result<Answered> answerSuggest(Services& services, wire::SuggestRequest request, Wanted wanted,
                               const std::stop_token& stop, const EmitEvent& emit) {
  const auto engine = services.engines.get(request.prior);
  if (!engine) return tl::unexpected(engine.error());
  if (const auto heard = hear(services, **engine, request); !heard) return tl::unexpected(heard.error());
  if (!request.hasSeed) request.input.seed = randomSeed();
  request.input.stop = stop;
  std::size_t emitted = 0;
  if (wanted == Wanted::Events) {
    request.input.begin = [&](const app::SuggestAnswer& planned) { emit("planned", wire::plannedEvent(planned)); };
    request.input.show = [&](const app::Suggestion& suggestion, std::size_t index) {
      emit("suggestion", wire::suggestionEvent(suggestion, index));
      ++emitted;
    };
  }
  const auto answer = app::suggest(**engine, request.input, services.clock);
  if (!answer) return tl::unexpected(answer.error());
  count(services, answer->stats);
  if (request.songId)
    if (const auto kept = remember(services, *request.songId, *answer); !kept) return tl::unexpected(kept.error());
  return asText(*answer, answer->suggestions.size(), wanted, emitted);
}

Result<Answered> answerInSong(Services& services, const std::string& songId, wire::IdeasRequest request, Wanted wanted,
                              const std::stop_token& stop) {
  const auto engine = services.engines.get(request.prior);
  if (!engine) return tl::unexpected(engine.error());
  const auto stored = request.version ? services.store.songs().readVersion(songId, *request.version)
                                      : services.store.songs().read(songId, request.branch);
  if (!stored) return tl::unexpected(stored.error());
  const auto song = song::parseSong(stored->json);
  if (!song) return tl::unexpected(song.error());
  auto shown = shownIn(services, songId);
  if (!shown) return tl::unexpected(shown.error());
  auto& in = request.question.in;
  in.shown = *std::move(shown);
  in.stop = stop;
  if (!request.hasSeed) in.seed = randomSeed();
  const auto kind = request.question.kind;
  const auto answer = app::answerIdeas(**engine, services.senses, *song, std::move(request.question),
                                       loaderOf(services.store), services.clock);
  if (!answer) return tl::unexpected(answer.error());
  count(services, answer->made.answer.stats);
  if (request.remember)
    if (const auto kept = remember(services, songId, answer->made.answer); !kept) return tl::unexpected(kept.error());
  return asText(wire::SongIdeas{*answer, kind, stored->version}, answer->made.ideas.size(), wanted);
}

// At once, or as a job. ----------------------------------------------------------------------------------------------

/// The same as the events of a job: suggestions as they come, the others at the end.
JobWork asJob(Work work) {
  return [work = std::move(work)](const std::stop_token& stop, const EmitEvent& emit) -> Result<std::string> {
    const auto answer = work(Wanted::Events, stop, emit);
    if (!answer) return tl::unexpected(answer.error());
    for (const auto& suggestion : answer->suggestions) emit("suggestion", suggestion);
    return answer->done;
  };
}

/// @param pool  Where the work of a stream is done.
Response answered(Services& services, const Request& request, WorkerPool& pool, Work work) {
  if (wantsEvents(request)) return startJob(services, request, pool, asJob(std::move(work)));
  auto answer = work(Wanted::Whole, request.gone, [](std::string_view, std::string_view) {});
  return answer ? jsonAnswer(std::move(answer->whole)) : problemAnswer(request, answer.error());
}

Response suggest(Services& services, const Request& request) {
  auto wanted = wire::parseSuggestRequest(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  const auto engine = services.engines.get(app::PriorSet::Open);
  auto& pool = engine && app::isLlmAsked(**engine, wanted->input) ? services.waiting : services.chords;
  return answered(
      services, request, pool,
      [&services, asked = *std::move(wanted)](Wanted form, const std::stop_token& stop, const EmitEvent& emit) {
        return answerSuggest(services, asked, form, stop, emit);
      });
}

Response previewSuggesting(Services& services, const Request& request) {
  auto asked = wire::parseSuggestRequest(request.body);
  if (!asked) return problemAnswer(request, asked.error());
  const auto engine = services.engines.get(asked->prior);
  if (!engine) return problemAnswer(request, engine.error());
  if (const auto heard = hear(services, **engine, *asked); !heard) return problemAnswer(request, heard.error());
  const auto sends = app::previewSuggesting(**engine, asked->input);
  return sends ? jsonAnswer(wire::sendingJson({*sends, {}})) : problemAnswer(request, sends.error());
}

Response suggestInSong(Services& services, const Request& request) {
  auto wanted = wire::parseIdeasRequest(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  return answered(services, request, services.chords,
                  [&services, song = request.variable("songId"), asked = *std::move(wanted)](
                      Wanted form, const std::stop_token& stop, const EmitEvent&) {
                    return answerInSong(services, song, asked, form, stop);
                  });
}

}  // namespace

std::vector<HandlerRow> suggestHandlers() {
  return {{"suggest", suggest}, {"previewSuggesting", previewSuggesting}, {"suggestInSong", suggestInSong}};
}

}  // namespace amuse::server
