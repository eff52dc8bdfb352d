#include "app/sending.h"

#include "app/planned.h"
#include "app/suggest_llm.h"
#include "base/text.h"
#include "propose/llm_proposer.h"
#include "sample/streamed.h"

namespace amuse::app {
namespace {

/// The kinds of files that models take as they are, by their first bytes.
std::string_view mimeTypeOf(std::string_view bytes) {
  struct Kind {
    std::string_view begin, type;
  };
  for (const auto& kind : {Kind{"\xFF\xD8\xFF", "image/jpeg"}, Kind{"\x89PNG", "image/png"}, Kind{"GIF8", "image/gif"},
                           Kind{"RIFF", "audio/wav"}, Kind{"ID3", "audio/mpeg"}, Kind{"\xFF\xFB", "audio/mpeg"}})
    if (bytes.starts_with(kind.begin)) {
      if (bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") return "image/webp";
      return kind.type;
    }
  return {};
}

/// What may go to the model and what it can take; larger files stay here.
std::vector<llm::Attachment> filesFor(const InspireInput& input, const llm::Capabilities& can) {
  constexpr std::size_t kMostSentBytes = 4u << 20;
  std::vector<llm::Attachment> files;
  const auto add = [&](const std::vector<MediaInput>& media, llm::Attachment::Kind kind, std::string_view prefix) {
    for (const auto& file : media)
      if (const auto type = mimeTypeOf(file.bytes);
          type.starts_with(prefix) && file.weight > 0 && file.bytes.size() <= kMostSentBytes)
        files.push_back({kind, std::string(type), file.bytes});
  };
  if (can.images && input.sharing.pictures) add(input.images, llm::Attachment::Kind::Image, "image/");
  if (can.audio && input.sharing.sounds) add(input.sounds, llm::Attachment::Kind::Audio, "audio/");
  return files;
}

}  // namespace

Result<std::optional<ReaderQuestion>> readerQuestion(const InspireInput& input) {
  if (!input.languageModels || !input.languageModels->hasReader()) return std::optional<ReaderQuestion>();
  auto client = input.languageModels->client(input.languageModels->settings().reader);
  if (!client) return tl::unexpected(client.error());
  ReaderQuestion question{*std::move(client), {}, {}};
  question.files = filesFor(input, question.client->provider().can);
  if (input.sharing.words && input.textWeight > 0) question.text = trim(input.text).empty() ? "" : input.text;
  if (question.text.empty() && question.files.empty()) return std::optional<ReaderQuestion>();
  return std::optional(std::move(question));
}

Result<std::vector<llm::SentItem>> previewReading(const InspireInput& input) {
  const auto question = readerQuestion(input);
  if (!question) return tl::unexpected(question.error());
  if (!*question) return std::vector<llm::SentItem>();
  const auto request = input.languageModels->requestFor(**question);
  if (!request) return tl::unexpected(request.error());
  return std::vector{llm::describeSent((*question)->client->provider(), *request)};
}

Result<std::vector<llm::SentItem>> previewSuggesting(const Engine& engine, const SuggestInput& input) {
  const auto planned = planSuggestions(engine, input);
  if (!planned) return tl::unexpected(planned.error());
  if (!isLlmAsked(engine, input)) return std::vector<llm::SentItem>();
  auto& models = *engine.languageModels();
  const auto client = models.client(models.settings().proposer);
  if (!client) return tl::unexpected(client.error());
  const auto& provider = (*client)->provider();
  const auto request =
      propose::makeProposeRequest(models.proposePrompt(), requestOf(*planned).query,
                                  sample::candidatesAskedFor(planned->count), provider.can.schema, planned->seed);
  if (!request) return tl::unexpected(request.error());
  return std::vector{llm::describeSent(provider, *request)};
}

}  // namespace amuse::app
