#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "brief/brief.h"
#include "perform/fret_shapes.h"
#include "perform/performance.h"
#include "perform/voicing.h"

/// Grooves as data: how keys, guitar, bass and drums play a song. One TOML file each in data/grooves/; how to write one
/// stands in docs/perform.md.
namespace amuse::perform {

inline constexpr std::size_t kMaxGrooveBytes = 64u << 10;

/// A closed range of a setting between 0 and 1.
struct Range {
  double low = 0, high = 1;
  [[nodiscard]] bool contains(double value) const noexcept { return value >= low && value <= high; }
};

/// Steps in beats in bars: "x.x.|x..x / ...." is two bars, the first of two beats of four steps each. What a letter
/// means depends on the instrument; '-' holds on, '.' is silence.
using BarPattern = std::vector<std::string>;
struct Pattern {
  std::vector<BarPattern> bars;
  [[nodiscard]] bool empty() const noexcept { return bars.empty(); }
};

/// One hand, string pattern or drum. Lines of one voice are alternatives: the first whose ranges hold is played.
struct Line {
  std::string voice;                                     ///< "right", "left", "strum", "line", or a drum's name.
  int key = 0;                                           ///< Drums: the General MIDI key.
  Pattern simple;                                        ///< Beats that divide in two or four.
  Pattern compound;                                      ///< Beats that divide in three; made from `simple` if empty.
  std::vector<std::pair<song::Meter, Pattern>> byMeter;  ///< Written out for one metre.
  Range density, energy;
  std::vector<int> bars;  ///< Played only in these bars of every eight (1..8); empty: in all.
  bool steady = false;    ///< Keeps its pace in half and double time (hats, rides, shakers).
  double level = 1;       ///< Scales velocities.
  double gate = 1;        ///< Sounding share of every note's length.
  bool ring = false;      ///< Notes sound on until the chord ends.
  int octave = 0;         ///< Keys' right hand and pad: so many octaves higher than voiced, 0 or 1.
};

/// A drum fill: what replaces the beat over the last `beats` groups of a bar.
struct Fill {
  int beats = 1;
  Range energy;
  std::vector<Line> lines;
};

/// How one instrument plays.
struct GroovePart {
  Instrument instrument = Instrument::Keys;
  int program = 0, volume = 100, pan = 64, reverb = 40;
  int velocity = 80;        ///< A normal stroke's, at medium energy.
  double loosenessMs = 5;   ///< Standard deviation of the timing.
  double lateMs = 0;        ///< Behind the beat (negative: before it).
  VoicingOptions voicing;   ///< Keys and pad.
  int cycleBars = 2;        ///< A held chord changes its inversion after so many bars; 0 never.
  double swell = 0;         ///< Keys and pad: how much softer every second bar line is than the middle between, 0..1.
  bool pedal = false;       ///< Keys: sustain pedal, cleared at every change.
  bool anchored = true;     ///< Sounds at every change of chord, whatever the pattern.
  int low = 28, high = 43;  ///< Bass: range.
  int rootHigh = 43;        ///< Bass: roots lie no higher, so that octaves find room above; at least 11 above `low`.
  bool chromatic = false;   ///< Bass: approaches may leave the key, and the sounding chord save its third.
  bool follows = true;      ///< Bass: changes with the chord instruments where they strike a chord early.
  bool power = false;       ///< Guitar: root and fifth only.
  std::vector<Line> lines;
  std::vector<Fill> fills;  ///< Drums.
  double crashFrom = 2;     ///< Drums: energy from which sections begin with a cymbal; over 1 never.
  int crashKey = 49;
};

/// What a groove's beat is made of, when a metre leaves it open.
enum class Pulse {
  Simple,    ///< 6/8 in two, 4/4 in four.
  Triple,    ///< Three equal beats a bar, also in 3/8 and 6/8: waltzes.
  Compound,  ///< Beats of three.
};

/// How a piece in this groove comes to its end.
struct GrooveEnding {
  bool stops = false;  ///< The last chord is one short blow; else it rings to the end of its bar.
  double slows = 0;    ///< The share of the tempo that is gone at the last chord, 0..0.4.
};

struct Groove {
  std::string name;                         ///< What --groove takes: "ballad".
  std::string title;                        ///< For people: "Piano ballad".
  std::array<double, 2> tempoBpm{60, 180};  ///< Quarter notes a minute where it feels right.
  Pulse pulse = Pulse::Simple;
  double swing = 0;   ///< 0 straight .. 1 triplet.
  int swingUnit = 8;  ///< The notes that swing: 8 or 16.
  double arc = 1;     ///< How much eight bars rise and fall: 0 a machine, 1 a band, 2 an orchestra.
  GrooveEnding ending;
  brief::Affect affect;
  std::vector<std::string> genres, words;  ///< Lower case; what it suits.
  std::vector<GroovePart> parts;           ///< Instruments that are not named rest.
  int melodyProgram = 73;
};

/// The grooves that can be chosen from, and the guitar's shapes. An empty book still performs, in the plain manner.
struct GrooveBook {
  std::vector<Groove> grooves;
  FretShapes shapes;
  [[nodiscard]] const Groove* find(std::string_view name) const noexcept;
};

/// NotFound, with the names there are.
[[nodiscard]] Error noSuchGroove(std::string_view name, const GrooveBook& book);

/// Reads one groove, plain ASCII. `name` stands in error messages. Errors: TooLarge, Parse (line of a TOML fault),
/// InvalidArgument (a field missing, unknown, out of its range, or a pattern with letters the instrument does not
/// know).
[[nodiscard]] Result<Groove> parseGroove(std::string_view toml, std::string_view name);

/// All grooves of `home`/data/grooves, sorted by name, and `home`/data/fret_shapes.tsv.
/// Errors: as parseGroove and parseFretShapes; Unavailable (folder or table missing).
[[nodiscard]] Result<GrooveBook> loadGrooveBook(const std::filesystem::path& home);

}  // namespace amuse::perform
