#pragma once

#include <functional>
#include <optional>

#include "media/protocol.h"

/// Frames over a connected stream socket. Writing to a peer that is gone is an error value, never a signal.
namespace amuse::media {

/// Says, when asked, why waiting should end; nothing to go on. Asked at least every 50 ms while waiting.
using StopCheck = std::function<std::optional<Error>()>;

/// Owns one end of a socket pair. Move-only; one thread at a time.
class FrameChannel final {
 public:
  /// Takes the descriptor over and makes it non-blocking.
  explicit FrameChannel(int descriptor) noexcept;
  FrameChannel(FrameChannel&& other) noexcept;
  FrameChannel& operator=(FrameChannel&& other) noexcept;
  FrameChannel(const FrameChannel&) = delete;
  FrameChannel& operator=(const FrameChannel&) = delete;
  ~FrameChannel();

  /// Sends one frame whole. Errors: Unavailable (the peer is gone); what `stop` says.
  [[nodiscard]] Result<void> send(const Frame& frame, const StopCheck& stop = {});
  /// Sends bytes as they are; for tests that speak out of turn.
  [[nodiscard]] Result<void> sendRaw(std::string_view bytes, const StopCheck& stop = {});
  /// The next frame; nothing when the peer has closed between two frames.
  /// Errors: Parse, TooLarge (bad frames); Unavailable (closed inside a frame); what `stop` says.
  [[nodiscard]] Result<std::optional<Frame>> receive(const StopCheck& stop = {});

 private:
  [[nodiscard]] Result<void> waitFor(short events, const StopCheck& stop) const;

  int descriptor_ = -1;
  FrameAssembler assembler_;
};

}  // namespace amuse::media
