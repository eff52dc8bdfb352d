#include <sys/socket.h>

#include <algorithm>

#include "server/internal/http_loop_impl.h"

/// From bytes to requests and from answers to bytes, for one connection at a time.
namespace amuse::server {
namespace {

constexpr double kDrainAfterCloseSeconds = 1;
constexpr std::size_t kMaxDrainedBytes = 1u << 20;

}  // namespace

void HttpLoop::Impl::read(Connection& c) {
  const Io outcome = c.receive();
  if (outcome == Io::Closed) return drop(c.id);
  if (outcome == Io::Again) return;
  if (c.phase == Phase::Draining) {
    c.drained += c.in.size();
    c.in.clear();
    if (c.drained > kMaxDrainedBytes) drop(c.id);
    return;
  }
  process(c);
}

void HttpLoop::Impl::process(Connection& c) {
  using State = RequestReader::State;
  const std::uint64_t id = c.id;
  while (c.phase == Phase::Reading) {
    const bool wasBegun = c.reader.hasBegun();
    const std::size_t before = c.reader.bodyBytes();
    c.in.erase(0, c.reader.feed(c.in));
    bodies += c.reader.bodyBytes() - before;
    // A request that begins has a new deadline; its bytes do not move it.
    if (!wasBegun && c.reader.hasBegun()) enter(c, Phase::Reading, options_.headSeconds);
    if (c.reader.state() == State::Decide) decide(c);
    if (!open_.contains(id) || c.phase != Phase::Reading) return;
    if (c.reader.state() == State::Failed) return refuseBody(c, HttpFault(c.reader.fault()));
    if (c.reader.state() == State::Whole) {
      bodies -= c.reader.bodyBytes();
      Request request = c.reader.take();
      request.peer = c.peer;
      enter(c, Phase::Waiting, 1e9);
      return application_->handle(std::move(request), {c.id, c.gone.get_token()});
    }
    if (c.in.empty()) break;
  }
  if (c.in.capacity() > kMaxHeadBytes && c.in.empty()) c.in.shrink_to_fit();
  if (bodies.load() > options_.maxBodyBytes) shedUploads();
}

void HttpLoop::Impl::decide(Connection& c) {
  Request& head = c.reader.request();
  head.peer = c.peer;
  c.isHead = head.method == "HEAD";
  c.keepAlive = head.keepAlive;
  c.isHttp11 = head.isHttp11;
  const Admission admission = application_->admit(head);
  if (admission.refusal) {
    // The connection stays only where no body is left to read.
    const bool hasBody = c.reader.announcedBytes().value_or(1) > 0;
    if (hasBody) c.keepAlive = false;
    (void)c.reader.take();
    return respond(c, *admission.refusal);
  }
  c.reader.acceptBody(admission.bodyLimit);
  const double seconds =
      options_.stallSeconds +
      static_cast<double>(c.reader.announcedBytes().value_or(admission.bodyLimit)) / options_.bytesPerSecond;
  if (c.reader.state() == RequestReader::State::Body && c.reader.wantsContinue()) {
    c.out += "HTTP/1.1 100 Continue\r\n\r\n";
    if (c.send() == Io::Closed) return drop(c.id);
  }
  enter(c, Phase::Reading, seconds);
}

/// Answers what cannot be read; nothing more is read from this connection.
void HttpLoop::Impl::refuseBody(Connection& c, const HttpFault& fault) {
  bodies -= c.reader.bodyBytes();
  Request request = c.reader.take();
  request.peer = c.peer;
  request.body.clear();
  c.keepAlive = false;
  ++refused;
  respond(c, application_->faulty(request, fault));
}

void HttpLoop::Impl::respond(Connection& c, const Response& response) {
  if (response.events && !c.isHead) {
    c.beginStream(response, now_);
    ++streams;
    c.pullEvents(now_);
    enter(c, Phase::Streaming, options_.stallSeconds);
  } else {
    c.put(response, c.keepAlive, isClosing_);
    enter(c, Phase::Writing, options_.stallSeconds + static_cast<double>(c.out.size()) / options_.bytesPerSecond);
  }
  flush(c);
}

void HttpLoop::Impl::flush(Connection& c) {
  const Io outcome = c.send();
  if (outcome == Io::Closed) return drop(c.id);
  if (c.phase == Phase::Streaming) {
    const bool over = outcome == Io::Done && !c.events;
    if (!over) {
      // The deadline moves only while the client takes what it is sent.
      const double left = outcome == Io::Done ? options_.stallSeconds : std::max(0.0, c.deadline - now_);
      return enter(c, Phase::Streaming, left);
    }
    --streams;
  } else if (outcome == Io::Again) {
    return enter(c, c.phase, c.deadline - now_);
  } else if (c.phase != Phase::Writing) {
    return;
  }
  if (c.closeAfter) {
    ::shutdown(c.fd, SHUT_WR);
    c.in.clear();
    return enter(c, Phase::Draining, kDrainAfterCloseSeconds);
  }
  enter(c, Phase::Reading, options_.idleSeconds);
}

/// Goes on with what the client sent ahead, once an answer is out.
void HttpLoop::Impl::resume(std::uint64_t id) {
  const auto at = open_.find(id);
  if (at != open_.end() && at->second->phase == Phase::Reading && !at->second->in.empty()) process(*at->second);
}

/// The largest unfinished upload gives way when all of them together are too much.
void HttpLoop::Impl::shedUploads() {
  Connection* largest = nullptr;
  for (const auto& [id, c] : open_)
    if (c->phase == Phase::Reading && (!largest || c->reader.bodyBytes() > largest->reader.bodyBytes()))
      largest = c.get();
  if (largest) refuseBody(*largest, {503, "too many uploads at once; try again in a moment"});
}

}  // namespace amuse::server
