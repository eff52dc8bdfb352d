#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/audio_buffer.h"
#include "base/result.h"

/// Sound as Vorbis packets, encoded in parts on two threads where it is long.
namespace amuse::media {

/// One coded block of sound.
struct VorbisPacket {
  std::string bytes;
  long blockFrames = 0;    ///< The block's length: one of the stream's two.
  long long endFrame = 0;  ///< Frames that can be played once this block is decoded, from the sound's start.
  bool operator==(const VorbisPacket&) const = default;
};

struct VorbisStream {
  std::vector<std::string> headers;  ///< Identification, comments, codebooks.
  std::vector<VorbisPacket> packets;
};

/// Encodes at quality 5 (some 160 kbit/s). Long sound is encoded in six parts, by two threads, and joined where
/// both neighbours cut a block alike: Vorbis decodes a block with nothing but its neighbours, so the joint is as
/// inaudible as any other. A part's encoder goes on until there is such a block, to the end if there is none. The same
/// sound gives the same packets on any machine. Errors: Internal (the encoder refuses the sample rate).
[[nodiscard]] Result<VorbisStream> encodeVorbis(const StereoAudio& audio);

}  // namespace amuse::media
