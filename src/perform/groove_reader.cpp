#include <algorithm>
#include <cstdint>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/files.h"
#include "base/text.h"
#include "perform/drum_keys.h"
#include "perform/groove.h"

namespace amuse::perform {
namespace {

constexpr std::size_t kMostBarsOfPattern = 8, kMostCells = 16, kMostSteps = 12;

/// Reads one table: every field asked for is ticked off, what is left over is an error. The first fault is kept.
class Fields {
 public:
  Fields(const toml::table& table, std::string where, std::optional<Error>& error)
      : table_(table), where_(std::move(where)), error_(error) {}

  double number(std::string_view key, double otherwise, double low, double high) {
    const toml::node* node = take(key);
    if (node == nullptr) return otherwise;
    const auto value = node->value<double>();
    if (!node->is_number() || !value || !(*value >= low && *value <= high)) {
      complain(key, fmt::format("is a number from {} to {}", low, high));
      return otherwise;
    }
    return *value;
  }
  int integer(std::string_view key, int otherwise, int low, int high) {
    return static_cast<int>(number(key, otherwise, low, high));
  }
  bool flag(std::string_view key, bool otherwise) {
    const toml::node* node = take(key);
    if (node == nullptr) return otherwise;
    if (!node->is_boolean()) complain(key, "is true or false");
    return node->value_or(otherwise);
  }
  std::string text(std::string_view key, std::string otherwise = {}) {
    const toml::node* node = take(key);
    if (node == nullptr) return otherwise;
    if (!node->is_string()) complain(key, "is a text");
    return node->value_or(std::move(otherwise));
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> all;
    const toml::node* node = take(key);
    if (node == nullptr) return all;
    const toml::array* array = node->as_array();
    if (array == nullptr) complain(key, "is a list of texts");
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      const auto word = array->get(i)->value<std::string>();
      if (!word) complain(key, "is a list of texts");
      all.push_back(toLower(word.value_or("")));
    }
    return all;
  }
  std::array<double, 2> pair(std::string_view key, std::array<double, 2> otherwise, double low, double high) {
    const toml::node* node = take(key);
    if (node == nullptr) return otherwise;
    const toml::array* array = node->as_array();
    std::array<double, 2> values{-1e9, -1e9};
    if (array != nullptr && array->size() == 2) {
      for (std::size_t i = 0; i < 2; ++i) values[i] = array->get(i)->value_or(-1e9);
    }
    if (values[0] < low || values[1] > high || values[0] > values[1]) {
      complain(key, fmt::format("is [low, high] between {} and {}", low, high));
      return otherwise;
    }
    return values;
  }
  Range range(std::string_view key) {
    const auto values = pair(key, {0, 1}, 0, 1);
    return {values[0], values[1]};
  }
  /// A list of whole numbers in a range; empty when the key is absent.
  std::vector<int> integers(std::string_view key, int low, int high) {
    std::vector<int> values;
    const toml::node* node = take(key);
    if (node == nullptr) return values;
    const toml::array* array = node->as_array();
    if (array == nullptr || array->empty()) complain(key, "is a list of numbers");
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      values.push_back(static_cast<int>(array->get(i)->value_or(std::int64_t{-1})));
      if (values.back() < low || values.back() > high)
        complain(key, fmt::format("holds numbers from {} to {}", low, high));
    }
    return values;
  }
  const toml::table* table(std::string_view key) {
    const toml::node* node = take(key);
    if (node != nullptr && !node->is_table()) complain(key, "is a table");
    return node == nullptr ? nullptr : node->as_table();
  }
  /// The tables of an array of tables; empty when the key is absent.
  std::vector<const toml::table*> tables(std::string_view key) {
    std::vector<const toml::table*> all;
    const toml::node* node = take(key);
    if (node == nullptr) return all;
    const toml::array* array = node->as_array();
    if (array == nullptr) complain(key, "is a list of tables");
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      if (const toml::table* row = array->get(i)->as_table()) all.push_back(row);
    }
    return all;
  }
  void complain(std::string_view key, std::string_view what) {
    if (!error_) error_ = Error{ErrorCode::InvalidArgument, fmt::format("{}: '{}' {}", where_, key, what), {}};
  }
  void finish() {
    for (const auto& [key, node] : table_) {
      if (std::find(taken_.begin(), taken_.end(), key.str()) == taken_.end()) complain(key.str(), "is not known here");
    }
  }
  [[nodiscard]] const std::string& where() const noexcept { return where_; }
  [[nodiscard]] std::optional<Error>& error() noexcept { return error_; }

 private:
  const toml::node* take(std::string_view key) {
    taken_.emplace_back(key);
    return table_.get(key);
  }
  const toml::table& table_;
  std::string where_;
  std::optional<Error>& error_;
  std::vector<std::string> taken_;
};

std::string_view lettersOf(Instrument instrument) {
  switch (instrument) {
    case Instrument::Drums: return "Xxog?";
    case Instrument::Bass: return "Rro58375awg>";
    case Instrument::Guitar: return "DUdumPbFf123456>";
    default: return "Xxovt123456789>Rr58";
  }
}

Pattern readPattern(Fields& fields, std::string_view key, std::string_view text, Instrument instrument) {
  Pattern pattern;
  std::string packed;
  std::copy_if(text.begin(), text.end(), std::back_inserter(packed), [](char c) { return c != ' '; });
  for (const std::string_view bar : split(packed, '/')) {
    BarPattern cells;
    for (const std::string_view cell : split(bar, '|')) {
      if (cell.empty() || cell.size() > kMostSteps) fields.complain(key, "has a beat without steps or with over 12");
      for (const char step : cell) {
        if (step != '.' && step != '-' && lettersOf(instrument).find(step) == std::string_view::npos)
          fields.complain(key, fmt::format("has a step '{}'; known here: . - {}", step, lettersOf(instrument)));
      }
      cells.emplace_back(cell);
    }
    if (cells.size() > kMostCells) fields.complain(key, "has a bar of over 16 beats");
    pattern.bars.push_back(std::move(cells));
  }
  if (pattern.bars.size() > kMostBarsOfPattern) fields.complain(key, "has over 8 bars");
  return pattern;
}

Pattern takePattern(Fields& fields, std::string_view key, Instrument instrument) {
  const std::string text = fields.text(key);
  return text.empty() ? Pattern{} : readPattern(fields, key, text, instrument);
}

void readVoice(Fields& fields, Line& line, Instrument instrument) {
  if (instrument == Instrument::Drums) {
    line.voice = fields.text("drum");
    const auto key = findDrumKey(line.voice);
    if (!key) fields.complain("drum", fmt::format("'{}' is no drum we know", line.voice));
    line.key = key.value_or(36);
    return;
  }
  line.voice = fields.text("hand", "right");
  const bool keys = instrument == Instrument::Keys || instrument == Instrument::Pad;
  if (line.voice != "right" && !(keys && line.voice == "left")) fields.complain("hand", "is right or, for keys, left");
}

Line readLine(Fields fields, Instrument instrument) {
  Line line;
  readVoice(fields, line, instrument);
  line.simple = takePattern(fields, "simple", instrument);
  line.compound = takePattern(fields, "compound", instrument);
  if (line.simple.empty() && line.compound.empty()) fields.complain("simple", "or 'compound' is needed");
  if (const toml::table* meters = fields.table("meters")) {
    for (const auto& [key, node] : *meters) {
      const auto meter = song::parseMeter(key.str());
      if (!meter) fields.complain(key.str(), "is no metre");
      line.byMeter.emplace_back(meter.value_or(song::Meter{}),
                                readPattern(fields, key.str(), node.value_or(std::string(".")), instrument));
    }
  }
  line.density = fields.range("density");
  line.energy = fields.range("energy");
  line.bars = fields.integers("bars", 1, 8);
  line.steady = fields.flag("steady", false);
  line.level = fields.number("level", 1, 0.05, 1.5);
  line.gate = fields.number("gate", 1, 0.05, 1);
  line.ring = fields.flag("ring", false);
  const bool keys = instrument == Instrument::Keys || instrument == Instrument::Pad;
  if (keys && line.voice == "right") line.octave = fields.integer("octave", 0, 0, 1);
  fields.finish();
  return line;
}

std::vector<Line> readLines(Fields& fields, Instrument instrument) {
  std::vector<Line> lines;
  for (const toml::table* row : fields.tables("lines"))
    lines.push_back(readLine(Fields(*row, fmt::format("{} line {}", fields.where(), lines.size() + 1), fields.error()),
                             instrument));
  if (lines.empty()) fields.complain("lines", "is needed");
  return lines;
}

Fill readFill(Fields fields) {
  Fill fill;
  fill.beats = fields.integer("beats", 1, 1, 8);
  fill.energy = fields.range("energy");
  fill.lines = readLines(fields, Instrument::Drums);
  fields.finish();
  return fill;
}

void readVoicing(Fields& fields, GroovePart& part) {
  const std::string style = fields.text("voicing", "close");
  const auto found = findVoicingStyle(style);
  if (!found) fields.complain("voicing", "is close, shell, drop2, rootless, quartal, spread or power");
  part.voicing.style = found.value_or(VoicingStyle::Close);
  part.voicing.voices = fields.integer("voices", 0, 0, 5);
  part.voicing.centre = fields.number("centre", 61, 54, 68);
  part.cycleBars = fields.integer("cycle_bars", 2, 0, 8);
  part.pedal = fields.flag("pedal", false);
  part.swell = fields.number("swell", 0, 0, 1);
}

GroovePart readPart(Fields fields, Instrument instrument) {
  GroovePart part;
  part.instrument = instrument;
  part.program = fields.integer("program", 0, 0, 127);
  part.volume = fields.integer("volume", 100, 1, 127);
  part.pan = fields.integer("pan", 64, 0, 127);
  part.reverb = fields.integer("reverb", 40, 0, 127);
  part.velocity = fields.integer("velocity", 80, 1, 120);
  part.loosenessMs = fields.number("looseness_ms", 4, 0, 8);
  part.lateMs = fields.number("late_ms", 0, -8, 8);
  part.anchored = fields.flag("anchored", true);
  if (instrument == Instrument::Keys || instrument == Instrument::Pad) readVoicing(fields, part);
  if (instrument == Instrument::Guitar) part.power = fields.flag("power", false);
  if (instrument == Instrument::Bass) {
    part.low = fields.integer("low", 28, 28, 36);
    part.high = fields.integer("high", 43, 40, 55);
    part.chromatic = fields.flag("chromatic", false);
    part.follows = fields.flag("follows", true);
    part.rootHigh = fields.integer("root_high", part.high, 39, 55);
    if (part.high - part.low < 11) fields.complain("high", "is at least 11 above 'low'");
    if (part.rootHigh - part.low < 11) fields.complain("root_high", "is at least 11 above 'low'");
  }
  if (instrument == Instrument::Drums) {
    part.crashFrom = fields.number("crash_from", 2, 0, 2);
    const auto crash = findDrumKey(fields.text("crash", "crash"));
    if (!crash) fields.complain("crash", "is no drum we know");
    part.crashKey = crash.value_or(49);
    for (const toml::table* row : fields.tables("fills"))
      part.fills.push_back(
          readFill(Fields(*row, fmt::format("{} fill {}", fields.where(), part.fills.size() + 1), fields.error())));
  }
  part.lines = readLines(fields, instrument);
  fields.finish();
  return part;
}

void readAffect(Fields fields, brief::Affect& affect) {
  affect.valence = fields.number("valence", 0, -1, 1);
  affect.arousal = fields.number("arousal", 0, -1, 1);
  affect.tension = fields.number("tension", 0, -1, 1);
  affect.complexity = fields.number("complexity", 0, -1, 1);
  fields.finish();
}

void readEnding(Fields fields, GrooveEnding& ending) {
  const std::string style = fields.text("style", "ring");
  if (style != "ring" && style != "stop") fields.complain("style", "is ring or stop");
  ending.stops = style == "stop";
  ending.slows = fields.number("slows", 0, 0, 0.4);
  fields.finish();
}

Groove readGroove(Fields& fields, std::string_view name) {
  Groove groove;
  groove.name = fields.text("name");
  if (groove.name.empty()) fields.complain("name", "is needed");
  groove.title = fields.text("title", groove.name);
  groove.tempoBpm = fields.pair("tempo", {60, 180}, 20, 400);
  const std::string pulse = fields.text("pulse", "simple");
  if (pulse != "simple" && pulse != "triple" && pulse != "compound")
    fields.complain("pulse", "is simple, triple or compound");
  groove.pulse = pulse == "triple" ? Pulse::Triple : pulse == "compound" ? Pulse::Compound : Pulse::Simple;
  groove.swing = fields.number("swing", 0, 0, 1);
  groove.swingUnit = fields.integer("swing_unit", 8, 8, 16);
  if (groove.swingUnit != 8 && groove.swingUnit != 16) fields.complain("swing_unit", "is 8 or 16");
  groove.arc = fields.number("arc", 1, 0, 2);
  if (const toml::table* ending = fields.table("ending"))
    readEnding(Fields(*ending, fmt::format("{} ending", name), fields.error()), groove.ending);
  if (const toml::table* affect = fields.table("affect"))
    readAffect(Fields(*affect, fmt::format("{} affect", name), fields.error()), groove.affect);
  groove.genres = fields.texts("genres");
  groove.words = fields.texts("words");
  groove.melodyProgram = fields.integer("melody_program", 73, 0, 127);
  constexpr std::pair<std::string_view, Instrument> kParts[] = {{"keys", Instrument::Keys},
                                                                {"pad", Instrument::Pad},
                                                                {"guitar", Instrument::Guitar},
                                                                {"bass", Instrument::Bass},
                                                                {"drums", Instrument::Drums}};
  for (const auto& [key, instrument] : kParts) {
    if (const toml::table* part = fields.table(key))
      groove.parts.push_back(readPart(Fields(*part, fmt::format("{} {}", name, key), fields.error()), instrument));
  }
  const auto chords = [](const GroovePart& p) {
    return p.instrument != Instrument::Bass && p.instrument != Instrument::Drums;
  };
  if (std::none_of(groove.parts.begin(), groove.parts.end(), chords))
    fields.complain("keys", ", 'guitar' or 'pad' is needed to play the chords");
  fields.finish();
  return groove;
}

}  // namespace

Result<Groove> parseGroove(std::string_view text, std::string_view name) {
  if (text.size() > kMaxGrooveBytes)
    return fail(ErrorCode::TooLarge, fmt::format("{}: a groove has at most {} bytes", name, kMaxGrooveBytes));
  // toml++ 3.3 runs into undefined behaviour on some letters beyond ASCII in bare keys (found by fuzzing).
  const auto foreign =
      std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 126; });
  if (foreign != text.end())
    return fail(ErrorCode::Parse, fmt::format("{}: a groove is written in plain ASCII", name),
                static_cast<std::size_t>(foreign - text.begin()));
  try {
    const toml::table table = toml::parse(text);
    std::optional<Error> error;
    Fields fields(table, std::string(name), error);
    Groove groove = readGroove(fields, name);
    if (error) return tl::unexpected(*error);
    return groove;
  } catch (const toml::parse_error& fault) {
    return fail(ErrorCode::Parse, fmt::format("{}, line {}: {}", name, fault.source().begin.line, fault.description()));
  }
}

Result<GrooveBook> loadGrooveBook(const std::filesystem::path& home) {
  GrooveBook book;
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(home / "data" / "grooves", error)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  if (error || files.empty())
    return fail(ErrorCode::Unavailable, "no grooves were found in " + (home / "data" / "grooves").string());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto text = readFile(file, kMaxGrooveBytes);
    if (!text) return tl::unexpected(text.error());
    auto groove = parseGroove(*text, file.filename().string());
    if (!groove) return tl::unexpected(groove.error());
    book.grooves.push_back(std::move(*groove));
  }
  const auto table = readFile(home / "data" / "fret_shapes.tsv", kMaxFretShapeBytes);
  if (!table) return tl::unexpected(table.error());
  auto shapes = parseFretShapes(*table);
  if (!shapes) return tl::unexpected(shapes.error());
  book.shapes = std::move(*shapes);
  return book;
}

const Groove* GrooveBook::find(std::string_view name) const noexcept {
  const auto found = std::find_if(grooves.begin(), grooves.end(), [&](const Groove& g) { return g.name == name; });
  return found == grooves.end() ? nullptr : &*found;
}

}  // namespace amuse::perform
