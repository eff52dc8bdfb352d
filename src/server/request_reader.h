#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/http.h"

/// Bytes of a connection to requests: HTTP/1.1 and 1.0 as RFC 9112 has it, without its leniencies.
namespace amuse::server {

inline constexpr std::size_t kMaxHeadBytes = 16u << 10;  ///< Request line and all headers.
inline constexpr std::size_t kMaxTargetBytes = 4096;
inline constexpr std::size_t kMaxHeaders = 64;

/// Why a request cannot be read: the status to answer with and one line for the client.
struct HttpFault {
  int status = 400;
  std::string message;
};

/// Reads one request after the other. Feed it bytes; when the head is there, decide on the body.
///
/// Refused: bare line feeds, folded headers, blanks before a colon, control characters, both or several lengths,
/// codings other than chunked, targets that are no path, encoded NUL and slashes, dot segments.
class RequestReader final {
 public:
  enum class State { Head, Decide, Body, Whole, Failed };

  /// Takes bytes until something is to be decided; returns how many it took.
  std::size_t feed(std::string_view bytes);
  [[nodiscard]] State state() const noexcept { return state_; }
  [[nodiscard]] bool hasBegun() const noexcept { return !head_.empty() || state_ != State::Head; }

  /// In Decide: the head is there. The announced length; nothing for a chunked body.
  [[nodiscard]] std::optional<std::size_t> announcedBytes() const noexcept;
  [[nodiscard]] bool wantsContinue() const noexcept { return wantsContinue_; }
  /// In Decide: take the body up to a limit. Without a body the request is whole at once.
  void acceptBody(std::size_t limit);

  [[nodiscard]] Request& request() noexcept { return request_; }
  [[nodiscard]] const HttpFault& fault() const noexcept { return fault_; }
  [[nodiscard]] std::size_t bodyBytes() const noexcept { return request_.body.size(); }
  /// After Whole: takes the request away and waits for the next.
  [[nodiscard]] Request take();

 private:
  enum class Chunk { Size, Data, DataEnd, Trailer };
  void fail(int status, std::string message);
  void parseHead(std::string_view head);
  void parseRequestLine(std::string_view line);
  void parseTarget(std::string_view target);
  void parseHeader(std::string_view line);
  void finishHead();
  void setLength(std::string_view value);
  std::size_t feedHead(std::string_view bytes);
  std::size_t feedBody(std::string_view bytes);
  std::size_t feedChunks(std::string_view bytes);
  void chunkLine();

  State state_ = State::Head;
  Chunk chunk_ = Chunk::Size;
  std::string head_, line_;
  Request request_;
  HttpFault fault_;
  bool chunked_ = false, wantsContinue_ = false;
  std::optional<std::size_t> length_;
  std::size_t limit_ = 0, left_ = 0, trailerBytes_ = 0;
};

}  // namespace amuse::server
