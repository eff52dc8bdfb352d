#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "server/http.h"
#include "server/request_reader.h"

/// One client's connection, as the loop keeps it.
namespace amuse::server {

enum class Phase {
  Reading,    ///< A request is awaited or being read.
  Waiting,    ///< Its answer is being made.
  Writing,    ///< The answer is being sent.
  Streaming,  ///< Events are being sent.
  Draining,   ///< The last answer is out; what still comes is thrown away, so that it arrives.
};

/// What a read or write on the socket came to.
enum class Io { Done, Again, Closed };

struct Connection {
  Connection(int socket, std::uint64_t number, std::string address)
      : fd(socket), id(number), peer(std::move(address)) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();  ///< Closes the socket and leaves the stream.

  /// Reads once; bytes that are no request's yet are kept in `in`.
  [[nodiscard]] Io receive();
  /// Sends what is in `out`.
  [[nodiscard]] Io send();
  /// Puts an answer's head and body into `out`.
  void put(const Response& response, bool keepAlive, bool isStopping);
  /// Moves events from the stream into `out`, as far as there is room; ends the stream when it is over.
  void pullEvents(double now);
  void beginStream(const Response& response, double now);
  void endStream();

  int fd;
  std::uint64_t id;
  std::string peer;
  Phase phase = Phase::Reading;
  RequestReader reader;
  std::string in, out;
  std::size_t sent = 0;  ///< Of `out`.
  bool closeAfter = false, isHead = false, keepAlive = true, isHttp11 = true;
  double since = 0;     ///< When the phase began, or the stream last had news.
  double deadline = 0;  ///< When it ends, come what may.
  std::size_t drained = 0;
  std::shared_ptr<EventSource> events;
  std::uint64_t position = 0;
  bool lastChunk = false;
  std::stop_source gone;  ///< Stopped when the client hangs up.
};

}  // namespace amuse::server
