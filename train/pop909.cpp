#include <algorithm>
#include <array>
#include <sstream>

#include "base/files.h"
#include "base/midi_file.h"
#include "piece.h"

namespace amuse::train {
namespace {

constexpr double kLongestPedalSeconds = 2;
constexpr int kPedal = 64;

/// Ticks to seconds by the tempo events of all tracks.
class Clock909 final {
 public:
  explicit Clock909(const MidiFile& file) : perTick_(1.0 / file.division.ticksPerQuarter) {
    for (const auto& track : file.tracks)
      for (const auto& event : track.events)
        if (event.isMeta() && event.data1 == midi_meta::kTempo && event.payload.size() == 3) {
          double micros = 0;
          for (const char byte : event.payload) micros = micros * 256 + static_cast<unsigned char>(byte);
          changes_.push_back({event.tick, micros * 1e-6});
        }
    std::stable_sort(changes_.begin(), changes_.end(), [](const auto& a, const auto& b) { return a.tick < b.tick; });
  }
  [[nodiscard]] double seconds(std::int64_t tick) const {
    double time = 0, perQuarter = 0.5;
    std::int64_t at = 0;
    for (const auto& change : changes_) {
      if (change.tick >= tick) break;
      time += static_cast<double>(change.tick - at) * perTick_ * perQuarter;
      at = change.tick, perQuarter = change.perQuarter;
    }
    return time + static_cast<double>(tick - at) * perTick_ * perQuarter;
  }

 private:
  struct Change {
    std::int64_t tick;
    double perQuarter;
  };
  double perTick_;
  std::vector<Change> changes_;
};

void readTrack(const MidiTrack& track, const Clock909& clock, PiecePart part, Piece& piece) {
  std::array<double, 128> since{};
  std::array<int, 128> velocity{};
  std::vector<std::size_t> held;
  bool isPedalDown = false;
  for (const auto& event : track.events) {
    const double now = clock.seconds(event.tick);
    const auto pitch = static_cast<std::size_t>(event.data1);
    if (event.kind() == 0xb0 && event.data1 == kPedal) {
      isPedalDown = event.data2 >= 64;
      if (isPedalDown) continue;
      for (const std::size_t n : held) piece.notes[n].end = std::min(now, piece.notes[n].end + kLongestPedalSeconds);
      held.clear();
    } else if (event.kind() == 0x90 && event.data2 > 0) {
      since[pitch] = now, velocity[pitch] = event.data2;
    } else if (event.kind() == 0x80 || event.kind() == 0x90) {
      if (velocity[pitch] == 0) continue;
      piece.notes.push_back({since[pitch], now, event.data1, velocity[pitch], part});
      velocity[pitch] = 0;
      if (isPedalDown) held.push_back(piece.notes.size() - 1);
    }
  }
}

Result<void> readNotes(const std::filesystem::path& file, Piece& piece) {
  const auto bytes = readFile(file, kMaxMidiBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto midi = parseMidiFile(*bytes);
  if (!midi) return tl::unexpected(midi.error());
  const Clock909 clock(*midi);
  for (const auto& track : midi->tracks)
    for (const auto& event : track.events) {
      if (!event.isMeta() || event.data1 != midi_meta::kTrackName) continue;
      const auto part = event.payload == "MELODY"   ? PiecePart::Melody
                        : event.payload == "BRIDGE" ? PiecePart::Bridge
                                                    : PiecePart::Piano;
      readTrack(track, clock, part, piece);
      break;
    }
  std::sort(piece.notes.begin(), piece.notes.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  for (const auto& note : piece.notes) piece.seconds = std::max(piece.seconds, note.end);
  return {};
}

/// Every line's numbers and words.
Result<std::vector<std::vector<std::string>>> readRows(const std::filesystem::path& file) {
  const auto text = readFile(file, 1u << 20);
  if (!text) return tl::unexpected(text.error());
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::vector<std::string> row;
    for (std::string word; words >> word;) row.push_back(word);
    if (row.size() == 3) rows.push_back(row);
  }
  return rows;
}

double numberOf(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

}  // namespace

Result<Piece> readPop909(const std::filesystem::path& folder) {
  Piece piece;
  piece.name = folder.filename().string();
  if (const auto notes = readNotes(folder / (piece.name + ".mid"), piece); !notes) return tl::unexpected(notes.error());
  const auto chords = readRows(folder / "chord_midi.txt"), beats = readRows(folder / "beat_midi.txt");
  if (!chords) return tl::unexpected(chords.error());
  if (!beats) return tl::unexpected(beats.error());
  for (const auto& row : *chords) {
    const auto chord = theory::parseHarte(row[2]);
    if (!chord) return tl::unexpected(chord.error());
    piece.chords.push_back({numberOf(row[0]), numberOf(row[1]), *chord});
  }
  for (const auto& row : *beats) piece.beats.push_back({numberOf(row[0]), numberOf(row[2]) > 0.5});
  const auto keys = readRows(folder / "key_audio.txt");
  if (keys && keys->size() == 1) {
    std::string name = (*keys)[0][2];
    std::replace(name.begin(), name.end(), ':', ' ');
    if (const auto key = theory::parseKey(name))
      piece.key = theory::makeKey(key->tonic.pitchClass(), key->hasMode ? key->mode : theory::Mode::Maj);
  }
  return piece;
}

}  // namespace amuse::train
