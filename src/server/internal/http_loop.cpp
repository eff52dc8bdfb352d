#include "server/internal/http_loop.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "server/internal/http_loop_impl.h"

namespace amuse::server {
namespace {

constexpr int kTickMs = 250;

}  // namespace

HttpLoop::Impl::Impl(const LoopOptions& options) : options_(options) {
  options_.maxConnections = std::min(options.maxConnections, std::max<std::size_t>(raisedDescriptorLimit(), 200) - 100);
}

Result<void> HttpLoop::Impl::open() {
  const auto fd = boundSocket(options_.host, options_.port);
  if (!fd) return tl::unexpected(fd.error());
  listener_.reset(*fd);
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(*fd, reinterpret_cast<sockaddr*>(&bound), &size);
  port = portOf(bound);
  address = addressText(bound);
  poll_.reset(::epoll_create1(EPOLL_CLOEXEC));
  waker_.reset(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  if (poll_.get() < 0 || waker_.get() < 0) return fail(ErrorCode::Unavailable, "the system has no descriptors left");
  watch(listener_.get(), kListener, EPOLLIN, EPOLL_CTL_ADD);
  watch(waker_.get(), kWaker, EPOLLIN, EPOLL_CTL_ADD);
  return {};
}

void HttpLoop::Impl::enter(Connection& c, Phase phase, double seconds) {
  c.phase = phase;
  c.deadline = now_ + seconds;
  if (phase != Phase::Streaming) c.since = now_;
  const std::uint32_t reads = phase == Phase::Reading || phase == Phase::Draining ? EPOLLIN : 0u;
  const std::uint32_t writes = c.sent < c.out.size() ? EPOLLOUT : 0u;
  // Told once that the client has closed its half, we need not hear of it again and again.
  watch(c.fd, c.id, reads | writes | (c.gone.stop_requested() ? 0u : static_cast<std::uint32_t>(EPOLLRDHUP)));
}

void HttpLoop::Impl::drop(std::uint64_t id) {
  const auto at = open_.find(id);
  if (at == open_.end()) return;
  if (at->second->phase == Phase::Streaming) --streams;
  bodies -= at->second->reader.bodyBytes();
  open_.erase(at);
  connections = open_.size();
}

void HttpLoop::Impl::makeRoom() {
  const Connection* oldest = nullptr;
  for (const auto& [id, c] : open_)
    if (c->phase == Phase::Draining || (c->phase == Phase::Reading && c->reader.state() == RequestReader::State::Head))
      if (!oldest || c->since < oldest->since) oldest = c.get();
  ++refused;
  if (oldest) drop(oldest->id);
}

void HttpLoop::Impl::acceptAll() {
  for (int i = 0; i < 256; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const int fd = ::accept4(listener_.get(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
      if (errno == EMFILE || errno == ENFILE) makeRoom();
      return;
    }
    if (open_.size() >= options_.maxConnections) makeRoom();
    if (open_.size() >= options_.maxConnections) {
      ::close(fd);
      continue;
    }
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ++accepted;
    auto c = std::make_unique<Connection>(fd, nextId_++, addressText(from));
    watch(fd, c->id, 0, EPOLL_CTL_ADD);
    enter(*c, Phase::Reading, options_.headSeconds);
    open_.emplace(c->id, std::move(c));
    connections = open_.size();
  }
}

void HttpLoop::Impl::ready(std::uint64_t id, std::uint32_t events) {
  const auto at = open_.find(id);
  if (at == open_.end()) return;
  Connection& c = *at->second;
  if (events & (EPOLLERR | EPOLLHUP)) return drop(id);
  if (events & EPOLLRDHUP) {
    c.gone.request_stop();
    if (c.phase == Phase::Streaming || c.phase == Phase::Draining) return drop(id);
    // Still answered: some clients close their half once they have asked. But not asked about again.
    if (c.phase == Phase::Waiting) watch(c.fd, c.id, 0);
  }
  if (events & EPOLLOUT) {
    flush(c);
    return resume(id);
  }
  if (events & EPOLLIN) read(c);
}

void HttpLoop::Impl::takeAnswers() {
  std::uint64_t count = 0;
  (void)!::read(waker_.get(), &count, sizeof count);
  std::vector<std::pair<std::uint64_t, Response>> answers;
  {
    const std::scoped_lock lock(mutex_);
    answers.swap(answers_);
  }
  for (const auto& [id, response] : answers) {
    const auto at = open_.find(id);
    if (at != open_.end() && at->second->phase == Phase::Waiting) {
      respond(*at->second, response);
      resume(id);
    } else if (response.events) {
      // The client left before its stream began: whoever makes the events must hear of it.
      response.events->joined();
      response.events->left();
    }
  }
  pumpStreams();
}

void HttpLoop::Impl::pumpStreams() {
  if (streams.load() == 0) return;
  std::vector<Connection*> streaming;
  for (const auto& [id, c] : open_)
    if (c->phase == Phase::Streaming) streaming.push_back(c.get());
  for (Connection* c : streaming) {
    const std::size_t before = c->out.size();
    c->pullEvents(now_);
    if (c->out.size() > before || !c->events) flush(*c);
  }
}

void HttpLoop::Impl::tick() {
  std::vector<std::uint64_t> late;
  for (const auto& [id, c] : open_)
    if (now_ >= c->deadline && !(c->phase == Phase::Streaming && c->sent == c->out.size())) late.push_back(id);
  for (const auto id : late) {
    const auto at = open_.find(id);
    if (at == open_.end()) continue;
    Connection& c = *at->second;
    if (c.phase != Phase::Draining) ++timedOut;
    if (c.phase == Phase::Reading && c.reader.hasBegun())
      refuseBody(c, {408, "the request came too slowly"});
    else
      drop(id);
  }
  pumpStreams();
  if (now_ - lastSecond_ >= 1) {
    lastSecond_ = now_;
    application_->everySecond();
  }
}

void HttpLoop::Impl::beginStop() {
  isClosing_ = true;
  stopAt_ = now_ + options_.drainSeconds;
  listener_.reset();
  std::vector<std::uint64_t> idle;
  for (const auto& [id, c] : open_)
    if (c->phase == Phase::Streaming || (c->phase == Phase::Reading && !c->reader.hasBegun())) idle.push_back(id);
  for (const auto id : idle) drop(id);
}

void HttpLoop::Impl::run(Application& application) {
  application_ = &application;
  std::array<epoll_event, 256> events{};
  now_ = lastTick_ = lastSecond_ = clock_.steadySeconds();
  while (true) {
    const int count = ::epoll_wait(poll_.get(), events.data(), events.size(), kTickMs);
    now_ = clock_.steadySeconds();
    bool hasNew = false;
    for (int i = 0; i < count; ++i) {
      const auto& event = events[static_cast<std::size_t>(i)];
      if (event.data.u64 == kWaker)
        takeAnswers();
      else if (event.data.u64 == kListener)
        hasNew = true;
      else
        ready(event.data.u64, event.events);
    }
    // New ones last: making room for them closes connections the events above may still name.
    if (hasNew && !isClosing_) acceptAll();
    if (now_ - lastTick_ >= kTickMs / 1000.0) {
      lastTick_ = now_;
      tick();
    }
    if (stopping.load() && !isClosing_) beginStop();
    if (isClosing_ && (open_.empty() || now_ >= stopAt_)) break;
  }
  open_.clear();
  connections = 0;
  streams = 0;
}

HttpLoop::HttpLoop(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpLoop::~HttpLoop() = default;

Result<std::unique_ptr<HttpLoop>> HttpLoop::listen(const LoopOptions& options) {
  auto impl = std::make_unique<Impl>(options);
  if (auto opened = impl->open(); !opened) return tl::unexpected(opened.error());
  return std::unique_ptr<HttpLoop>(new HttpLoop(std::move(impl)));
}

int HttpLoop::port() const noexcept { return impl_->port; }
const std::string& HttpLoop::address() const noexcept { return impl_->address; }
void HttpLoop::run(Application& application) { impl_->run(application); }
void HttpLoop::stop() noexcept {
  impl_->stopping.store(true);
  impl_->wake();
}
void HttpLoop::answer(const Exchange& exchange, Response response) { impl_->answer(exchange, std::move(response)); }
void HttpLoop::wake() noexcept { impl_->wake(); }
bool HttpLoop::isStopping() const noexcept { return impl_->stopping.load(); }

LoopCounts HttpLoop::counts() const noexcept {
  return {impl_->connections.load(), impl_->streams.load(), impl_->bodies.load(),
          impl_->accepted.load(),    impl_->refused.load(), impl_->timedOut.load()};
}

}  // namespace amuse::server
