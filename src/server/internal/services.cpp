#include "server/internal/services.h"

#include "app/language_models.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "wire/answers.h"

namespace amuse::server {

Result<std::unique_ptr<Engines>> Engines::open(std::filesystem::path home, const std::string& config,
                                               const Clock& clock) {
  auto engine = app::Engine::open(home, app::PriorSet::Open);
  if (!engine) return tl::unexpected(engine.error());
  auto languageModels = app::openLanguageModels(home, config, clock);
  if (!languageModels) return tl::unexpected(languageModels.error());
  engine->useLanguageModels(*std::move(languageModels));
  return std::make_unique<Engines>(std::move(home), *std::move(engine));
}

Result<const app::Engine*> Engines::get(app::PriorSet prior) {
  if (prior == app::PriorSet::Open) return &open_;
  const std::scoped_lock lock(mutex_);
  if (!research_) {
    auto engine = app::Engine::open(home_, prior);
    if (!engine) return tl::unexpected(engine.error());
    engine->useLanguageModels(open_.languageModels());
    research_ = std::make_unique<const app::Engine>(*std::move(engine));
  }
  return research_.get();
}

Result<std::unique_ptr<Players>> Players::open(const std::filesystem::path& home, std::size_t count) {
  auto players = std::make_unique<Players>();
  for (std::size_t i = 0; i < count; ++i) {
    auto player = app::Player::open(home);
    if (!player) return tl::unexpected(player.error());
    players->players_.push_back(std::make_unique<Seat>(*std::move(player)));
  }
  return players;
}

Result<std::string> Players::sound(const song::Song& song, const app::PlayOptions& how, media::AudioFormat format) {
  for (const auto& seat : players_)
    if (const std::unique_lock lock(seat->mutex, std::try_to_lock); lock.owns_lock())
      return seat->player.sound(song, how, format);
  const std::scoped_lock lock(players_.back()->mutex);
  return players_.back()->player.sound(song, how, format);
}

std::string cleanName(std::string name) {
  for (char& c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  if (name.size() > store::kMaxNameBytes || findInvalidUtf8(name) != std::string::npos) return "file";
  return name;
}

Result<KeptFile> readKept(store::Store& store, std::string_view reference) {
  const auto id = store::mediaIdOf(reference);
  if (!id) return fail(ErrorCode::NotFound, "it is not kept here; kept files are named media:ID");
  auto info = store.media().find(*id);
  if (!info) return tl::unexpected(info.error());
  auto bytes = store.media().read(*id);
  if (!bytes) return tl::unexpected(bytes.error());
  return KeptFile{*std::move(info), *std::move(bytes)};
}

Response jsonAnswer(std::string json, int status) { return {status, "application/json", std::move(json)}; }

Response problemAnswer(const Request& request, int status, std::string_view code, std::string detail,
                       const std::string& conflictJson) {
  wire::Problem problem{status, reasonOf(status), code, std::move(detail), request.id, {}, conflictJson};
  return {status, "application/problem+json", wire::toJson(problem)};
}

Response problemAnswer(const Request& request, const Error& error) {
  const int status = wire::httpStatusOf(error.code);
  const wire::Problem problem{
      status, reasonOf(status), amuse::toText(error.code), error.message, request.id, error.offset, {}};
  Response response{status, "application/problem+json", wire::toJson(problem)};
  if (status == 503) response.with("Retry-After", "2");
  return response;
}

Response problemAnswer(const Request& request, const Refusal& refusal) {
  Response response = problemAnswer(request, refusal.status, refusal.code, refusal.detail);
  if (refusal.retryAfterSeconds > 0)
    response.with("Retry-After", std::to_string(static_cast<long>(std::ceil(refusal.retryAfterSeconds))));
  if (refusal.status == 401) response.with("WWW-Authenticate", "Bearer");
  return response;
}

Response tagged(const Request& request, Response response, const std::string& tag, const std::string& cacheControl) {
  // Weak: the same answer may go out packed or not.
  const std::string entity = "W/\"" + tag + "\"";
  for (const auto one : split(request.header("if-none-match"), ','))
    if (trim(one) == entity || trim(one) == "*") {
      response.status = 304;
      response.body.clear();
      response.type.clear();
      break;
    }
  return response.with("ETag", entity).with("Cache-Control", cacheControl);
}

Result<std::int64_t> numberParameter(const Request& request, std::string_view name, std::int64_t low, std::int64_t high,
                                     std::int64_t otherwise) {
  const auto text = request.parameter(name);
  if (!text) return otherwise;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error == std::errc() && end == text->data() + text->size() && number >= low && number <= high) return number;
  return fail(ErrorCode::InvalidArgument, fmt::format("{}: use a whole number from {} to {}", name, low, high));
}

Result<bool> flagParameter(const Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text || *text == "false") return false;
  if (*text == "true") return true;
  return fail(ErrorCode::InvalidArgument, fmt::format("{}: use true or false", name));
}

}  // namespace amuse::server
