#include <charconv>
#include <span>

#include <fmt/format.h>

#include "app/sending.h"
#include "base/text.h"
#include "media/image_protocol.h"
#include "media/protocol.h"
#include "server/multipart.h"
#include "server/internal/services.h"
#include "wire/answers.h"
#include "wire/songs_json.h"
#include "wire/suggest_json.h"

/// Pictures and sounds: kept, given back, read into keywords.
namespace amuse::server {
namespace {

constexpr std::size_t kMaxFiles = 16;

/// Types a browser may show by itself; the rest is only ever downloaded.
bool isShowable(std::string_view type) {
  constexpr std::string_view kTypes[] = {"image/jpeg", "image/png",  "image/webp", "image/gif",   "image/avif",
                                         "image/heic", "audio/mpeg", "audio/wav",  "audio/x-wav", "audio/ogg",
                                         "audio/webm", "audio/mp4",  "audio/flac", "audio/aac"};
  return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

std::string typeOf(std::string_view contentType) {
  const std::string type = mediaTypeOf(contentType);
  return type.empty() || type.size() > store::kMaxMediaTypeBytes ? "application/octet-stream" : type;
}

Response listMedia(Services& services, const Request& request) {
  const auto limit = numberParameter(request, "limit", 1, store::kMaxPageItems, 50);
  if (!limit) return problemAnswer(request, limit.error());
  const auto page =
      services.store.media().list(request.parameter("after").value_or(""), static_cast<std::size_t>(*limit));
  if (!page) return problemAnswer(request, page.error());
  return jsonAnswer(wire::mediaPage(*page, page->size() < static_cast<std::size_t>(*limit)));
}

Response keepMedia(Services& services, const Request& request) {
  const auto kept = services.store.media().put(request.body, typeOf(request.header("content-type")),
                                               cleanName(request.parameter("name").value_or("")));
  if (!kept) return problemAnswer(request, kept.error());
  return jsonAnswer(wire::toJson(*kept), 201).with("Location", "/api/v1/media/" + kept->id);
}

Response readMedia(Services& services, const Request& request) {
  const auto id = request.variable("mediaId");
  const auto info = services.store.media().find(id);
  if (!info) return problemAnswer(request, info.error());
  auto bytes = services.store.media().read(id);
  if (!bytes) return problemAnswer(request, bytes.error());
  const bool showable = isShowable(info->type);
  Response response{200, showable ? info->type : "application/octet-stream", *std::move(bytes)};
  // Somebody else's bytes under our name: no scripts, no framing, no guessing of types.
  response.with("Content-Security-Policy", "default-src 'none'; sandbox")
      .with("Content-Disposition", showable ? "inline" : "attachment");
  return tagged(request, std::move(response), id, "private, max-age=31536000, immutable");
}

// Inspirations. ------------------------------------------------------------------------------------------------------

/// A form as it is taken apart; the first error wins.
struct InspireForm {
  app::InspireInput input;
  std::vector<std::pair<std::string, std::string>> files;  ///< Types beside the inputs, images then sounds.
  std::string imageWeights, audioWeights;
  std::vector<std::string> imageTypes, audioTypes;
  bool keep = false;
};

Result<double> weightOf(std::string_view text, std::string_view field) {
  double weight = 0;
  text = trim(text);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc() || end != text.data() + text.size() || !(weight >= 0 && weight <= 10))
    return fail(ErrorCode::InvalidArgument, fmt::format("{}: use numbers from 0 to 10", field));
  return weight;
}

Result<void> setWeights(std::vector<app::MediaInput>& media, std::string_view weights, std::string_view field) {
  if (trim(weights).empty()) return {};
  const auto pieces = split(weights, ',');
  if (pieces.size() != media.size())
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{}: give one number for each file, {} in all", field, media.size()));
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto weight = weightOf(pieces[i], field);
    if (!weight) return tl::unexpected(weight.error());
    media[i].weight = *weight;
  }
  return {};
}

std::vector<std::string> listOf(std::string_view text) {
  std::vector<std::string> items;
  for (const auto item : split(text, ','))
    if (!trim(item).empty()) items.emplace_back(trim(item));
  return items;
}

Result<song::Sharing> sharingOf(std::string_view list) {
  song::Sharing sharing{false, false, false};
  for (const auto& item : listOf(list)) {
    if (item != "words" && item != "pictures" && item != "sounds")
      return fail(ErrorCode::InvalidArgument, "share: list some of words, pictures and sounds");
    sharing.words = sharing.words || item == "words";
    sharing.pictures = sharing.pictures || item == "pictures";
    sharing.sounds = sharing.sounds || item == "sounds";
  }
  return sharing;
}

Result<void> addFile(InspireForm& form, const FormPart& part, std::size_t mostBytes) {
  const bool isImage = part.name == "image";
  auto& list = isImage ? form.input.images : form.input.sounds;
  if (form.input.images.size() + form.input.sounds.size() >= kMaxFiles)
    return fail(ErrorCode::TooLarge, fmt::format("more than {} files; send fewer", kMaxFiles));
  if (part.bytes.empty()) return fail(ErrorCode::InvalidArgument, fmt::format("{}: the file is empty", part.name));
  if (part.bytes.size() > mostBytes)
    return fail(ErrorCode::TooLarge, fmt::format("{}: the file is larger than {} MB", part.name, mostBytes >> 20));
  list.push_back({cleanName(part.fileName.empty() ? part.name : part.fileName), std::string(part.bytes)});
  (isImage ? form.imageTypes : form.audioTypes).push_back(typeOf(part.type));
  return {};
}

Result<void> addKept(Services& services, InspireForm& form, const FormPart& part) {
  const auto kept = readKept(services.store, part.bytes);
  if (!kept) return tl::unexpected(kept.error());
  FormPart file{part.name == "imageRef" ? "image" : "audio", kept->info.name, kept->info.type, kept->bytes};
  return addFile(form, file, store::kMaxMediaBytes);
}

Result<void> takePart(Services& services, InspireForm& form, const FormPart& part) {
  const std::string text(part.bytes);
  if (part.name == "image") return addFile(form, part, media::kMaxPictureBytes);
  if (part.name == "audio") return addFile(form, part, media::kMaxInputBytes);
  if (part.name == "imageRef" || part.name == "audioRef") return addKept(services, form, part);
  if (text.size() > 64u << 10) return fail(ErrorCode::TooLarge, part.name + ": longer than 64 KB");
  if (part.name == "text") {
    form.input.text = text;
  } else if (part.name == "textWeight") {
    const auto weight = weightOf(text, part.name);
    if (!weight) return tl::unexpected(weight.error());
    form.input.textWeight = *weight;
  } else if (part.name == "imageWeight") {
    form.imageWeights = text;
  } else if (part.name == "audioWeight") {
    form.audioWeights = text;
  } else if (part.name == "keywords") {
    auto added = inspire::parseWeighedKeywords(text);
    if (!added) return tl::unexpected(added.error());
    form.input.edits.add = *std::move(added);
  } else if (part.name == "without") {
    form.input.edits.without = listOf(text);
  } else if (part.name == "pin") {
    form.input.edits.pin = listOf(text);
  } else if (part.name == "share") {
    auto sharing = sharingOf(text);
    if (!sharing) return tl::unexpected(sharing.error());
    form.input.sharing = *sharing;
  } else if (part.name == "keep") {
    form.keep = text == "true";
  } else {
    return fail(ErrorCode::InvalidArgument, fmt::format("the form has a field '{}' that is not known here", part.name));
  }
  return {};
}

Result<InspireForm> formOf(Services& services, const Request& request) {
  const auto parts = parseMultipart(request.header("content-type"), request.body);
  if (!parts) return tl::unexpected(parts.error());
  InspireForm form;
  for (const auto& part : *parts)
    if (auto taken = takePart(services, form, part); !taken) return tl::unexpected(taken.error());
  if (auto set = setWeights(form.input.images, form.imageWeights, "imageWeight"); !set)
    return tl::unexpected(set.error());
  if (auto set = setWeights(form.input.sounds, form.audioWeights, "audioWeight"); !set)
    return tl::unexpected(set.error());
  return form;
}

/// The form and who reads it.
struct ReadingQuestion {
  InspireForm form;
  const app::Engine* engine;
};

Result<ReadingQuestion> readingQuestionOf(Services& services, const Request& request) {
  auto form = formOf(services, request);
  if (!form) return tl::unexpected(form.error());
  const auto engine = services.engines.get(app::PriorSet::Open);
  if (!engine) return tl::unexpected(engine.error());
  form->input.languageModels = (*engine)->languageModels();
  return ReadingQuestion{*std::move(form), *engine};
}

Response previewReading(Services& services, const Request& request) {
  const auto question = readingQuestionOf(services, request);
  if (!question) return problemAnswer(request, question.error());
  const auto sending = app::previewReading(question->engine->reader(), services.senses, question->form.input);
  return sending ? jsonAnswer(wire::sendingJson(*sending)) : problemAnswer(request, sending.error());
}

Response inspire(Services& services, const Request& request) {
  const auto question = readingQuestionOf(services, request);
  if (!question) return problemAnswer(request, question.error());
  const auto& form = question->form;
  const auto brief = app::readInspirations(question->engine->reader(), services.senses, form.input);
  if (!brief) return problemAnswer(request, brief.error());
  std::vector<store::MediaInfo> kept;
  if (form.keep) {
    const auto keepAll = [&](const std::vector<app::MediaInput>& files, const std::vector<std::string>& types) {
      for (std::size_t i = 0; i < files.size(); ++i) {
        auto info = services.store.media().put(files[i].bytes, types[i], files[i].name);
        if (!info) return std::optional(info.error());
        kept.push_back(*std::move(info));
      }
      return std::optional<Error>();
    };
    for (const auto& problem :
         {keepAll(form.input.images, form.imageTypes), keepAll(form.input.sounds, form.audioTypes)})
      if (problem) return problemAnswer(request, *problem);
  }
  return jsonAnswer(wire::inspiredJson(wire::toJson(*brief), kept));
}

}  // namespace

std::vector<HandlerRow> mediaHandlers() {
  return {{"inspire", inspire},
          {"previewReading", previewReading},
          {"listMedia", listMedia},
          {"keepMedia", keepMedia},
          {"readMedia", readMedia}};
}

}  // namespace amuse::server
