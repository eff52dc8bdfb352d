#include "media/frame_channel.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace amuse::media {
namespace {

constexpr int kStopCheckMs = 20;

tl::unexpected<Error> peerGone() { return fail(ErrorCode::Unavailable, "the media process ended unexpectedly"); }

}  // namespace

FrameChannel::FrameChannel(int descriptor) noexcept : descriptor_(descriptor) {
  const int flags = ::fcntl(descriptor_, F_GETFL);
  if (flags >= 0) (void)::fcntl(descriptor_, F_SETFL, flags | O_NONBLOCK);
}

FrameChannel::FrameChannel(FrameChannel&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), assembler_(std::move(other.assembler_)) {}

FrameChannel& FrameChannel::operator=(FrameChannel&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(assembler_, other.assembler_);
  return *this;
}

FrameChannel::~FrameChannel() {
  if (descriptor_ >= 0) (void)::close(descriptor_);
}

Result<void> FrameChannel::waitFor(short events, const StopCheck& stop) const {
  while (true) {
    if (stop) {
      if (auto error = stop()) return tl::unexpected(std::move(*error));
    }
    pollfd wanted{descriptor_, events, 0};
    const int ready = ::poll(&wanted, 1, stop ? kStopCheckMs : -1);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return peerGone();
  }
}

Result<void> FrameChannel::send(const Frame& frame, const StopCheck& stop) { return sendRaw(toBytes(frame), stop); }

Result<void> FrameChannel::sendRaw(std::string_view bytes, const StopCheck& stop) {
  while (!bytes.empty()) {
    const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (auto ready = waitFor(POLLOUT, stop); !ready) return ready;
    } else if (sent == 0 || errno != EINTR) {
      return peerGone();
    }
  }
  return {};
}

Result<std::optional<Frame>> FrameChannel::receive(const StopCheck& stop) {
  static thread_local std::array<char, 1u << 16> piece;
  // Asked here too: a peer that never stops sending would else never be waited for.
  if (stop) {
    if (auto error = stop()) return tl::unexpected(std::move(*error));
  }
  while (true) {
    auto frame = assembler_.next();
    if (!frame) return frame;
    if (frame->has_value()) return frame;
    const auto got = ::recv(descriptor_, piece.data(), piece.size(), 0);
    if (got > 0) {
      assembler_.feed({piece.data(), static_cast<std::size_t>(got)});
    } else if (got == 0) {
      if (assembler_.isMidFrame()) return peerGone();
      return std::nullopt;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (auto ready = waitFor(POLLIN, stop); !ready) return tl::unexpected(ready.error());
    } else if (errno != EINTR) {
      return peerGone();
    }
  }
}

}  // namespace amuse::media
