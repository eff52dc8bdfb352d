#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What handlers see of HTTP: a whole request in, a whole answer (or a stream of events) out. No sockets.
namespace amuse::server {

struct Header {
  std::string name;  ///< Lower case.
  std::string value;
};

/// One request. Small until its body has come.
struct Request {
  std::string method;  ///< "GET"; as sent.
  std::string path;    ///< Percent-decoded, begins with '/', no "." or ".." segments, no control characters.
  std::string query;   ///< As sent, without the '?'.
  bool keepAlive = true, isHttp11 = true;
  std::vector<Header> headers;
  std::string body;
  std::string peer;                                          ///< The client's address without a port.
  int route = -1;                                            ///< In wire::routes(); -1: none.
  double arrivedSeconds = 0;                                 ///< On the server's steady clock.
  std::string id;                                            ///< Of this request; in the answer, the log and problems.
  std::vector<std::pair<std::string, std::string>> matched;  ///< The path's variables: {"id", "s..."}.
  std::stop_token gone;                                      ///< Stopped once nobody waits for the answer any more.

  /// The header's value; empty when it is missing. @param name  Lower case.
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
  [[nodiscard]] bool hasHeader(std::string_view name) const noexcept;
  /// A variable of the path; empty when the route has none of that name.
  [[nodiscard]] std::string variable(std::string_view name) const;
  /// The first query parameter of the name, decoded ('+' is a blank); nothing when missing.
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
  /// A cookie's value; empty when missing.
  [[nodiscard]] std::string_view cookie(std::string_view name) const noexcept;
};

/// A source of server-sent events. Thread-safe. One listener a connection.
class EventSource {
 public:
  virtual ~EventSource() = default;
  /// Text to send from a position on, at most `most` bytes or one event; moves the position on.
  virtual std::string take(std::uint64_t& position, std::size_t most) = 0;
  /// Nothing more will come after the position.
  [[nodiscard]] virtual bool isOver(std::uint64_t position) const = 0;
  virtual void joined() = 0;  ///< A listener came.
  virtual void left() = 0;    ///< A listener went, for whatever reason.
};

struct Response {
  int status = 200;
  std::string type = {};  ///< Content-Type; empty for no body.
  std::string body = {};
  std::vector<Header> headers = {};
  std::shared_ptr<EventSource> events = {};  ///< Instead of a body.
  std::uint64_t eventsFrom = 0;              ///< The position to begin at.
  bool close = false;                        ///< The connection ends with this answer.

  Response& with(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
};

/// "%41+b" -> "A b" (a '+' stays one when plusIsBlank is false); nothing for a broken escape.
[[nodiscard]] std::optional<std::string> percentDecoded(std::string_view text, bool plusIsBlank);
/// "Not Found" for 404.
[[nodiscard]] std::string_view reasonOf(int status) noexcept;

}  // namespace amuse::server
