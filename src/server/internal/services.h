#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/models.h"
#include "app/render.h"
#include "app/senses.h"
#include "base/clock.h"
#include "server/internal/doorkeeper.h"
#include "server/internal/http_loop.h"
#include "server/internal/jobs.h"
#include "server/internal/metrics.h"
#include "server/internal/page_files.h"
#include "server/internal/worker_pool.h"
#include "store/store.h"

/// What the handlers answer with: opened once, shared by all requests.
namespace amuse::server {

/// The engines: the open one at once, the research one with the first request that wants it. Thread-safe.
class Engines final {
 public:
  /// @param config  Of language models; empty: the usual place. Errors: Unavailable (models); the configuration's,
  /// where language models are configured.
  [[nodiscard]] static Result<std::unique_ptr<Engines>> open(std::filesystem::path home, const std::string& config,
                                                             const Clock& clock);
  Engines(std::filesystem::path home, app::Engine open) : home_(std::move(home)), open_(std::move(open)) {}
  /// Errors: Unavailable. Lives as long as this object.
  [[nodiscard]] Result<const app::Engine*> get(app::PriorSet prior);

 private:
  std::filesystem::path home_;
  app::Engine open_;
  std::mutex mutex_;
  std::unique_ptr<const app::Engine> research_;
};

/// Players, one a worker that makes sound at the same time; each keeps its media process. Thread-safe.
class Players final {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Players>> open(const std::filesystem::path& home, std::size_t count);
  /// For what needs no media process: notes, MIDI.
  [[nodiscard]] const app::Player& shared() const noexcept { return players_.front()->player; }
  /// A file of sound; waits for a player. Errors: Player::sound's.
  [[nodiscard]] Result<std::string> sound(const song::Song& song, const app::PlayOptions& how,
                                          media::AudioFormat format);

 private:
  struct Seat {
    explicit Seat(app::Player given) : player(std::move(given)) {}
    app::Player player;
    std::mutex mutex;
  };
  std::vector<std::unique_ptr<Seat>> players_;
};

struct Services {
  std::filesystem::path home;
  const Clock& clock;
  store::Store& store;
  HttpLoop& loop;
  Engines& engines;
  Players& players;
  app::Senses& senses;
  Metrics& metrics;
  JobBook& jobs;
  Doorkeeper& doors;
  WorkerPool &quick, &chords, &media, &waiting;  ///< waiting: for what mostly waits for language models.
  std::string openApi;
  PageFiles pages;
};

/// Answers one route's requests; runs on a worker.
using Handler = Response (*)(Services&, const Request&);

struct HandlerRow {
  std::string_view id;  ///< Of the route.
  Handler handler;
};
/// The handlers, a table a file; together one for every route.
[[nodiscard]] std::vector<HandlerRow> songHandlers();
[[nodiscard]] std::vector<HandlerRow> chordHandlers();
[[nodiscard]] std::vector<HandlerRow> suggestHandlers();
[[nodiscard]] std::vector<HandlerRow> jobHandlers();
[[nodiscard]] std::vector<HandlerRow> transcribeHandlers();
[[nodiscard]] std::vector<HandlerRow> playHandlers();
[[nodiscard]] std::vector<HandlerRow> mediaHandlers();
[[nodiscard]] std::vector<HandlerRow> systemHandlers();

// Files. -------------------------------------------------------------------------------------------------------------

/// A file's name as it may be kept and shown: valid UTF-8 without control characters, not too long; else "file".
[[nodiscard]] std::string cleanName(std::string name);

/// A kept picture or sound with its bytes.
struct KeptFile {
  store::MediaInfo info;
  std::string bytes;
};
/// @param reference  As songs name it: "media:ID". Errors: NotFound, also for what is no reference.
[[nodiscard]] Result<KeptFile> readKept(store::Store& store, std::string_view reference);

// Answers. -----------------------------------------------------------------------------------------------------------

[[nodiscard]] Response jsonAnswer(std::string json, int status = 200);
[[nodiscard]] Response problemAnswer(const Request& request, int status, std::string_view code, std::string detail,
                                     const std::string& conflictJson = {});
[[nodiscard]] Response problemAnswer(const Request& request, const Error& error);
[[nodiscard]] Response problemAnswer(const Request& request, const Refusal& refusal);
/// Adds the tag, and answers 304 where the client has what it names already.
[[nodiscard]] Response tagged(const Request& request, Response response, const std::string& tag,
                              const std::string& cacheControl = "private, no-cache");

/// A whole number of the query within a range; the default when it is not given. Errors: InvalidArgument.
[[nodiscard]] Result<std::int64_t> numberParameter(const Request& request, std::string_view name, std::int64_t low,
                                                   std::int64_t high, std::int64_t otherwise);
/// true or false. Errors: InvalidArgument.
[[nodiscard]] Result<bool> flagParameter(const Request& request, std::string_view name);

}  // namespace amuse::server
