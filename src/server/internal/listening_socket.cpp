#include "server/internal/listening_socket.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace amuse::server {

std::string addressText(const sockaddr_storage& address) {
  std::array<char, NI_MAXHOST> text{};
  if (::getnameinfo(reinterpret_cast<const sockaddr*>(&address), sizeof address, text.data(), text.size(), nullptr, 0,
                    NI_NUMERICHOST) != 0)
    return "?";
  std::string name = text.data();
  return name.starts_with("::ffff:") ? name.substr(7) : name;
}

int portOf(const sockaddr_storage& address) noexcept {
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                                             : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

std::size_t raisedDescriptorLimit() noexcept {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 16384);
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 1024;
}

Result<int> boundSocket(const std::string& host, int port) {
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
    return fail(ErrorCode::InvalidArgument, fmt::format("there is no host '{}'; use 127.0.0.1", host));
  int problem = 0;
  // IPv4 first: what "localhost" means to most clients.
  for (const int family : {AF_INET, AF_INET6}) {
    for (const addrinfo* one = found; one; one = one->ai_next) {
      if (one->ai_family != family) continue;
      const int fd = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      const int on = 1;
      ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
      if (::bind(fd, one->ai_addr, one->ai_addrlen) == 0 && ::listen(fd, 1024) == 0) {
        ::freeaddrinfo(found);
        return fd;
      }
      problem = errno;
      ::close(fd);
    }
  }
  ::freeaddrinfo(found);
  return fail(ErrorCode::Unavailable, fmt::format("cannot listen on {} port {}: {}; choose another with --port", host,
                                                  port, std::strerror(problem)));
}

}  // namespace amuse::server
