#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "notation/bar_syntax.h"
#include "notation/chordpro.h"
#include "notation/internal/chart.h"
#include "notation/internal/chordpro_line.h"
#include "song/validate.h"

namespace amuse::notation {
namespace {

using song::Song;
using song::Tick;

constexpr int kBarsOfWordsAlone = 2;
constexpr std::size_t kMostWholeBarChords = 4;
constexpr std::size_t kMaxLines = 20'000;  ///< Choruses played again counted in.

/// A line of a part: where its words go, its chords, and its bars if the file tells them.
struct SongLine {
  std::string words;
  std::vector<theory::ChordSymbol> chords;
  std::string bars;
  std::optional<theory::Key> key = std::nullopt;  ///< A change instead of a line.
  std::optional<double> tempoBpm = std::nullopt;
  Tick start = 0;
  [[nodiscard]] bool isChange() const noexcept { return key || tempoBpm; }
};

std::optional<double> readNumber(std::string_view text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

class ChordProReader {
 public:
  Result<WithLosses<Song>> read(std::string_view text) {
    for (const std::string_view line : split(text, '\n')) {
      if (stopped_) break;
      takeLine(line);
    }
    endPart();
    if (tooLong_) return fail(ErrorCode::TooLarge, "the song has too many lines or bars; import it in pieces");
    if (builder_.now() == 0) return fail(ErrorCode::Parse, "the file has neither chords in brackets nor words", 0);
    builder_.flat.length = builder_.now();
    addRemarks();
    return assemble(std::move(builder_.flat), std::move(remarks_));
  }

 private:
  /// Keeps short choruses that are played again and again from becoming a long song.
  bool count(std::string_view line) {
    bytes_ += line.size();
    if (++lineCount_ > kMaxLines || bytes_ > 2 * kMaxChordProBytes) stopped_ = tooLong_ = true;
    return !stopped_;
  }

  void takeLine(std::string_view line) {
    if (!count(line)) return;
    if (line.starts_with('#')) return;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (const auto directive = readDirective(line)) return takeDirective(*directive);
    if (inTab_) return;
    if (inChorus_) chorusLines_.emplace_back(line);
    takeBody(line);
  }

  void takeBody(std::string_view line) {
    if (trim(line).empty()) {
      // A line may be nothing but a held chord; otherwise a blank line outside environments ends a verse.
      if (!bars_.empty()) {
        addLine({"", {}, std::move(bars_)});
      } else if (!inEnvironment_) {
        endPart();
      }
      bars_.clear();
      return;
    }
    if (inGrid_) return addLine({"", {}, gridToBars(line)});
    if (const auto heading = readHeading(line); heading && !inEnvironment_) return beginPart(std::string(*heading));
    // Chords above words: the next line brings the words. A line of ours that looks like chords is words ("A", "Am").
    if (const auto above = bars_.empty() ? readChordLine(line) : std::nullopt) {
      if (pendingAbove_) addLine({"", *pendingAbove_, std::move(bars_)});
      pendingAbove_ = above;
      return;
    }
    ChordProLine read = readBracketedLine(line);
    unknownChords_ += read.unknown.size();
    if (pendingAbove_ && read.chords.empty()) {
      read.chords = *pendingAbove_;
      pendingAbove_.reset();
    }
    addLine({std::move(read.words), std::move(read.chords), std::move(bars_)});
    bars_.clear();
  }

  void addLine(SongLine line) {
    if (pendingAbove_) {
      auto above = std::move(*pendingAbove_);
      pendingAbove_.reset();
      lines_.push_back({"", std::move(above), {}});
    }
    if (!line.words.empty() || !line.chords.empty() || !line.bars.empty()) lines_.push_back(std::move(line));
  }

  void takeDirective(const ChordProDirective& directive) {
    const std::string& name = directive.name;
    const std::string_view value = directive.value;
    if (name == "meta") {
      // {meta: key D} is {key: D}.
      const std::string text = "{" + std::string(value) + "}";
      if (const auto inner = readDirective(text)) takeSetting(inner->name, inner->value);
    } else if (name.starts_with("start_of_")) {
      startEnvironment(name.substr(9), value);
    } else if (name.starts_with("end_of_")) {
      endPart();
      inEnvironment_ = inTab_ = inGrid_ = inChorus_ = false;
    } else if (name == "chorus") {
      playChorusAgain();
    } else if (name == "comment" || name == "comment_italic" || name == "comment_box") {
      if (!inEnvironment_ && readHeading(std::string(value) + ":")) beginPart(std::string(value));
    } else if (name == "new_song") {
      if (builder_.now() > 0 || !lines_.empty()) {
        stopped_ = true;
        remarks_.push_back({Severity::Warning, "only the first song of the file is read", std::nullopt});
      }
    } else if (name == "x_amuse_bars") {
      bars_ = value;
      if (inChorus_) chorusLines_.push_back(lineOf(directive));
    } else {
      takeSetting(name, value);
    }
  }

  /// The directive's line again, for a chorus that is played twice.
  static std::string lineOf(const ChordProDirective& directive) {
    return "{" + directive.name + ": " + std::string(directive.value) + "}";
  }

  void takeSetting(const std::string& name, std::string_view value) {
    if (name == "title") {
      builder_.flat.title = value;
    } else if (name == "key") {
      const auto key = theory::parseKey(value);
      if (key) addChange({{}, {}, {}, theory::Key{key->tonic, key->hasMode ? key->mode : theory::Mode::Maj}});
    } else if (name == "x_amuse_mode") {
      const auto mode = theory::parseMode(value);
      if (mode) addChange({{}, {}, {}, theory::Key{lastTonic_, *mode}});
    } else if (name == "time") {
      if (const auto meter = song::parseMeter(value)) {
        endLines();
        builder_.setMeter(*meter);
      }
    } else if (name == "tempo") {
      const auto bpm = readNumber(value);
      if (bpm) addChange({{}, {}, {}, {}, std::clamp(*bpm, song::kMinTempoBpm, song::kMaxTempoBpm)});
    } else if (name == "capo") {
      if (const auto fret = readNumber(value)) builder_.flat.capo = static_cast<int>(std::clamp(*fret, 0.0, 11.0));
    }
  }

  /// A change of key or tempo waits with the lines around it, whose times are not known yet.
  void addChange(SongLine change) {
    if (change.key) lastTonic_ = change.key->tonic;
    if (pendingAbove_) addLine({});
    if (lines_.empty()) {
      change.start = builder_.now();
      applyChange(change);
    } else {
      lines_.push_back(std::move(change));
    }
  }

  void applyChange(const SongLine& change) {
    if (change.key) builder_.flat.keyMap.push_back({change.start, *change.key});
    if (change.tempoBpm) builder_.flat.tempoMap.push_back({change.start, *change.tempoBpm});
  }

  void startEnvironment(std::string_view kind, std::string_view label) {
    endPart();
    inEnvironment_ = true;
    inTab_ = kind == "tab" || kind == "abc" || kind == "ly" || kind == "textblock" || kind == "svg";
    inGrid_ = kind == "grid";
    inChorus_ = kind == "chorus";
    if (inChorus_) chorusLines_.clear();
    std::string name(label);
    if (name.empty()) name = std::string(kind);
    if (label.empty() && !name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    if (inChorus_) chorusName_ = name;
    nextName_ = name;
  }

  void beginPart(std::string name) {
    endPart();
    nextName_ = std::move(name);
  }

  void playChorusAgain() {
    endPart();
    nextName_ = chorusName_;
    inEnvironment_ = true;
    for (const std::string& line : std::vector<std::string>(chorusLines_)) {
      if (!count(line)) break;
      if (const auto directive = readDirective(line)) {
        bars_ = directive->value;
      } else {
        takeBody(line);
      }
    }
    endPart();
    inEnvironment_ = false;
  }

  void endPart() {
    endLines();
    partBegun_ = false;
    nextName_ = "Verse";
  }

  /// Gives the lines that are waiting their time: by their bars if the file tells them, else by counting chords.
  void endLines() {
    if (pendingAbove_) addLine({});
    if (lines_.empty()) return;
    if (!partBegun_) builder_.beginSection(nextName_);
    partBegun_ = true;
    if (!timeByBars()) timeByCounting();
    for (SongLine& line : lines_) {
      applyChange(line);
      if (!line.words.empty()) builder_.flat.lyrics.push_back({line.start, std::move(line.words), false});
    }
    lines_.clear();
  }

  /// Bars count only when they have as many chords as the brackets, or when there are no brackets (a grid).
  bool timeByBars() {
    const Tick from = builder_.now();
    std::size_t bracketed = 0, withBars = 0;
    for (SongLine& line : lines_) {
      line.start = builder_.now();
      bracketed += line.chords.size();
      if (line.bars.empty()) continue;
      ++withBars;
      builder_.addBars(line.bars, 0);
    }
    if (withBars == 0) return false;
    const std::size_t known = builder_.flat.chords.size();
    if (const auto flushed = builder_.flush(); !flushed) {
      tooLong_ = tooLong_ || flushed.error().code == ErrorCode::TooLarge;
      builder_.dropWaiting();
      return false;
    }
    auto& chords = builder_.flat.chords;
    if (bracketed > 0 && chords.size() - known != bracketed) {
      builder_.advance(from - builder_.now());
      chords.resize(known);
      return false;
    }
    // The brackets rule: another program may have transposed them and passed over our directive.
    std::size_t next = known;
    for (const SongLine& line : lines_) {
      for (const theory::ChordSymbol& chord : line.chords) chords[next++].symbol = chord;
    }
    return true;
  }

  void timeByCounting() {
    const bool anyChords =
        std::any_of(lines_.begin(), lines_.end(), [](const auto& line) { return !line.chords.empty(); });
    const Tick bar = builder_.meter().barTicks();
    Tick lastStart = builder_.now();
    for (SongLine& line : lines_) {
      // Words without chords belong to the line before, unless the whole part is words.
      line.start = anyChords && line.chords.empty() && !line.isChange() ? lastStart : builder_.now();
      if (line.isChange()) continue;
      lastStart = line.start;
      if (!anyChords) builder_.advance(kBarsOfWordsAlone * bar);
      if (line.chords.empty()) continue;
      counted_ = true;
      const Tick each = line.chords.size() > kMostWholeBarChords ? bar / 2 : bar;
      for (const theory::ChordSymbol& chord : line.chords) {
        builder_.flat.chords.push_back({builder_.now(), each, chord});
        builder_.advance(each);
      }
      if (each != bar && line.chords.size() % 2 == 1) {
        builder_.flat.chords.back().length += bar - each;
        builder_.advance(bar - each);
      }
    }
    if (builder_.now() > Tick{kMaxWrittenBars} * bar) tooLong_ = stopped_ = true;
  }

  void addRemarks() {
    if (counted_) {
      remarks_.push_back(
          {Severity::Warning,
           "the file tells no chord lengths: each chord got a bar, or half of one where a line has over four",
           std::nullopt});
    }
    if (unknownChords_ > 0) {
      remarks_.push_back({Severity::Warning,
                          std::to_string(unknownChords_) + " texts in brackets are no chords and are left out",
                          std::nullopt});
    }
  }

  ChartBuilder builder_;
  std::vector<Diagnostic> remarks_;
  std::vector<SongLine> lines_;
  std::optional<std::vector<theory::ChordSymbol>> pendingAbove_;
  std::string bars_, nextName_ = "Verse", chorusName_ = "Chorus";
  std::vector<std::string> chorusLines_;
  theory::Spelling lastTonic_;
  std::size_t unknownChords_ = 0, lineCount_ = 0, bytes_ = 0;
  bool inEnvironment_ = false, inTab_ = false, inGrid_ = false, inChorus_ = false;
  bool partBegun_ = false, counted_ = false, stopped_ = false, tooLong_ = false;
};

}  // namespace

Result<WithLosses<Song>> readChordPro(std::string_view text) {
  if (text.size() > kMaxChordProBytes)
    return fail(ErrorCode::TooLarge, "the file has more than 2 MB; give a shorter one");
  return ChordProReader().read(text);
}

}  // namespace amuse::notation
