#include "app/inspire.h"
#include "app/near.h"
#include "app/planned.h"
#include "app/suggest_llm.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/text.h"
#include "app/language_models.h"
#include "perform/voicing.h"
#include "propose/llm_proposer.h"
#include "song/song_builder.h"
#include "theory/measures.h"
#include "theory/roman.h"

namespace amuse::app {
namespace {

using theory::ChordSymbol;

constexpr std::size_t kMostTitleBytes = 80;

/// "more": what was shown, relative to the tonic. Symbols that cannot be read are an error, not a silent gap.
Result<std::vector<std::vector<theory::RelativeChord>>> excluded(const SuggestInput& input, const Plan& plan) {
  std::vector<std::vector<theory::RelativeChord>> shown;
  for (const auto& progression : input.exclude) {
    std::vector<theory::RelativeChord> chords;
    for (const auto& symbol : progression) {
      const auto chord = theory::parseAnyChord(symbol);
      if (!chord) return fail(ErrorCode::Parse, fmt::format("exclude: '{}' is no chord", symbol), chord.error().offset);
      chords.push_back(theory::toRelative(*chord, plan.key.tonic.pitchClass()));
    }
    shown.push_back(amongFixed(chords, plan).value_or(chords));
  }
  return shown;
}

Result<std::vector<ChordSymbol>> likedChords(const SuggestInput& input) {
  std::vector<ChordSymbol> like;
  for (const auto& symbol : input.like) {
    const auto chord = theory::parseAnyChord(symbol);
    if (!chord) return fail(ErrorCode::Parse, fmt::format("like: '{}' is no chord", symbol), chord.error().offset);
    like.push_back(*chord);
  }
  return like;
}

std::vector<theory::RelativeChord> relativeTo(const std::vector<ChordSymbol>& chords, const Plan& plan) {
  std::vector<theory::RelativeChord> relative;
  relative.reserve(chords.size());
  for (const auto& chord : chords) relative.push_back(theory::toRelative(chord, plan.key.tonic.pitchClass()));
  return relative;
}

/// Mean movement a voice over neighbours that both sound; nothing where there is no such pair.
std::optional<double> movement(const std::vector<std::vector<int>>& voicings, std::size_t begin, std::size_t end) {
  double sum = 0;
  int moves = 0;
  for (std::size_t i = begin; i + 1 < end; ++i) {
    if (voicings[i].empty() || voicings[i + 1].empty()) continue;
    sum += theory::semitonesPerVoice(voicings[i], voicings[i + 1]);
    ++moves;
  }
  if (moves == 0) return std::nullopt;
  return sum / moves;
}

/// Voicings of the chord before, all slots; and what the moves cost.
void voice(const Plan& plan, Suggestion& suggestion) {
  std::vector<ChordSymbol> played;
  const bool continues = !plan.before.empty();
  if (continues) played.push_back(plan.before.back());
  played.insert(played.end(), suggestion.wholeChords.begin(), suggestion.wholeChords.end());
  const auto voicings = perform::voiceProgression(played);
  const std::size_t first = continues ? 1 : 0;

  std::size_t lastOpen = 0;
  for (std::size_t i = 0; i < plan.slots.size(); ++i) {
    if (plan.slots[i].fixed) continue;
    suggestion.voicings.push_back(voicings[first + i]);
    lastOpen = i;
  }
  suggestion.voiceLeading.semitonesPerVoice = movement(voicings, first, voicings.size()).value_or(0);
  if (continues) suggestion.voiceLeading.fromContext = movement(voicings, 0, 2);
  if (lastOpen + 1 < plan.slots.size())
    suggestion.voiceLeading.toContext = movement(voicings, first + lastOpen, first + lastOpen + 2);
}

Suggestion present(const Plan& plan, const brief::Brief& brief, const sample::Suggestion& drawn) {
  Suggestion shown;
  shown.logP = drawn.logP;
  shown.logQ = drawn.logQ;
  shown.acceptance = drawn.acceptance;
  shown.accepted = drawn.accepted;
  shown.surprise = drawn.surprise;
  shown.word = drawn.word;
  for (std::size_t i = 0; i < plan.slots.size(); ++i) {
    const auto& slot = plan.slots[i];
    shown.wholeChords.push_back(slot.fixed ? *slot.fixed : theory::toSymbol(drawn.chords[i], plan.key));
    shown.wholeLengths.push_back(slot.length);
  }
  for (std::size_t i = 0; i < plan.slots.size(); ++i) {
    if (plan.slots[i].fixed) continue;
    // A filled gap loops back to where the songwriter's own chords begin.
    const auto& first = plan.fillsSlots && !plan.before.empty() ? plan.before.front() : shown.wholeChords.front();
    const ChordSymbol* next = i + 1 < shown.wholeChords.size()       ? &shown.wholeChords[i + 1]
                              : plan.ending == propose::Ending::Loop ? &first
                                                                     : nullptr;
    shown.chords.push_back(shown.wholeChords[i]);
    shown.romans.push_back(theory::romanNumeral(shown.wholeChords[i], next, plan.key));
    shown.beats.push_back(static_cast<double>(plan.slots[i].length) / static_cast<double>(plan.meter.beatTicks()));
  }
  voice(plan, shown);
  shown.why = explain(
      {shown.wholeChords, plan.key, brief, shown.surprise, plan.ending == propose::Ending::Loop, !plan.before.empty()});
  return shown;
}

void keepTellingReasons(std::vector<Suggestion>& suggestions) {
  std::vector<std::vector<Why>> cards;
  cards.reserve(suggestions.size());
  for (auto& suggestion : suggestions) cards.push_back(std::move(suggestion.why));
  tellApart(cards);
  for (std::size_t i = 0; i < cards.size(); ++i) suggestions[i].why = std::move(cards[i]);
}

/// The first line of what was written, as far as a title goes; cut between characters, not within one.
std::string titleFrom(const std::string& inspiration) {
  const std::string text(trim(inspiration));
  std::string title(trim(text.substr(0, text.find_first_of("\r\n"))));
  for (char& c : title)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  if (title.size() > kMostTitleBytes) {
    std::size_t end = kMostTitleBytes;
    while (end > 0 && (static_cast<unsigned char>(title[end]) & 0xC0) == 0x80) --end;
    title = title.substr(0, end) + "...";
  }
  return title.empty() ? "Amuse" : title;
}

Result<void> checkInput(const SuggestInput& input) {
  if (trim(input.text).empty() && input.keywords.empty() && input.context.empty() && !input.brief)
    return fail(ErrorCode::InvalidArgument,
                "nothing to go by: give a phrase, a picture, a sound, keywords or chords as context");
  if (input.count < 1 || input.count > sample::kMaxCount)
    return fail(ErrorCode::InvalidArgument, fmt::format("count is {}; use 1 to {}", input.count, sample::kMaxCount));
  if (!(input.surprise >= 0 && input.surprise <= 1))
    return fail(ErrorCode::InvalidArgument, fmt::format("surprise is {}; use 0 to 1", input.surprise));
  if (!(input.change >= 0 && input.change <= 1))
    return fail(ErrorCode::InvalidArgument, fmt::format("change is {}; use 0 to 1", input.change));
  if (input.waitSeconds && !(*input.waitSeconds >= 0 && *input.waitSeconds <= kLongestWaitSeconds))
    return fail(ErrorCode::InvalidArgument,
                fmt::format("waitSeconds is {}; use 0 to {}", *input.waitSeconds, kLongestWaitSeconds));
  return {};
}

/// Errors: InvalidArgument, listing what a proposer may be.
Result<void> checkProposerName(const Engine& engine, const SuggestInput& input) {
  std::vector<std::string> names{"auto", "builtin", "llm"};
  if (engine.languageModels())
    for (const auto& provider : engine.languageModels()->settings().providers) names.push_back(provider.name);
  if (std::find(names.begin(), names.end(), input.proposer) != names.end()) return {};
  return fail(ErrorCode::InvalidArgument,
              fmt::format("proposer is '{}'; it may be {}", input.proposer, join(names, ", ")));
}

/// Errors: Unsupported, where a language model must be asked and there is none or it may not be.
Result<void> checkProposer(const Engine& engine, const SuggestInput& input) {
  if (input.proposer == "auto" || input.proposer == "builtin") return {};
  if (!input.sharing.words)
    return fail(ErrorCode::Unsupported,
                fmt::format("proposer {}: this song gives no words to language models; use builtin", input.proposer));
  if (findLlmProposer(engine, input.proposer) != nullptr) return {};
  return fail(
      ErrorCode::Unsupported,
      "proposer llm: no language model is configured; name one in amuse.toml (docs/providers.md) or use builtin");
}

/// What is known before anything is drawn.
SuggestAnswer begun(const Engine& engine, const SuggestInput& input, const Planned& planned) {
  SuggestAnswer answer;
  answer.seed = planned.seed;
  answer.models = engine.names();
  answer.brief = planned.brief;
  answer.plan = planned.plan;
  answer.proposer = isLlmAsked(engine, input) ? "llm" : "builtin";
  if (answer.proposer == "llm")
    answer.models.proposer =
        propose::llmProposerName(*findLlmProposer(engine, input.proposer), engine.languageModels()->proposePrompt());
  return answer;
}

/// The text's reading with the added keywords.
Result<brief::Brief> withAdded(const inspire::TextReader& reader, Result<brief::Brief> fromText,
                               const std::vector<std::string>& keywords) {
  if (!fromText || keywords.empty()) return fromText;
  const auto fromKeywords = inspire::inspireKeywords(reader, keywords);
  if (!fromKeywords) return tl::unexpected(fromKeywords.error());
  return inspire::withKeywords(reader, *fromText, *fromKeywords);
}

}  // namespace

Result<brief::Brief> readInspiration(const inspire::TextReader& reader, const std::string& text,
                                     const std::vector<std::string>& keywords) {
  return withAdded(reader, inspire::inspireText(reader, text), keywords);
}

Result<brief::Brief> readInspiration(const inspire::TextReader& reader, Senses& senses, const std::string& text,
                                     const std::vector<std::string>& keywords) {
  return withAdded(reader, readText(reader, senses, text), keywords);
}

Result<Planned> planSuggestions(const Engine& engine, const SuggestInput& input) {
  if (const auto valid = checkInput(input); !valid) return tl::unexpected(valid.error());
  if (const auto valid = checkProposerName(engine, input); !valid) return tl::unexpected(valid.error());
  auto brief =
      input.brief ? Result<brief::Brief>(*input.brief) : readInspiration(engine.reader(), input.text, input.keywords);
  if (!brief) return tl::unexpected(brief.error());
  auto plan = makePlan(input, shifted(*brief, input.shifts));
  if (!plan) return tl::unexpected(plan.error());
  if (plan->isKeyHeard)
    brief->notes.push_back("The chords are in " + theory::toText(plan->key.tonic) +
                           ", as the recording is; name a key to have another.");

  auto exclude = excluded(input, *plan);
  if (!exclude) return tl::unexpected(exclude.error());
  const auto like = likedChords(input);
  if (!like) return tl::unexpected(like.error());
  if (!like->empty()) exclude->push_back(relativeTo(*like, *plan));
  return Planned{*std::move(brief), *std::move(plan),    input.count, input.surprise,
                 input.seed,        *std::move(exclude), input.stop,  input.waitSeconds};
}

Result<SuggestAnswer> suggest(const Engine& engine, const SuggestInput& input, const Clock& clock) {
  const Stopwatch watch(clock);
  auto planned = planSuggestions(engine, input);
  if (!planned) return tl::unexpected(planned.error());
  if (const auto valid = checkProposer(engine, input); !valid) return tl::unexpected(valid.error());
  const auto like = likedChords(input);
  if (!like) return tl::unexpected(like.error());
  if (input.begin) input.begin(begun(engine, input, *planned));
  const Nearness near{likeIn(planned->plan, *like, input.shifts.richness), input.change};
  auto answer = isLlmAsked(engine, input) ? suggestByLlm(engine, *findLlmProposer(engine, input.proposer),
                                                         *std::move(planned), input.show, clock)
                : like->empty()           ? suggestPlanned(engine, *std::move(planned), clock)
                                          : suggestNear(engine, *std::move(planned), near, clock);
  if (answer) answer->elapsedMs = watch.elapsedMs();
  return answer;
}

sample::Request requestOf(const Planned& planned) {
  sample::Request request{planned.plan.query, planned.count, planned.surprise, planned.seed, 0, planned.exclude};
  request.query.stop = planned.stop;
  request.query.surprise = planned.surprise;
  return request;
}

Result<sample::Answer> drawPlanned(const Engine& engine, const Planned& planned) {
  return sample::suggest(engine.models(), requestOf(planned));
}

Suggestion presentOne(const Planned& planned, const sample::Suggestion& drawn) {
  return present(planned.plan, planned.brief, drawn);
}

SuggestAnswer presentPlanned(const Engine& engine, Planned planned, const sample::Answer& drawn) {
  SuggestAnswer answer;
  answer.seed = planned.seed;
  answer.brief = std::move(planned.brief);
  answer.plan = std::move(planned.plan);
  for (const auto& suggestion : drawn.suggestions)
    answer.suggestions.push_back(present(answer.plan, answer.brief, suggestion));
  keepTellingReasons(answer.suggestions);
  answer.stats = drawn.stats;
  answer.models = engine.names();
  answer.proposer = "builtin";
  return answer;
}

Result<SuggestAnswer> suggestPlanned(const Engine& engine, Planned planned, const Clock& clock) {
  const Stopwatch watch(clock);
  const auto drawn = drawPlanned(engine, planned);
  if (!drawn) return tl::unexpected(drawn.error());
  SuggestAnswer answer = presentPlanned(engine, std::move(planned), *drawn);
  answer.elapsedMs = watch.elapsedMs();
  return answer;
}

song::Song toSong(const SuggestAnswer& answer, std::size_t index, const std::string& inspiration) {
  const auto& suggestion = answer.suggestions[index];
  std::vector<song::ChordSpan> spans;
  for (std::size_t i = 0; i < suggestion.wholeChords.size(); ++i)
    spans.push_back({suggestion.wholeChords[i], suggestion.wholeLengths[i]});
  const double bpm = (answer.brief.tempoBpm[0] + answer.brief.tempoBpm[1]) / 2.0;
  const song::SuggestionOrigin origin{answer.seed, answer.models.prior, answer.models.proposer, inspiration};
  auto song = song::makeSong(titleFrom(inspiration), answer.plan.key, answer.plan.meter, bpm, spans, origin);
  if (!inspiration.empty()) song.inspirations.push_back({inspiration, {}, {}});
  return song;
}

}  // namespace amuse::app
