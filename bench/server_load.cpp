// Asks a running server what clients ask, and prints requests a second and percentiles of the wait:
//   amuse serve --port 8410 --log off & build/bench/bin/server_load 8410 [SECONDS]
// One thread a client, each with one connection. Not run by ./dev bench: it shares the machine with its server.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// One connection that is kept; dies with a message when the server does.
class Client {
 public:
  explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) die("no server at that port");
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }

  /// Sends a request; returns the status, and the body in `body`.
  int ask(const std::string& method, const std::string& path, const std::string& json) {
    std::string request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!json.empty())
      request += "Content-Type: application/json\r\nContent-Length: " + std::to_string(json.size()) + "\r\n";
    request += "\r\n" + json;
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
      die("lost");
    std::string answer;
    std::size_t end = std::string::npos;
    while ((end = answer.find("\r\n\r\n")) == std::string::npos) receive(answer);
    const auto length = answer.find("Content-Length: ");
    const std::size_t want = length < end ? std::strtoul(answer.c_str() + length + 16, nullptr, 10) : 0;
    while (answer.size() < end + 4 + want) receive(answer);
    body = answer.substr(end + 4);
    return std::atoi(answer.c_str() + 9);
  }
  std::string body;

 private:
  [[noreturn]] static void die(const char* why) {
    std::fprintf(stderr, "server_load: %s\n", why);
    std::exit(3);
  }
  void receive(std::string& into) {
    char buffer[65536];
    const auto count = ::recv(socket_, buffer, sizeof buffer, 0);
    if (count <= 0) die("the server closed the connection");
    into.append(buffer, static_cast<std::size_t>(count));
  }
  int socket_;
};

struct Load {
  const char* name;
  int clients;
  double perSecond;  ///< Of all clients together; 0: as fast as they can.
  std::function<int(Client&, int client, long turn)> ask;
};

void run(const Load& load, int port, double seconds) {
  std::mutex mutex;
  std::vector<double> waits;
  std::atomic<long> failed{0};
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(load.clients));
  for (int c = 0; c < load.clients; ++c)
    threads.emplace_back([&, c] {
      Client client(port);
      std::vector<double> mine;
      for (long turn = 0; secondsSince(start) < seconds; ++turn) {
        if (load.perSecond > 0)
          std::this_thread::sleep_until(
              start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                          (static_cast<double>(turn) + c / double(load.clients)) * load.clients / load.perSecond)));
        const auto asked = Clock::now();
        if (load.ask(client, c, turn) >= 300) ++failed;
        mine.push_back(1000 * secondsSince(asked));
      }
      const std::scoped_lock lock(mutex);
      waits.insert(waits.end(), mine.begin(), mine.end());
    });
  for (auto& thread : threads) thread.join();
  const double took = secondsSince(start);
  std::sort(waits.begin(), waits.end());
  const auto at = [&](double share) {
    return waits[std::min(waits.size() - 1, static_cast<std::size_t>(share * static_cast<double>(waits.size())))];
  };
  std::printf(
      "%-28s %2d clients  %7.1f a second  p50 %7.2f ms  p90 %7.2f ms  p99 %7.2f ms  most %7.2f ms  failed %ld\n",
      load.name, load.clients, static_cast<double>(waits.size()) / took, at(0.5), at(0.9), at(0.99), waits.back(),
      failed.load());
}

std::string idOf(const std::string& json) {
  const auto at = json.find("\"id\":\"");
  return at == std::string::npos ? "" : json.substr(at + 6, json.find('"', at + 6) - at - 6);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "server_load PORT [SECONDS]: the port of a running amuse serve\n");
    return 2;
  }
  const int port = std::atoi(argv[1]);
  const double seconds = argc > 2 ? std::atof(argv[2]) : 10;
  Client first(port);
  std::vector<std::string> songs;
  for (int i = 0; i < 8; ++i) {
    first.ask("POST", "/api/v1/songs", R"({"title":"Load"})");
    songs.push_back(idOf(first.body));
  }
  const auto suggest = [](Client& client, int c, long turn) {
    return client.ask("POST", "/api/v1/suggestions",
                      "{\"text\":\"rain on the window\",\"seed\":" + std::to_string(c * 100000L + turn) + "}");
  };
  run({"suggest", 1, 0, suggest}, port, seconds);
  run({"suggest", 64, 0, suggest}, port, seconds);
  run({"read a song, 500 a second", 8, 500,
       [&](Client& client, int c, long) { return client.ask("GET", "/api/v1/songs/" + songs[c], ""); }},
      port, seconds);
  run({"save an edit", 4, 100,
       [&](Client& client, int c, long turn) {
         return client.ask("POST", "/api/v1/songs/" + songs[c] + "/edits",
                           "{\"baseVersion\":" + std::to_string(turn + 1) +
                               ",\"edits\":[{\"op\":\"setTitle\",\"title\":\"" + std::to_string(turn) + "\"}]}");
       }},
      port, seconds);
}
