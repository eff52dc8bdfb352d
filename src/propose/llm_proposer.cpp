#include "propose/llm_proposer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/random.h"
#include "base/text.h"
#include "propose/reply_reader.h"

namespace amuse::propose {
namespace {

constexpr int kTokensAChord = 6, kTokensACandidate = 8, kSpareTokens = 120;
constexpr std::size_t kMostKeywords = 24;

std::string symbolText(const theory::RelativeChord& chord, const theory::Key& key) {
  return theory::toText(theory::toSymbol(chord, key));
}

std::string keywordsText(const brief::Brief& brief) {
  std::vector<std::string> words;
  for (const auto& keyword : brief.keywords)
    if (words.size() < kMostKeywords) words.push_back(keyword.word);
  return words.empty() ? "none; write for an open ear" : join(words, ", ");
}

std::string genresText(const brief::Brief& brief) {
  std::vector<std::string> names;
  for (const auto& genre : brief.genres) names.push_back(genre.name);
  return join(names, ", ");
}

/// "dark, calm": the sides of affect that are clear.
std::string moodText(const brief::Affect& affect) {
  constexpr double kClear = 0.25;
  struct Side {
    double value;
    std::string_view low, high;
  };
  std::vector<std::string> sides;
  for (const auto& side :
       {Side{affect.valence, "dark", "bright"}, Side{affect.arousal, "calm", "energetic"},
        Side{affect.tension, "resolved", "tense"}, Side{affect.complexity, "plain harmony", "rich harmony"}}) {
    if (side.value <= -kClear) sides.emplace_back(side.low);
    if (side.value >= kClear) sides.emplace_back(side.high);
  }
  return join(sides, ", ");
}

std::string scaleText(const theory::Key& key) {
  std::vector<std::string> notes;
  for (const auto& note : theory::scaleNotes(key)) notes.push_back(theory::toText(note));
  return join(notes, " ");
}

std::string placesText(const Query& query, const theory::Key& key) {
  const bool hasFixed =
      std::any_of(query.slots.begin(), query.slots.end(), [](const Slot& slot) { return slot.fixed; });
  if (!hasFixed) return {};
  std::vector<std::string> places;
  for (const auto& slot : query.slots) places.push_back(slot.fixed ? symbolText(*slot.fixed, key) : "_");
  return join(places, " ");
}

std::string endingText(Ending ending) {
  switch (ending) {
    case Ending::Loop: return "a loop; the last chord leads back to the first";
    case Ending::Close: return "comes to rest on the tonic, with a cadence before it";
    case Ending::Open: break;
  }
  return "stays in the air, on a chord that wants to go on";
}

std::string daringText(double surprise) {
  if (surprise < 0.3) return "keep to what songs do most";
  return surprise > 0.7 ? "be bold, but never arbitrary" : "some plain, some bold";
}

std::string joinChords(const std::vector<theory::RelativeChord>& chords, const theory::Key& key) {
  std::vector<std::string> names;
  names.reserve(chords.size());
  for (const auto& chord : chords) names.push_back(symbolText(chord, key));
  return join(names, " ");
}

llm::PromptValues valuesFor(const Query& query, int count, int open, bool withSchema) {
  const theory::Key key{query.tonic, query.mode};
  const auto& tempo = query.brief.tempoBpm;
  return {{"key", theory::toText(query.tonic) + " " + std::string(theory::factsOf(query.mode).fullName)},
          {"scale", scaleText(key)},
          {"keywords", keywordsText(query.brief)},
          {"genres", genresText(query.brief)},
          {"mood", moodText(query.brief.affect)},
          {"tempo", fmt::format("{} to {} beats a minute", tempo[0], tempo[1])},
          {"before", joinChords(query.before, key)},
          {"places", placesText(query, key)},
          {"ending", endingText(query.ending)},
          {"daring", daringText(query.surprise)},
          {"count", std::to_string(count)},
          {"length", open == 1 ? "1 chord" : fmt::format("{} chords", open)},
          {"form", withSchema ? "Answer with the JSON that is asked for; each progression is one text."
                              : "Write one progression a line, and nothing else."}};
}

}  // namespace

std::filesystem::path proposePromptPath(const std::filesystem::path& home) {
  return home / "data" / "prompts" / "propose.txt";
}

Result<llm::ChatRequest> makeProposeRequest(const llm::Prompt& prompt, const Query& query, int count, bool withSchema,
                                            std::uint32_t seed) {
  const int open = static_cast<int>(openSlotCount(query));
  if (open == 0 || count < 1) return fail(ErrorCode::InvalidArgument, "there is nothing to propose");
  const int asked = std::min(count, kMostAskedAtOnce);
  auto messages = prompt.fill(valuesFor(query, asked, open, withSchema && !prompt.schema().empty()));
  if (!messages) return tl::unexpected(messages.error());
  llm::ChatRequest request;
  request.messages = *std::move(messages);
  if (withSchema && !prompt.schema().empty()) request.schema = llm::AnswerSchema{"progressions", prompt.schema()};
  request.maxTokens = kSpareTokens + asked * (kTokensACandidate + kTokensAChord * open);
  request.seed = seed;
  request.purpose = "suggest";
  return request;
}

std::string llmProposerName(const llm::ProviderSettings& provider, const llm::Prompt& prompt) {
  return fmt::format("llm {} {} {}", provider.name, provider.model, prompt.version());
}

LlmProposer::LlmProposer(std::shared_ptr<const llm::Client> client, llm::Prompt prompt)
    : client_(std::move(client)),
      prompt_(std::move(prompt)),
      patience_(client_->provider().patience),
      name_(llmProposerName(client_->provider(), prompt_)) {}

Result<Proposals> LlmProposer::propose(const Query& query, int count, std::uint32_t seed, int round) const {
  Proposals all;
  const auto done = stream(query, count, seed, round, [&](Proposals&& some) {
    std::move(some.candidates.begin(), some.candidates.end(), std::back_inserter(all.candidates));
    std::move(some.malformed.begin(), some.malformed.end(), std::back_inserter(all.malformed));
    return all.candidates.size() < static_cast<std::size_t>(count);
  });
  if (!done) return tl::unexpected(done.error());
  return all;
}

Result<void> LlmProposer::stream(const Query& query, int count, std::uint32_t seed, int round,
                                 const ProposalSink& sink) const {
  const auto roundSeed = static_cast<std::uint32_t>(Random(seed).fork(std::to_string(round)).next64());
  auto request = makeProposeRequest(prompt_, query, count, client_->provider().can.schema, roundSeed);
  if (!request) return tl::unexpected(request.error());
  request->onSent = list_;
  request->whileWaiting = [&sink] { return sink({}); };
  ReplyReader reader(query);
  const auto give = [&](Proposals&& some) {
    return (some.candidates.empty() && some.malformed.empty()) || sink(std::move(some));
  };
  const auto reply = client_->ask(
      *request, patience_, [&](std::string_view text) { return give(reader.feed(text)); }, query.stop);
  if (!reply) return tl::unexpected(reply.error());
  if (reply->finish != llm::Finish::Enough) give(reader.finish(reply->finish == llm::Finish::Length));
  return {};
}

}  // namespace amuse::propose
