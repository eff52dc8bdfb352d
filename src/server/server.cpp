#include "server/server.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <thread>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/files.h"
#include "server/internal/gzip.h"
#include "server/multipart.h"
#include "server/internal/router.h"
#include "server/passwords.h"
#include "wire/answers.h"
#include "wire/openapi.h"

namespace amuse::server {
namespace {

constexpr std::size_t kQuickThreads = 6, kQuickQueue = 2048, kMediaThreads = 2, kMediaQueue = 16;
constexpr std::size_t kWaitingThreads = 8, kWaitingQueue = 64;
constexpr std::size_t kLeastPacked = 1024;
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' data: blob:; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; "
    "frame-ancestors 'none'";

bool isPackable(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
         type.find("xml") != std::string_view::npos || type == "audio/midi";
}

bool isEvents(std::string_view type) { return type.starts_with("text/event-stream"); }

/// 2026-11-28T15:00:00.123Z
std::string timeText(std::int64_t unixMs) {
  const std::time_t seconds = unixMs / 1000;
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  char text[32];
  const auto size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  return fmt::format("{}.{:03}Z", std::string_view(text, size), unixMs % 1000);
}

}  // namespace

/// The application the loop serves: admits heads, hands requests to workers, finishes answers.
class Server::Impl final : public Application {
 public:
  Impl(const ServerOptions& options, store::Store& store, const Clock& clock)
      : options_(options), store_(store), clock_(clock), senses_(options.home, kMediaThreads), jobs_(clock, [this] {
          loop_->wake();
        }) {}

  Result<void> open();
  void run();
  void stop() noexcept { loop_->stop(); }
  [[nodiscard]] std::string address() const {
    const bool isV6 = loop_->address().find(':') != std::string::npos;
    return fmt::format("http://{}{}{}:{}", isV6 ? "[" : "", loop_->address(), isV6 ? "]" : "", loop_->port());
  }

  Admission admit(Request& head) override;
  void handle(Request request, const Exchange& exchange) override;
  Response faulty(const Request& request, const HttpFault& fault) override;
  void everySecond() override;

 private:
  [[nodiscard]] std::optional<Response> refuse(Request& head, const wire::Route* route, const std::string& allowed);
  [[nodiscard]] Response answer(const Request& request);
  [[nodiscard]] Response finished(const Request& request, Response response);
  [[nodiscard]] WorkerPool& poolOf(const wire::Route& route, const Request& request);
  void log(const Request& request, const Response& response, double seconds);

  ServerOptions options_;
  long seconds_ = 0;
  store::Store& store_;
  const Clock& clock_;
  Router router_;
  Metrics metrics_;
  app::Senses senses_;
  std::unique_ptr<HttpLoop> loop_;
  JobBook jobs_;
  std::unique_ptr<Engines> engines_;
  std::unique_ptr<Players> players_;
  std::unique_ptr<Doorkeeper> doors_;
  std::unique_ptr<Services> services_;
  // Last, so that they end before what they use.
  std::unique_ptr<WorkerPool> quick_, chords_, media_, waiting_;
};

Result<void> Server::Impl::open() {
  LoopOptions loop;
  loop.host = options_.host;
  loop.port = options_.port;
  auto listening = HttpLoop::listen(loop);
  if (!listening) return tl::unexpected(listening.error());
  loop_ = *std::move(listening);
  doors_ = std::make_unique<Doorkeeper>(
      store_.records(), clock_,
      DoorOptions{loop_->address(), options_.allowedHosts, options_.behindProxy, options_.requestsPerSecond});
  const auto guarded = hasPassword(store_.records());
  if (!guarded) return tl::unexpected(guarded.error());
  if (!*guarded && doors_->isLoginNeeded())
    return fail(ErrorCode::InvalidArgument,
                fmt::format("--host {} can be reached by others; set a password first: amuse password --data DIR",
                            options_.host));
  auto engines = Engines::open(options_.home, options_.config, clock_);
  if (!engines) return tl::unexpected(engines.error());
  engines_ = *std::move(engines);
  auto players = Players::open(options_.home, kMediaThreads);
  if (!players) return tl::unexpected(players.error());
  players_ = *std::move(players);
  auto pages = PageFiles::read(options_.home);
  if (!pages) return tl::unexpected(pages.error());
  const auto schema = readFile(options_.home / "data" / "song.schema.json", 1u << 20);
  if (!schema) return tl::unexpected(schema.error());

  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  quick_ = std::make_unique<WorkerPool>(kQuickThreads, kQuickQueue);
  chords_ =
      std::make_unique<WorkerPool>(options_.chordThreads > 0 ? options_.chordThreads : cores, options_.chordQueue);
  media_ = std::make_unique<WorkerPool>(kMediaThreads, kMediaQueue);
  waiting_ = std::make_unique<WorkerPool>(kWaitingThreads, kWaitingQueue);
  services_ = std::make_unique<Services>(Services{options_.home, clock_, store_, *loop_, *engines_, *players_, senses_,
                                                  metrics_, jobs_, *doors_, *quick_, *chords_, *media_, *waiting_,
                                                  wire::openApi(*schema), *std::move(pages)});
  return {};
}

void Server::Impl::run() {
  loop_->run(*this);
  for (auto* pool : {quick_.get(), chords_.get(), media_.get(), waiting_.get()}) pool->finish();
}

void Server::Impl::everySecond() {
  jobs_.sweep();
  constexpr int kHour = 3600;
  if (++seconds_ % kHour == 0 && !quick_->submit([this] { (void)store_.records().removeExpired(); })) seconds_ = 0;
}

std::optional<Response> Server::Impl::refuse(Request& head, const wire::Route* route, const std::string& allowed) {
  const bool isApi = head.path.starts_with("/api/") || head.path == "/metrics";
  if (const auto refusal = doors_->checkOrigin(head, isApi)) return problemAnswer(head, *refusal);
  if (const auto refusal = doors_->checkRate(head)) return problemAnswer(head, *refusal);
  if (route == nullptr) {
    if (allowed.empty())
      return problemAnswer(head, 404, "NotFound", "there is nothing at this address; see /api/v1/openapi.json");
    return problemAnswer(head, 405, "MethodNotAllowed", "use " + allowed).with("Allow", allowed);
  }
  if (route->access == wire::Access::LoggedIn)
    if (const auto refusal = doors_->checkLogin(head)) return problemAnswer(head, *refusal);
  const std::string type = mediaTypeOf(head.header("content-type"));
  if (route->body == wire::BodyKind::Json && type != "application/json")
    return problemAnswer(head, 415, "Unsupported", "send JSON: Content-Type: application/json");
  if (route->body == wire::BodyKind::Form && type != "multipart/form-data")
    return problemAnswer(head, 415, "Unsupported", "send a form: Content-Type: multipart/form-data");
  return std::nullopt;
}

Admission Server::Impl::admit(Request& head) {
  head.id = randomId();
  head.arrivedSeconds = clock_.steadySeconds();
  auto match = router_.find(head.method, head.path);
  head.route = match.index;
  head.matched = std::move(match.matched);
  const wire::Route* route = match.index < 0 ? nullptr : &wire::routes()[static_cast<std::size_t>(match.index)];
  if (auto refusal = refuse(head, route, match.allowed)) return {finished(head, *std::move(refusal)), 0};
  return {std::nullopt, route->bodyBytes};
}

WorkerPool& Server::Impl::poolOf(const wire::Route& route, const Request& request) {
  // A stream only begins here; its work is put into the right queue by its handler.
  if (route.streams && request.header("accept").find("text/event-stream") != std::string_view::npos) return *quick_;
  return route.lane == wire::Lane::Quick ? *quick_ : route.lane == wire::Lane::Chords ? *chords_ : *media_;
}

void Server::Impl::handle(Request request, const Exchange& exchange) {
  const auto& route = wire::routes()[static_cast<std::size_t>(request.route)];
  auto& pool = poolOf(route, request);
  request.gone = exchange.gone;
  const auto shared = std::make_shared<Request>(std::move(request));
  const bool taken = pool.submit([this, shared, exchange] {
    // Nobody waits for this any more; edits are made all the same, for they may have been meant.
    const auto lane = wire::routes()[static_cast<std::size_t>(shared->route)].lane;
    if (lane != wire::Lane::Quick && exchange.gone.stop_requested()) return loop_->answer(exchange, {204});
    loop_->answer(exchange, finished(*shared, answer(*shared)));
  });
  if (taken) return;
  metrics_.countBusy();
  const Refusal busy{503, "Unavailable", "too many requests wait already; try again soon", 1};
  loop_->answer(exchange, finished(*shared, problemAnswer(*shared, busy)));
}

Response Server::Impl::answer(const Request& request) {
  try {
    return router_.handlerOf(request.route)(*services_, request);
  } catch (const std::exception&) {
    return problemAnswer(request, Error{ErrorCode::Internal, "a fault of ours; the log has the request's id", {}});
  }
}

Response Server::Impl::faulty(const Request& request, const HttpFault& fault) {
  Request named;
  named.id = request.id.empty() ? randomId() : request.id;
  named.method = request.method;
  named.peer = request.peer;
  named.route = request.id.empty() ? -1 : request.route;
  named.arrivedSeconds = request.id.empty() ? clock_.steadySeconds() : request.arrivedSeconds;
  const std::string_view code = fault.status == 413   ? "TooLarge"
                                : fault.status == 503 ? "Unavailable"
                                : fault.status == 408 ? "Timeout"
                                                      : "BadRequest";
  Response response = problemAnswer(named, fault.status, code, fault.message);
  if (fault.status == 503) response.with("Retry-After", "2");
  return finished(named, std::move(response));
}

Response Server::Impl::finished(const Request& request, Response response) {
  response.with("X-Request-Id", request.id)
      .with("X-Content-Type-Options", "nosniff")
      .with("Referrer-Policy", "no-referrer");
  response.with("Cross-Origin-Resource-Policy", "same-origin").with("X-Frame-Options", "DENY");
  const auto has = [&](std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& h) { return h.name == name; });
  };
  if (!has("Cache-Control")) response.with("Cache-Control", "no-store");
  // "Not modified" has none: a browser would put it in the place of the one that came with the page it keeps.
  if (response.status != 304 && !has("Content-Security-Policy"))
    response.with("Content-Security-Policy", response.type.starts_with("text/html")
                                                 ? std::string(kPagePolicy)
                                                 : "default-src 'none'; frame-ancestors 'none'");
  if (!isEvents(response.type) && isPackable(response.type) && !has("Vary")) {
    response.with("Vary", "Accept-Encoding");
    if (response.body.size() >= kLeastPacked && acceptsGzip(request.header("accept-encoding")))
      if (std::string packed = gzipped(response.body); !packed.empty() && packed.size() < response.body.size()) {
        response.body = std::move(packed);
        response.with("Content-Encoding", "gzip");
      }
  }
  const double seconds = clock_.steadySeconds() - request.arrivedSeconds;
  metrics_.count(request.route, response.status, seconds);
  if (options_.logRequests) log(request, response, seconds);
  return response;
}

/// One JSON object a line: what was asked of us and how it went, never what was said.
void Server::Impl::log(const Request& request, const Response& response, double seconds) {
  const auto operation =
      request.route < 0 ? std::string_view("none") : wire::routes()[static_cast<std::size_t>(request.route)].id;
  const char* level = response.status >= 500 ? "error" : response.status >= 400 ? "warning" : "info";
  const std::string line = fmt::format(
      "{{\"time\":\"{}\",\"level\":\"{}\",\"event\":\"request\",\"id\":\"{}\",\"operation\":\"{}\",\"status\":{},"
      "\"ms\":{:.2f},\"bytesIn\":{},\"bytesOut\":{}}}\n",
      timeText(clock_.unixMilliseconds()), level, request.id, operation, response.status, 1000 * seconds,
      request.body.size(), response.body.size());
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(const ServerOptions& options, store::Store& store, const Clock& clock) {
  auto impl = std::make_unique<Impl>(options, store, clock);
  if (auto opened = impl->open(); !opened) return tl::unexpected(opened.error());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::string Server::address() const { return impl_->address(); }
void Server::run() { impl_->run(); }
void Server::stop() noexcept { impl_->stop(); }

}  // namespace amuse::server
