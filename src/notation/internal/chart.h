#pragma once

#include <optional>
#include <string>
#include <vector>

#include "notation/internal/flat_song.h"

/// A song as bars of chord symbols (notation/bar_syntax.h): what text charts and ChordPro files are made of.
namespace amuse::notation {

/// Bars in one metre, with what changes where they begin.
struct ChartRun {
  song::Tick start = 0;
  song::Meter meter;
  theory::Key key;  ///< What holds, whether it changes here or not.
  std::optional<song::Meter> newMeter = std::nullopt;
  std::optional<theory::Key> newKey = std::nullopt;
  std::optional<double> newTempoBpm = std::nullopt;
  std::vector<FlatChord> chords{};  ///< Those that begin here, at played ticks, N.C. in gaps.
  std::vector<std::string> bars{};  ///< In the bar syntax, lead-sheet symbols: "C . Am F"; may begin with a hold.
  [[nodiscard]] bool changesAnything() const noexcept { return newMeter || newKey || newTempoBpm; }
};

struct ChartSection {
  std::string name;
  song::Tick start = 0, end = 0;
  std::vector<ChartRun>
      runs;  ///< At least one; the first one of the song sets metre, key and tempo. A new metre ends holds.
};

struct Chart {
  std::vector<ChartSection> sections;
  song::Tick delay = 0;  ///< How much later everything is for a bar in front.
};

/// A song in bars. A pickup with chords becomes a bar in front; without chords it is not there. Chord times that no
/// reasonable grid of a bar meets are rounded to twelfths of a quarter note, with a remark.
[[nodiscard]] Chart chartOf(FlatSong flat, std::vector<Diagnostic>& remarks);

/// Reads a chart one line after the other and makes a flat song of it.
class ChartBuilder {
 public:
  FlatSong flat;  ///< Title, capo and words may be set from outside; the rest grows by the calls below.

  void setTempo(double bpm);
  void setMeter(const song::Meter& meter);  ///< Call flush() before.
  void setKey(const theory::Key& key);
  void beginSection(std::string name);
  /// Adds bars; `text` in the bar syntax. What is added up to the next flush() is read as one text, so that chords may
  /// be held over. Errors come from flush(), with offsets into the file.
  /// @param fileOffset  Where `text` begins in the file.
  void addBars(std::string_view text, std::size_t fileOffset);
  /// Reads the bars that are waiting. Call it before anything changes and at the end.
  [[nodiscard]] Result<void> flush();
  /// Where the next bar begins, bars that are waiting counted in.
  [[nodiscard]] song::Tick now() const noexcept { return now_ + waitingBars_ * meter().barTicks(); }
  [[nodiscard]] const song::Meter& meter() const noexcept { return flat.meterMap.back().meter; }
  [[nodiscard]] const theory::Key& key() const noexcept { return flat.keyMap.back().key; }
  /// Moves on without bars of text. Call flush() before.
  void advance(song::Tick ticks) { now_ += ticks; }
  /// Forgets the bars that are waiting.
  void dropWaiting();

 private:
  struct Piece {
    std::size_t textOffset, fileOffset;
  };
  std::string waiting_;
  std::vector<Piece> pieces_;
  song::Tick now_ = 0;
  int bars_ = 0, waitingBars_ = 0;
};

}  // namespace amuse::notation
