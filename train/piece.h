#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "theory/chord_symbol.h"
#include "theory/key.h"

/// Music with its chords and beats known: what the recogniser of chords learns from. Times are seconds.
namespace amuse::train {

/// Who plays a note. The first three are POP909's tracks.
enum class PiecePart { Melody, Bridge, Piano };

struct PieceNote {
  double start = 0, end = 0;
  int pitch = 60, velocity = 80;  ///< MIDI.
  PiecePart part = PiecePart::Piano;
};
struct PieceChord {
  double start = 0, end = 0;
  theory::ChordSymbol chord;  ///< May be no chord.
};
struct PieceBeat {
  double time = 0;
  bool isDownbeat = false;
};

/// Lists are in time order; chords need not cover everything.
struct Piece {
  std::string name;
  std::vector<PieceNote> notes;
  std::vector<PieceChord> chords;
  std::vector<PieceBeat> beats;
  std::optional<theory::Key> key;  ///< Where one key holds throughout.
  double seconds = 0;
};

/// One folder of POP909; held pedals lengthen notes by at most two seconds.
/// Errors: NotFound, Parse (a file that is not as POP909 has it).
[[nodiscard]] Result<Piece> readPop909(const std::filesystem::path& folder);

/// Four-bar progressions of chords of every quality, a third of them inverted, as accompaniments play them, with a tune
/// over them; about `seconds` long. The same state of `random` gives the same piece.
[[nodiscard]] Piece makePiece(Random& random, double seconds);

/// The part from `start` on, `seconds` long, faster by `speed` and higher by `semitones`, times counted from its start.
[[nodiscard]] Piece cut(const Piece& piece, double start, double seconds, double speed, int semitones);

/// The chord's pitches from `lowest` up, each class once, the bass not among them.
[[nodiscard]] std::vector<int> voiced(const theory::ChordSymbol& chord, int lowest);

/// How an accompaniment breaks a chord up.
enum class CompPattern { Held, Beats, OffBeats, Arpeggio, Strum, Broken };
inline constexpr std::size_t kCompPatternCount = 6;
/// Notes of `pitches` from start to end so, on the beats between; `unit` is a beat's length.
[[nodiscard]] std::vector<PieceNote> comp(const std::vector<int>& pitches, double start, double end, double unit,
                                          CompPattern pattern, int velocity, Random& random);

}  // namespace amuse::train
