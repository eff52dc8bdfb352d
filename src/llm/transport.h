#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

/// HTTP as the providers' adapters need it: one exchange, its answer in pieces. Two kinds: libcurl, and recorded ones.
namespace amuse::llm {

struct HttpExchange {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;  ///< Without the secret one.
  std::string secretHeader;         ///< The name of the header that holds the key; empty: none.
  std::string secretPrefix;         ///< "Bearer " before it.
  std::string_view secret;          ///< Borrowed for the call.
  std::optional<std::string> body;  ///< POST when there is one, else GET.
  std::string caFile;               ///< Certificates to trust besides the system's.
  double connectSeconds = 2, firstBytesSeconds = 8, idleSeconds = 10, totalSeconds = 60;
  /// Called at least every kWaitingSeconds while the exchange goes on, on its thread. False: that is enough. May be
  /// empty. Recorded exchanges do not wait.
  std::function<bool()> whileWaiting = {};
};
inline constexpr double kWaitingSeconds = 0.1;

struct HttpHead {
  int status = 0;
  std::string contentType;                       ///< Lower case, without parameters.
  std::optional<double> retryAfterSeconds = {};  ///< Of Retry-After, in seconds or as a date; 0 for a past one.
  bool isEnough = false;                         ///< The taker of the bytes broke it off.
};

/// Takes the answer's body in pieces, with the head. False: that is enough, the connection is closed at once.
using ByteSink = std::function<bool(const HttpHead&, std::string_view)>;

class Transport {
 public:
  virtual ~Transport() = default;
  /// Any status is an answer, not an error; redirections are not followed.
  /// Errors: Unavailable (no such host, refused, broken off, no trust in its certificate), Timeout, Cancelled.
  /// Messages name the host, never a header or a body. Blocks. Thread-safe.
  [[nodiscard]] virtual Result<HttpHead> send(const HttpExchange& exchange, const ByteSink& sink,
                                              std::stop_token stop) const = 0;
};

/// The real one. A stop or a full taker closes the connection within a few milliseconds.
[[nodiscard]] std::unique_ptr<const Transport> makeCurlTransport();

}  // namespace amuse::llm
