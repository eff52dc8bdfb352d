#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "server/http.h"
#include "server/internal/rate_limit.h"
#include "store/records.h"

/// Who comes in: names this server answers to, pages that may ask, logins, tokens, how often.
namespace amuse::server {

struct DoorOptions {
  std::string boundAddress = "127.0.0.1";
  std::vector<std::string> allowedHosts;    ///< Names beside this machine's own.
  bool behindProxy = false;                 ///< The client's address and scheme come in X-Forwarded-For and -Proto.
  std::optional<double> requestsPerSecond;  ///< For each address or token; nothing: 50, this machine unlimited.
};

/// Why somebody is turned away.
struct Refusal {
  int status = 403;
  std::string_view code;
  std::string detail;
  double retryAfterSeconds = 0;
};

inline constexpr std::string_view kSessionCookie = "amuse_session";
inline constexpr std::int64_t kSessionMs = 30LL * 24 * 3600 * 1000;

/// Thread-safe. Everything but logIn is quick.
class Doorkeeper final {
 public:
  Doorkeeper(store::RecordStore& records, const Clock& clock, DoorOptions options);

  /// Host and Origin, against DNS rebinding and forged requests of other pages. @param isApi  Not the page itself.
  [[nodiscard]] std::optional<Refusal> checkOrigin(const Request& request, bool isApi) const;
  /// How often this client may ask.
  [[nodiscard]] std::optional<Refusal> checkRate(const Request& request);
  /// Whether the request has a session or token, where one is needed.
  [[nodiscard]] std::optional<Refusal> checkLogin(const Request& request);

  [[nodiscard]] bool isLoginNeeded();
  [[nodiscard]] bool isLoggedIn(const Request& request) { return isLoginNeeded() ? knows(request) : true; }
  /// A Set-Cookie value. One at a time: another that comes meanwhile is asked to come again.
  [[nodiscard]] tl::expected<std::string, Refusal> logIn(const Request& request, const std::string& password);
  /// Ends the session; gives a Set-Cookie value that forgets it.
  std::string logOut(const Request& request);
  /// The client, as far as it can be believed.
  [[nodiscard]] std::string addressOf(const Request& request) const;

 private:
  [[nodiscard]] bool answersTo(std::string_view host) const;
  [[nodiscard]] bool knows(const Request& request);
  [[nodiscard]] bool isFiled(std::string_view kind, std::string_view secret);
  [[nodiscard]] std::string cookieFor(const Request& request, const std::string& value, std::int64_t seconds) const;

  store::RecordStore& records_;
  const Clock& clock_;
  DoorOptions options_;
  bool isLoopback_;
  std::string machineName_;
  RateLimit rate_, guesses_, allGuesses_;
  std::mutex login_, cacheMutex_;
  std::unordered_map<std::string, double> known_;  ///< File names of good secrets, until when they are believed.
  double passwordAskedAt_ = -1e9;
  bool hasPassword_ = false;
};

}  // namespace amuse::server
