#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "server/http.h"
#include "server/request_reader.h"

/// Sockets: one thread that accepts, reads, writes and times out, so that no client, however slow, holds a worker.
/// Why not a library with a thread a connection: docs/decisions/020-own-http-front.md.
namespace amuse::server {

/// Where an answer goes. Copyable; answer at most once, from any thread.
struct Exchange {
  std::uint64_t connection = 0;
  std::stop_token gone = {};  ///< Stopped once the client has hung up.
};

/// What to do with a request whose head has come.
struct Admission {
  std::optional<Response> refusal = {};  ///< Answer this and read no body.
  std::size_t bodyLimit = 0;
};

/// What the loop serves. Called from the loop's thread only; must not block.
class Application {
 public:
  virtual ~Application() = default;
  [[nodiscard]] virtual Admission admit(Request& head) = 0;
  /// A whole request; whoever takes it calls HttpLoop::answer with the exchange.
  virtual void handle(Request request, const Exchange& exchange) = 0;
  /// What to tell a client whose request cannot be read, or came too slowly.
  [[nodiscard]] virtual Response faulty(const Request& request, const HttpFault& fault) = 0;
  virtual void everySecond() {}
};

struct LoopOptions {
  std::string host = "127.0.0.1";
  int port = 8410;                      ///< 0: any free one.
  std::size_t maxConnections = 4000;    ///< Beyond, the one idle longest makes room.
  std::size_t maxStreams = 64;          ///< Event streams at once.
  std::size_t maxBodyBytes = 96 << 20;  ///< Of all uploads being read, together.
  double headSeconds = 10, idleSeconds = 60, stallSeconds = 20;
  double bytesPerSecond = 16 << 10;  ///< What bodies must bring, and answers must take, after the stall time.
  double drainSeconds = 10;          ///< What a stop leaves to requests that are being answered.
};

struct LoopCounts {
  std::size_t connections = 0, streams = 0, bodyBytes = 0;
  std::uint64_t accepted = 0, refused = 0, timedOut = 0;
};

class HttpLoop final {
 public:
  /// Binds and listens. Errors: InvalidArgument (no such host), Unavailable (port in use; the message says what to do).
  [[nodiscard]] static Result<std::unique_ptr<HttpLoop>> listen(const LoopOptions& options);
  ~HttpLoop();
  [[nodiscard]] int port() const noexcept;
  [[nodiscard]] const std::string& address() const noexcept;  ///< "127.0.0.1", the numeric address bound.

  void run(Application& application);  ///< Until stop(); then answers what is being answered and returns.
  void stop() noexcept;                ///< From any thread or a signal handler.
  void answer(const Exchange& exchange, Response response);  ///< From any thread.
  void wake() noexcept;                                      ///< Event sources have something new. From any thread.
  [[nodiscard]] LoopCounts counts() const noexcept;          ///< From any thread.
  [[nodiscard]] bool isStopping() const noexcept;

 private:
  class Impl;
  explicit HttpLoop(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace amuse::server
