#include "notation/text_chart.h"

#include <charconv>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "notation/internal/chart.h"
#include "theory/nashville.h"
#include "song/validate.h"

namespace amuse::notation {
namespace {

using song::Song;

constexpr std::size_t kBarsALine = 4;
constexpr Holds kChartHolds{
    .capo = true, .sections = true, .tempo = true, .meter = true, .key = true, .allModes = true};

/// The bar with its chords as Nashville numbers; holds stay as they are.
std::string numbered(const std::string& bar, const ChartRun& run, std::size_t& nextChord) {
  std::vector<std::string> symbols;
  for (const std::string_view symbol : splitWords(bar)) {
    symbols.push_back(symbol == "." ? "." : toNashville(run.chords[nextChord++].symbol, run.key));
  }
  return join(symbols, " ");
}

std::string rowsOf(const ChartRun& run, ChartSymbols symbols) {
  std::string text;
  std::size_t nextChord = 0;
  for (std::size_t i = 0; i < run.bars.size(); ++i) {
    text += symbols == ChartSymbols::Nashville ? "| " + numbered(run.bars[i], run, nextChord) : "| " + run.bars[i];
    text += (i + 1) % kBarsALine == 0 || i + 1 == run.bars.size() ? " |\n" : " ";
  }
  return text;
}

std::string settingsOf(const ChartRun& run) {
  std::string text;
  if (run.newKey) text += "key: " + theory::toText(*run.newKey) + "\n";
  if (run.newMeter) text += "meter: " + song::toText(*run.newMeter) + "\n";
  if (run.newTempoBpm) text += fmt::format("tempo: {}\n", *run.newTempoBpm);
  return text;
}

/// Writes sections, and a known one that comes again as its name alone.
class ChartText {
 public:
  explicit ChartText(ChartSymbols symbols) : symbols_(symbols) {}

  void add(const ChartSection& section) {
    std::string body = rowsOf(section.runs.front(), symbols_);
    for (std::size_t i = 1; i < section.runs.size(); ++i) {
      body += settingsOf(section.runs[i]) + rowsOf(section.runs[i], symbols_);
    }
    // A part that changes something on its way is written out: played again it would begin differently.
    const bool again = section.runs.size() == 1 && known_.contains(section.name) && known_[section.name] == body;
    const std::string settings = settingsOf(section.runs.front());
    // The song's own settings stand above its first part.
    text_ +=
        first_ ? settings + "\n[" + nameFor(section.name) + "]\n" : "\n[" + nameFor(section.name) + "]\n" + settings;
    text_ += again ? "" : body;
    first_ = false;
    known_[section.name] = section.runs.size() == 1 ? body : "";
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  /// Brackets around a name are the chart's own.
  static std::string nameFor(std::string name) {
    for (char& c : name) c = c == ']' ? ')' : c == '[' ? '(' : c == '|' ? '/' : c;
    return name;
  }
  ChartSymbols symbols_;
  std::map<std::string, std::string> known_;
  std::string text_;
  bool first_ = true;
};

std::optional<double> readDouble(std::string_view text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Reads a chart line by line.
class ChartReader {
 public:
  explicit ChartReader(std::string_view text) : text_(text) {}

  Result<WithLosses<Song>> read() {
    for (std::string_view line : split(text_, '\n')) {
      line = trim(line);
      if (line.empty() || line.starts_with('#')) continue;
      if (auto taken = takeLine(line); !taken) return tl::unexpected(taken.error());
    }
    if (auto ended = endSection(); !ended) return tl::unexpected(ended.error());
    builder_.flat.length = builder_.now();
    if (builder_.now() == 0) return fail(ErrorCode::Parse, "no bars; write them as in \"| C | Am F |\"", 0);
    return assemble(std::move(builder_.flat), std::move(remarks_));
  }

 private:
  /// A line of bars, kept so that the part can be played again.
  struct Row {
    std::string_view text;
  };

  [[nodiscard]] std::size_t offsetOf(std::string_view part) const {
    return static_cast<std::size_t>(part.data() - text_.data());
  }

  Result<void> takeLine(std::string_view line) {
    if (line.starts_with('[') && line.ends_with(']') && line.find('|') == std::string_view::npos) {
      return beginSection(trim(line.substr(1, line.size() - 2)));
    }
    const std::size_t colon = line.find(':');
    // Harte symbols have colons as well, and a bar line or a blank before them or an upper-case root.
    if (colon != std::string_view::npos && isSetting(toLower(trim(line.substr(0, colon))))) {
      return takeSetting(toLower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
    }
    rows_.push_back({line});
    return addRow(line);
  }

  static bool isSetting(std::string_view name) {
    return name == "title" || name == "key" || name == "meter" || name == "metre" || name == "time" ||
           name == "tempo" || name == "capo" || name == "numbers";
  }

  Result<void> takeSetting(const std::string& name, std::string_view value) {
    const auto wrong = [&](const std::string& message) { return fail(ErrorCode::Parse, message, offsetOf(value)); };
    if (name == "title") {
      builder_.flat.title = value;
    } else if (name == "key") {
      const auto key = theory::parseKey(value);
      if (!key) return wrong(key.error().message);
      builder_.setKey({key->tonic, key->hasMode ? key->mode : theory::Mode::Maj});
    } else if (name == "tempo") {
      const auto bpm = readDouble(value);
      if (!bpm || !(*bpm >= song::kMinTempoBpm && *bpm <= song::kMaxTempoBpm)) {
        return wrong("the tempo is a number from 20 to 400");
      }
      builder_.setTempo(*bpm);
    } else if (name == "capo") {
      const auto capo = readDouble(value);
      if (!capo || !(*capo >= 0 && *capo <= 11)) return wrong("the capo is a number from 0 to 11");
      builder_.flat.capo = static_cast<int>(*capo);
    } else if (name == "numbers") {
      nashville_ = toLower(value) == "nashville";
    } else {
      const auto meter = song::parseMeter(value);
      if (!meter) return wrong(meter.error().message);
      if (auto flushed = builder_.flush(); !flushed) return flushed;
      builder_.setMeter(*meter);
    }
    return {};
  }

  Result<void> beginSection(std::string_view name) {
    if (auto ended = endSection(); !ended) return ended;
    name_ = name;
    inSection_ = true;
    rows_.clear();
    builder_.beginSection(std::string(name));
    return {};
  }

  /// A section without bars plays the one of that name again.
  Result<void> endSection() {
    if (auto flushed = builder_.flush(); !flushed) return flushed;
    if (!inSection_) return {};
    if (!rows_.empty()) {
      known_[name_] = std::move(rows_);
      return {};
    }
    const auto again = known_.find(name_);
    if (again == known_.end()) {
      remarks_.push_back({Severity::Warning, "a part without bars is left out", offsetOf(name_)});
      builder_.flat.sections.pop_back();
      return {};
    }
    for (const Row& row : again->second) {
      if (auto added = addRow(row.text); !added) return added;
    }
    return builder_.flush();
  }

  Result<void> addRow(std::string_view row) {
    if (!nashville_) {
      builder_.addBars(row, offsetOf(row));
      return {};
    }
    std::string translated;
    for (const std::string_view bar : split(row, '|')) {
      if (bar.data() != row.data()) translated += '|';
      for (const std::string_view symbol : splitWords(bar)) {
        translated += ' ';
        if (symbol == "." || symbol == "%" || symbol == "_") {
          translated += symbol;
          continue;
        }
        const auto chord = readNashville(symbol, builder_.key());
        if (!chord)
          return fail(chord.error().code, chord.error().message, offsetOf(symbol) + chord.error().offset.value_or(0));
        translated += theory::toText(*chord);
      }
      translated += ' ';
    }
    builder_.addBars(translated, offsetOf(row));
    return {};
  }

  std::string_view text_;
  ChartBuilder builder_;
  std::vector<Diagnostic> remarks_;
  std::vector<Row> rows_;
  std::map<std::string_view, std::vector<Row>> known_;
  std::string_view name_;
  bool inSection_ = false, nashville_ = false;
};

}  // namespace

Result<WithLosses<std::string>> writeTextChart(const Song& song, ChartSymbols symbols) {
  auto flat = flatten(song);
  if (!flat) return tl::unexpected(flat.error());
  std::vector<Diagnostic> losses = lossesOf(song, kChartHolds);
  std::string head = "title: " + flat->title + "\n";
  if (flat->capo > 0) head += fmt::format("capo: {}\n", flat->capo);
  if (symbols == ChartSymbols::Nashville) head += "numbers: nashville\n";
  ChartText chart(symbols);
  for (const ChartSection& section : chartOf(*std::move(flat), losses).sections) chart.add(section);
  return WithLosses<std::string>{head + chart.take(), std::move(losses)};
}

Result<WithLosses<Song>> readTextChart(std::string_view text) {
  if (text.size() > kMaxTextChartBytes)
    return fail(ErrorCode::TooLarge, "the chart has more than 1 MB; give a shorter one");
  return ChartReader(text).read();
}

}  // namespace amuse::notation
