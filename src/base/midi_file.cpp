#include "base/midi_file.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace amuse {
namespace {

/// Walks bytes and never past them. After a read beyond the end it yields zeros and `failed()`.
class MidiCursor {
 public:
  MidiCursor(std::string_view bytes, std::size_t offset, std::size_t end) : bytes_(bytes), at_(offset), end_(end) {}

  [[nodiscard]] bool failed() const noexcept { return failed_; }
  [[nodiscard]] bool atEnd() const noexcept { return at_ >= end_; }
  [[nodiscard]] std::size_t offset() const noexcept { return at_; }
  [[nodiscard]] std::size_t left() const noexcept { return end_ - at_; }

  int byte() noexcept {
    if (at_ >= end_) {
      failed_ = true;
      return 0;
    }
    return static_cast<unsigned char>(bytes_[at_++]);
  }
  [[nodiscard]] int peek() const noexcept { return at_ < end_ ? static_cast<unsigned char>(bytes_[at_]) : 0; }
  std::uint32_t bigEndian(int count) noexcept {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) value = value << 8 | static_cast<std::uint32_t>(byte());
    return value;
  }
  /// A variable-length quantity; at most four bytes.
  std::uint32_t variableLength() noexcept {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const int next = byte();
      value = value << 7 | static_cast<std::uint32_t>(next & 0x7f);
      if ((next & 0x80) == 0) return value;
    }
    failed_ = true;
    return 0;
  }
  std::string_view take(std::size_t count) noexcept {
    if (count > left()) {
      failed_ = true;
      return {};
    }
    const auto piece = bytes_.substr(at_, count);
    at_ += count;
    return piece;
  }

 private:
  std::string_view bytes_;
  std::size_t at_, end_;
  bool failed_ = false;
};

tl::unexpected<Error> midiFault(const char* what, std::size_t offset) {
  return fail(ErrorCode::Parse, std::string("not a readable MIDI file: ") + what, offset);
}

[[nodiscard]] bool hasOneDataByte(int status) noexcept {
  const int kind = status & 0xf0;
  return kind == 0xc0 || kind == 0xd0;
}

class TrackReader {
 public:
  TrackReader(MidiCursor cursor, std::size_t& eventsLeft) : in_(cursor), eventsLeft_(eventsLeft) {}

  Result<MidiTrack> read() {
    while (!in_.atEnd() && !ended_) {
      const std::size_t start = in_.offset();
      tick_ += in_.variableLength();
      if (in_.failed()) return midiFault("an event is cut short", start);
      const auto status = takeStatus(in_.peek());
      if (!status) return tl::unexpected(status.error());
      takeEvent(*status);
      if (in_.failed()) return midiFault("an event is cut short", start);
      if (tooMany_) return fail(ErrorCode::TooLarge, "the MIDI file has more than 500000 events; shorten it", start);
    }
    track_.endTick = tick_;
    return std::move(track_);
  }

 private:
  /// The status byte of the next event; running status repeats the last channel message's.
  Result<int> takeStatus(int first) {
    if (first >= 0x80) return in_.byte();
    if (running_ == 0) return midiFault("a data byte where a status byte should be", in_.offset());
    return running_;
  }

  void takeEvent(int status) {
    if (status < 0xf0) {
      running_ = status;
      MidiEvent event{tick_, status, in_.byte(), 0, {}};
      if (!hasOneDataByte(status)) event.data2 = in_.byte();
      // Data above 127 is damage; the low bits are what a synthesiser would play.
      event.data1 &= 0x7f;
      event.data2 &= 0x7f;
      add(std::move(event));
    } else if (status == 0xff) {
      takeMeta();
    } else if (status == 0xf0 || status == 0xf7) {
      running_ = 0;
      (void)in_.take(in_.variableLength());
    }  // Other system messages carry no length in a file; they are passed over.
  }

  void takeMeta() {
    running_ = 0;
    const int type = in_.byte() & 0x7f;
    const auto payload = in_.take(in_.variableLength());
    if (type == midi_meta::kEndOfTrack) {
      ended_ = true;
    } else {
      add({tick_, 0xff, type, 0, std::string(payload)});
    }
  }

  void add(MidiEvent event) {
    if (in_.failed()) return;
    tooMany_ = eventsLeft_ == 0;
    if (tooMany_) return;
    --eventsLeft_;
    track_.events.push_back(std::move(event));
  }

  MidiCursor in_;
  std::size_t& eventsLeft_;
  MidiTrack track_;
  std::int64_t tick_ = 0;
  int running_ = 0;
  bool ended_ = false, tooMany_ = false;
};

Result<MidiDivision> toDivision(std::uint32_t word, std::size_t offset) {
  if ((word & 0x8000) == 0) {
    if (word == 0) return midiFault("its division is 0", offset);
    return MidiDivision{static_cast<int>(word), 0};
  }
  const int frames = 256 - static_cast<int>(word >> 8 & 0xff);
  const int perFrame = static_cast<int>(word & 0xff);
  if (perFrame == 0 || (frames != 24 && frames != 25 && frames != 29 && frames != 30)) {
    return midiFault("its SMPTE division is none of 24, 25, 29 or 30 frames", offset);
  }
  return MidiDivision{960, (frames == 29 ? 29.97 : frames) * perFrame};
}

struct MidiHeader {
  MidiFile file;
  std::size_t next = 0;  ///< Where the first track chunk may start.
};

/// Where the file proper starts inside a RIFF wrapper ("RIFF" size "RMID" "data" size), or 0.
std::size_t skipRiff(std::string_view bytes) noexcept {
  const bool wrapped = bytes.size() > 20 && bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 8) == "RMIDdata";
  return wrapped ? 20 : 0;
}

Result<MidiHeader> readHeader(std::string_view bytes) {
  const std::size_t start = skipRiff(bytes);
  MidiCursor in(bytes, start, bytes.size());
  if (in.take(4) != "MThd") return midiFault("it does not begin with MThd", start);
  const std::uint32_t length = in.bigEndian(4);
  const std::uint32_t format = in.bigEndian(2);
  (void)in.bigEndian(2);  // The number of tracks is often wrong; the chunks themselves count.
  const std::size_t divisionAt = in.offset();
  const std::uint32_t division = in.bigEndian(2);
  if (in.failed() || length < 6 || length - 6 > in.left()) return midiFault("its header is cut short", in.offset());
  if (format == 2) return fail(ErrorCode::Unsupported, "MIDI files of type 2 hold no song; save it as type 0 or 1");
  if (format > 2) return midiFault("its type is not 0, 1 or 2", start + 8);
  const auto ticks = toDivision(division, divisionAt);
  if (!ticks) return tl::unexpected(ticks.error());
  return MidiHeader{{static_cast<int>(format), *ticks, {}}, in.offset() + length - 6};
}

}  // namespace

Result<MidiFile> parseMidiFile(std::string_view bytes) {
  if (bytes.size() > kMaxMidiBytes) return fail(ErrorCode::TooLarge, "the MIDI file is larger than 4 MB; shorten it");
  auto header = readHeader(bytes);
  if (!header) return tl::unexpected(header.error());
  MidiFile file = std::move(header->file);
  std::size_t at = header->next;
  std::size_t eventsLeft = kMaxMidiEvents;
  while (bytes.size() - at >= 8) {
    MidiCursor chunk(bytes, at, bytes.size());
    const auto name = chunk.take(4);
    const std::size_t length = chunk.bigEndian(4);
    const std::size_t start = chunk.offset();
    // A last track that claims more than there is still gives what it holds.
    const std::size_t end = start + std::min(length, chunk.left());
    if (name == "MTrk") {
      if (file.tracks.size() == kMaxMidiTracks) return fail(ErrorCode::TooLarge, "the MIDI file has over 1024 tracks");
      auto track = TrackReader(MidiCursor(bytes, start, end), eventsLeft).read();
      if (!track) return tl::unexpected(track.error());
      file.tracks.push_back(std::move(*track));
    }
    at = end;
  }
  if (file.tracks.empty()) return midiFault("it holds no track", at);
  return file;
}

namespace {

void putBigEndian(std::string& out, std::uint32_t value, int count) {
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xff));
}

void putVariableLength(std::string& out, std::uint32_t value) {
  std::array<char, 4> reversed{};
  std::size_t count = 0;
  do {
    reversed[count] = static_cast<char>((value & 0x7f) | (count > 0 ? 0x80 : 0));
    ++count;
    value >>= 7;
  } while (value > 0);
  while (count > 0) out.push_back(reversed[--count]);
}

void putDelta(std::string& out, std::int64_t delta) {
  constexpr std::int64_t kLongest = (1 << 28) - 1;
  AMUSE_ASSERT(delta >= 0);
  for (; delta > kLongest; delta -= kLongest) {
    putVariableLength(out, static_cast<std::uint32_t>(kLongest));
    out += std::string("\xff\x01\x00", 3);  // An empty text: a wait longer than one delta can say.
  }
  putVariableLength(out, static_cast<std::uint32_t>(delta));
}

std::string trackBytes(const MidiTrack& track) {
  std::string out;
  std::int64_t now = 0;
  for (const auto& event : track.events) {
    putDelta(out, event.tick - now);
    now = event.tick;
    out.push_back(static_cast<char>(event.status));
    out.push_back(static_cast<char>(event.data1));
    if (event.isMeta()) {
      putVariableLength(out, static_cast<std::uint32_t>(event.payload.size()));
      out += event.payload;
    } else if (!hasOneDataByte(event.status)) {
      out.push_back(static_cast<char>(event.data2));
    }
  }
  putDelta(out, std::max<std::int64_t>(track.endTick - now, 0));
  out += std::string("\xff\x2f\x00", 3);
  return out;
}

}  // namespace

std::string toBytes(const MidiFile& file) {
  AMUSE_ASSERT(file.division.ticksPerSecond == 0);
  std::string out = "MThd";
  putBigEndian(out, 6, 4);
  putBigEndian(out, static_cast<std::uint32_t>(file.format), 2);
  putBigEndian(out, static_cast<std::uint32_t>(file.tracks.size()), 2);
  putBigEndian(out, static_cast<std::uint32_t>(file.division.ticksPerQuarter), 2);
  for (const auto& track : file.tracks) {
    const std::string bytes = trackBytes(track);
    out += "MTrk";
    putBigEndian(out, static_cast<std::uint32_t>(bytes.size()), 4);
    out += bytes;
  }
  return out;
}

}  // namespace amuse
