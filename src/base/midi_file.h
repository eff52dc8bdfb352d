#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Standard MIDI Files as values: bytes to events and back, with no musical opinion. Here because both `notation` and
/// the media process read them, and this is their only common ground.
/// Source: "Standard MIDI Files 1.0", MIDI Manufacturers Association, RP-001 (1996).
namespace amuse {

inline constexpr std::size_t kMaxMidiBytes = 4u << 20;
inline constexpr std::size_t kMaxMidiEvents = 500'000;
inline constexpr std::size_t kMaxMidiTracks = 1'024;

/// Meta event types used here.
namespace midi_meta {
inline constexpr int kText = 0x01, kTrackName = 0x03, kLyric = 0x05, kMarker = 0x06, kCuePoint = 0x07;
inline constexpr int kEndOfTrack = 0x2f, kTempo = 0x51, kTimeSignature = 0x58, kKeySignature = 0x59;
}  // namespace midi_meta

/// One event at a tick of its file. Either a channel message (`status` 0x80..0xef) or a meta event (`status` 0xff).
struct MidiEvent {
  std::int64_t tick = 0;
  int status = 0;            ///< With the channel in the low four bits, for channel messages.
  int data1 = 0, data2 = 0;  ///< 0..127; data1 is the type of a meta event, 0..127.
  std::string payload;       ///< The bytes of a meta event.

  [[nodiscard]] bool isMeta() const noexcept { return status == 0xff; }
  [[nodiscard]] int kind() const noexcept { return status & 0xf0; }
  [[nodiscard]] int channel() const noexcept { return status & 0x0f; }
  bool operator==(const MidiEvent&) const = default;
};

/// Ticks never fall. The end-of-track event is not among `events`; its tick is `endTick`.
struct MidiTrack {
  std::vector<MidiEvent> events;
  std::int64_t endTick = 0;
  bool operator==(const MidiTrack&) const = default;
};

/// What a tick lasts: a share of a quarter note, or (SMPTE) of a second whatever the tempo.
struct MidiDivision {
  int ticksPerQuarter = 960;  ///< 1..32767; ignored when ticksPerSecond is set.
  double ticksPerSecond = 0;  ///< Above 0 for SMPTE time.
  bool operator==(const MidiDivision&) const = default;
};

struct MidiFile {
  int format = 1;  ///< 0 (one track) or 1 (tracks played together).
  MidiDivision division;
  std::vector<MidiTrack> tracks;
  bool operator==(const MidiFile&) const = default;
};

/// Reads a file of type 0 or 1: running status, any division, RIFF (RMID) wrapping; system-exclusive data and unknown
/// chunks are passed over. A track that lacks its end-of-track event ends at its last event.
/// @param bytes At most kMaxMidiBytes.
/// Errors: TooLarge (bytes, events or tracks); Parse with the offset of the first byte not understood; Unsupported
/// (type 2). Linear in bytes; never reads outside them.
[[nodiscard]] Result<MidiFile> parseMidiFile(std::string_view bytes);

/// The file's bytes: every channel message with its status byte (no running status), each track with its end-of-track
/// event at `endTick` or its last event, whichever is later. Tick-per-quarter divisions only; ticks and data must be in
/// range. parseMidiFile(toBytes(f)) == f for such files.
[[nodiscard]] std::string toBytes(const MidiFile& file);

}  // namespace amuse
