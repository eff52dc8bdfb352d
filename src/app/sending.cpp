#include "app/sending.h"

#include <algorithm>

#include <fmt/format.h>

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
                           Kind{"ID3", "audio/mpeg"}, Kind{"\xFF\xFB", "audio/mpeg"}, Kind{"\xFF\xFA", "audio/mpeg"},
                           Kind{"\xFF\xF3", "audio/mpeg"}, Kind{"\xFF\xF2", "audio/mpeg"}})
    if (bytes.starts_with(kind.begin)) return kind.type;
  if (bytes.size() > 12 && bytes.starts_with("RIFF")) {
    if (bytes.substr(8, 4) == "WEBP") return "image/webp";
    if (bytes.substr(8, 4) == "WAVE") return "audio/wav";
  }
  return {};
}

/// One kind of file: whether it may go, whether the model takes it, and how it is spoken of.
struct MediaKind {
  llm::Attachment::Kind kind;
  bool isShared, isTaken;
  std::string_view prefix, plural, formats, described;
};

/// "a picture in which Amuse sees: coast, calm"; empty where we see nothing.
std::string describe(const MediaReadings& readings, std::string_view described) {
  constexpr std::size_t kMostWords = 8;
  std::vector<std::string> words;
  for (const auto& reading : readings)
    for (const auto& keyword : reading.brief.keywords)
      if (words.size() < kMostWords && std::find(words.begin(), words.end(), keyword.word) == words.end())
        words.push_back(keyword.word);
  return words.empty() ? std::string() : fmt::format("{}: {}", described, join(words, ", "));
}

/// Why a file that the songwriter shares does not go itself; empty where it may.
std::string obstacle(const MediaInput& file, const MediaKind& kind, const std::string& provider) {
  if (!kind.isTaken) return fmt::format("{} takes no {}", provider, kind.plural);
  if (file.bytes.size() > kMostSentFileBytes)
    return fmt::format("files of more than {} MB are not sent", kMostSentFileBytes >> 20);
  if (!mimeTypeOf(file.bytes).starts_with(kind.prefix))
    return fmt::format("of {} only {} are sent", kind.plural, kind.formats);
  return {};
}

void addFiles(const std::vector<MediaInput>& files, const std::vector<std::shared_ptr<const MediaReadings>>& own,
              const MediaKind& kind, bool mayTell, ReaderQuestion& question) {
  const std::string& provider = question.client->provider().name;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto& file = files[i];
    if (file.weight <= 0) continue;
    const std::string why = obstacle(file, kind, provider);
    if (kind.isShared && why.empty()) {
      question.files.push_back({kind.kind, std::string(mimeTypeOf(file.bytes)), file.bytes});
      continue;
    }
    const std::string told = mayTell ? describe(*own[i], kind.described) : std::string();
    if (!told.empty()) question.seen.push_back(told);
    // That a file is not shared the songwriter knows; where it is, or could not be, they are told.
    if (kind.isShared || !kind.isTaken)
      question.notes.push_back(fmt::format("{} does not get {} itself ({}); it is told {}.", provider, file.name, why,
                                           told.empty() ? "nothing of it" : "our keywords of it"));
  }
}

}  // namespace

Result<std::optional<ReaderQuestion>> readerQuestion(const InspireInput& input, const OwnReadings& own) {
  if (!input.languageModels || !input.languageModels->hasReader()) return std::optional<ReaderQuestion>();
  auto client = input.languageModels->client(input.languageModels->settings().reader);
  if (!client) return tl::unexpected(client.error());
  ReaderQuestion question{*std::move(client), {}, {}, {}, {}};
  const auto& can = question.client->provider().can;
  const auto& sharing = input.sharing;
  addFiles(input.images, own.images,
           {llm::Attachment::Kind::Image, sharing.pictures, can.images, "image/", "pictures", "JPEG, PNG, GIF and WebP",
            "a picture in which Amuse sees"},
           sharing.words, question);
  addFiles(input.sounds, own.sounds,
           {llm::Attachment::Kind::Audio, sharing.sounds, can.audio, "audio/", "sounds", "WAV and MP3",
            "a sound in which Amuse hears"},
           sharing.words, question);
  if (sharing.words && input.textWeight > 0) question.text = trim(input.text).empty() ? "" : input.text;
  return std::optional(std::move(question));
}

Result<Sending> previewReading(const inspire::TextReader& reader, Senses& senses, const InspireInput& input) {
  if (!input.languageModels || !input.languageModels->hasReader()) return Sending{};
  const auto own = readMedia(reader, senses, input);
  if (!own) return tl::unexpected(own.error());
  const auto question = readerQuestion(input, *own);
  if (!question) return tl::unexpected(question.error());
  Sending sending{{}, (*question)->notes};
  if ((*question)->isEmpty()) return sending;
  const auto request = input.languageModels->requestFor(**question);
  if (!request) return tl::unexpected(request.error());
  sending.items.push_back(llm::describeSent((*question)->client->provider(), *request));
  return sending;
}

Result<std::vector<llm::SentItem>> previewSuggesting(const Engine& engine, const SuggestInput& input) {
  const auto planned = planSuggestions(engine, input);
  if (!planned) return tl::unexpected(planned.error());
  if (!isLlmAsked(engine, input)) return std::vector<llm::SentItem>();
  auto& models = *engine.languageModels();
  const auto client = models.client(findLlmProposer(engine, input.proposer)->name);
  if (!client) return tl::unexpected(client.error());
  const auto& provider = (*client)->provider();
  const auto request =
      propose::makeProposeRequest(models.proposePrompt(), requestOf(*planned).query,
                                  sample::candidatesAskedFor(planned->count), provider.can.schema, planned->seed);
  if (!request) return tl::unexpected(request.error());
  return std::vector{llm::describeSent(provider, *request)};
}

}  // namespace amuse::app
