#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <cstddef>
#include <string>

#include "base/result.h"

/// Sockets as the system has them.
namespace amuse::server {

/// A file descriptor that is closed with its owner.
class Descriptor final {
 public:
  explicit Descriptor(int fd = -1) noexcept : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { reset(); }
  void reset(int fd = -1) noexcept {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }
  [[nodiscard]] int get() const noexcept { return fd_; }

 private:
  int fd_;
};

/// Binds and listens, without waiting in accept(). Errors: InvalidArgument (no such host), Unavailable (port in use).
[[nodiscard]] Result<int> boundSocket(const std::string& host, int port);
/// "127.0.0.1", "::1"; IPv4 addresses of a socket for both kinds without their prefix.
[[nodiscard]] std::string addressText(const sockaddr_storage& address);
[[nodiscard]] int portOf(const sockaddr_storage& address) noexcept;
/// Asks for as many descriptors as the system lets us have, up to 16,384; returns how many there are.
std::size_t raisedDescriptorLimit() noexcept;

}  // namespace amuse::server
