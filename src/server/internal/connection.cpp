#include "server/internal/connection.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>

namespace amuse::server {
namespace {

constexpr std::size_t kReadBytes = 64u << 10;
constexpr std::size_t kMaxStreamBacklog = 256u << 10;
constexpr double kHeartbeatSeconds = 15;

std::string dateNow() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::array<char, 40> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

std::string headOf(const Response& response, bool keepAlive) {
  std::string head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\nConnection: {}\r\n", response.status,
                                 reasonOf(response.status), dateNow(), keepAlive ? "keep-alive" : "close");
  if (!response.type.empty()) head += fmt::format("Content-Type: {}\r\n", response.type);
  for (const auto& [name, value] : response.headers) head += fmt::format("{}: {}\r\n", name, value);
  return head;
}

}  // namespace

Connection::~Connection() {
  endStream();
  gone.request_stop();
  ::close(fd);
}

Io Connection::receive() {
  // One thread reads for all connections: one buffer is enough, and 4,000 idle ones need none.
  thread_local std::array<char, kReadBytes> buffer;
  const auto count = ::recv(fd, buffer.data(), buffer.size(), 0);
  if (count > 0) {
    in.append(buffer.data(), static_cast<std::size_t>(count));
    return Io::Done;
  }
  return count < 0 && (errno == EAGAIN || errno == EINTR) ? Io::Again : Io::Closed;
}

Io Connection::send() {
  while (sent < out.size()) {
    const auto count = ::send(fd, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN ? Io::Again : Io::Closed;
    sent += static_cast<std::size_t>(count);
  }
  out.clear();
  if (out.capacity() > kReadBytes) out.shrink_to_fit();
  sent = 0;
  return Io::Done;
}

void Connection::put(const Response& response, bool mayKeep, bool isStopping) {
  closeAfter = !mayKeep || response.close || isStopping;
  out += headOf(response, !closeAfter);
  if (response.status != 204 && response.status != 304)
    out += fmt::format("Content-Length: {}\r\n", response.body.size());
  out += "\r\n";
  if (!isHead && response.status != 204 && response.status != 304) out += response.body;
}

void Connection::beginStream(const Response& response, double now) {
  closeAfter = true;
  out += headOf(response, false) + (isHttp11 ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n");
  events = response.events;
  position = response.eventsFrom;
  events->joined();
  since = now;
  lastChunk = false;
}

void Connection::pullEvents(double now) {
  while (events && out.size() - sent < kMaxStreamBacklog) {
    std::string text = events->take(position, kMaxStreamBacklog);
    if (text.empty() && now - since >= kHeartbeatSeconds) text = ": still here\n\n";
    if (!text.empty()) {
      out += isHttp11 ? fmt::format("{:x}\r\n{}\r\n", text.size(), text) : text;
      since = now;
      continue;
    }
    if (events->isOver(position)) {
      endStream();
      lastChunk = true;
      if (isHttp11) out += "0\r\n\r\n";
    }
    return;
  }
}

void Connection::endStream() {
  if (events) events->left();
  events.reset();
}

}  // namespace amuse::server
