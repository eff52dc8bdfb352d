#pragma once

#include <sys/epoll.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "server/internal/connection.h"
#include "server/internal/http_loop.h"
#include "server/internal/listening_socket.h"

/// The inside of HttpLoop: http_loop.cpp waits, accepts and times out; http_requests.cpp reads requests and writes
/// answers.
namespace amuse::server {

/// What epoll calls the two descriptors that are no connections; connections are numbered from the third on.
inline constexpr std::uint64_t kListener = 0, kWaker = 1, kFirstConnection = 2;

class HttpLoop::Impl {
 public:
  explicit Impl(const LoopOptions& options);
  [[nodiscard]] Result<void> open();
  void run(Application& application);
  void wake() noexcept {
    const std::uint64_t one = 1;
    (void)!::write(waker_.get(), &one, sizeof one);
  }
  void answer(const Exchange& exchange, Response response) {
    {
      const std::scoped_lock lock(mutex_);
      answers_.emplace_back(exchange.connection, std::move(response));
    }
    wake();
  }

  int port = 0;
  std::string address;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> connections{0}, streams{0}, bodies{0};
  std::atomic<std::uint64_t> accepted{0}, refused{0}, timedOut{0};

 private:
  void watch(int fd, std::uint64_t id, std::uint32_t events, int how = EPOLL_CTL_MOD) noexcept {
    epoll_event event{};
    event.events = events;
    event.data.u64 = id;
    ::epoll_ctl(poll_.get(), how, fd, &event);
  }
  void enter(Connection& c, Phase phase, double seconds);
  void acceptAll();
  void makeRoom();
  void ready(std::uint64_t id, std::uint32_t events);
  void read(Connection& c);
  void process(Connection& c);
  void decide(Connection& c);
  void refuseBody(Connection& c, const HttpFault& fault);
  void respond(Connection& c, const Response& response);
  void flush(Connection& c);
  void resume(std::uint64_t id);
  void takeAnswers();
  void pumpStreams();
  void shedUploads();
  void tick();
  void beginStop();
  void drop(std::uint64_t id);

  LoopOptions options_;
  SystemClock clock_;
  Application* application_ = nullptr;
  Descriptor listener_, poll_, waker_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> open_;
  std::uint64_t nextId_ = kFirstConnection;
  double now_ = 0, lastTick_ = 0, lastSecond_ = 0, stopAt_ = 0;
  bool isClosing_ = false;
  std::mutex mutex_;
  std::vector<std::pair<std::uint64_t, Response>> answers_;
};

}  // namespace amuse::server
