#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

/// The HTTP server: routes, limits, sessions, events. Music is made in `app`.
namespace amuse::server {

struct ServerOptions {
  std::filesystem::path home;  ///< The folder with models/ and data/.
  std::string host = "127.0.0.1";
  int port = 8410;                          ///< 0: any free one.
  std::vector<std::string> allowedHosts;    ///< Names clients may call it by, beside this machine's own.
  bool behindProxy = false;                 ///< Believe X-Forwarded-For and X-Forwarded-Proto.
  std::optional<double> requestsPerSecond;  ///< For each address or token; nothing: 50, this machine unlimited.
  std::size_t chordThreads = 0;             ///< 0: one a core.
  std::size_t chordQueue = 256;             ///< Beyond: 503 and Retry-After.
  bool logRequests = true;
  std::string config = {};  ///< The configuration of language models; empty: the usual place (llm::settingsPath).
};

/// One running server. Everything it serves lies in the store; it may be killed at any time.
class Server final {
 public:
  /// Opens the models and listens. Errors: InvalidArgument (another host than this machine's without a password, no
  /// such host); Unavailable (port in use, missing models). The store and the clock outlive the server.
  [[nodiscard]] static Result<std::unique_ptr<Server>> open(const ServerOptions& options, store::Store& store,
                                                            const Clock& clock);
  ~Server();
  [[nodiscard]] std::string address() const;  ///< "http://127.0.0.1:8410".
  void run();                                 ///< Until stop(); what is being answered is answered first.
  void stop() noexcept;                       ///< From any thread or signal handler.

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace amuse::server
