#include "evaluate/transcriber_report.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/transcribe.h"
#include "app/transcribed_song.h"
#include "base/clock.h"
#include "base/files.h"
#include "evaluate/plot.h"
#include "media/protocol.h"
#include "transcribe/adapt.h"
#include "transcribe/chord_space.h"

namespace amuse::evaluate {
namespace {

using theory::ChordSymbol;

/// In chordKindNames().
std::size_t kindOf(const ChordSymbol& chord) noexcept {
  if (chord.isNoChord()) return theory::kChordClassCount;
  return static_cast<std::size_t>(chord.quality.chordClass);
}

std::vector<double> timesOf(const std::vector<GivenBeat>& beats, bool downbeats) {
  std::vector<double> times;
  for (const auto& beat : beats)
    if (beat.isDownbeat || !downbeats) times.push_back(beat.seconds);
  return times;
}

std::vector<double> timesOf(const std::vector<transcribe::Beat>& beats, bool downbeats) {
  std::vector<double> times;
  for (const auto& beat : beats)
    if (beat.beatInBar == 1 || !downbeats) times.push_back(beat.timeSeconds);
  return times;
}

void countKinds(TranscriberReport& report, const std::vector<Meeting>& meetings) {
  const std::size_t otherRoot = chordKindNames().size() - 1;
  if (report.kinds.empty()) report.kinds.assign(otherRoot + 1, std::vector<double>(otherRoot + 1));
  for (const auto& meeting : meetings) {
    if (!meeting.given) continue;
    const bool areChords = !meeting.given->isNoChord() && !meeting.found.isNoChord();
    const int up = theory::toPitchClass(meeting.found.root.pitchClass() - meeting.given->root.pitchClass());
    const double seconds = meeting.end - meeting.start;
    report.kinds[kindOf(*meeting.given)][areChords && up != 0 ? otherRoot : kindOf(meeting.found)] += seconds;
    if (areChords) report.rootsOff[static_cast<std::size_t>(up)] += seconds;
  }
}

SureStep& stepOf(std::array<SureStep, 10>& steps, double p) {
  return steps[std::min<std::size_t>(9, static_cast<std::size_t>(std::clamp(p, 0.0, 1.0) * 10))];
}

void countConfidence(TranscriberReport& report, const std::vector<Meeting>& meetings,
                     const transcribe::Transcription& heard) {
  const auto add = [](SureStep& step, double p, double seconds, bool isRight) {
    step.seconds += seconds;
    step.promised += p * seconds;
    if (isRight) step.right += seconds;
  };
  for (const auto& meeting : meetings) {
    if (!meeting.given || meeting.foundIndex >= heard.chords.size()) continue;
    const auto wanted = transcribe::chordIndex(*meeting.given);
    const auto& chord = heard.chords[meeting.foundIndex];
    const double seconds = meeting.end - meeting.start;
    add(stepOf(report.byConfidence, chord.confidence), chord.confidence, seconds,
        transcribe::chordIndex(meeting.found) == wanted);
    for (const auto& other : chord.alternatives)
      add(stepOf(report.byAlternativeP, other.p), other.p, seconds,
          transcribe::chordIndex(other.chord.value_or(theory::noChord())) == wanted);
  }
}

/// An error that says which file it is about.
tl::unexpected<Error> inFile(const std::filesystem::path& file, Error error) {
  error.message = fmt::format("{}: {}", file.filename().string(), error.message);
  return tl::unexpected(std::move(error));
}

template <typename Value, typename Read>
Result<void> readBeside(std::filesystem::path sound, const char* extension, Value& value, const Read& read) {
  constexpr std::size_t kMost = 4u << 20;
  const auto path = sound.replace_extension(extension);
  if (!std::filesystem::exists(path)) return {};
  const auto text = readFile(path, kMost);
  if (!text) return tl::unexpected(text.error());
  auto found = read(*text);
  if (!found) return inFile(path, found.error());
  value = *std::move(found);
  return {};
}

Result<GivenTranscription> readGiven(const std::filesystem::path& sound) {
  GivenTranscription given;
  for (const auto& read :
       {readBeside(sound, ".lab", given.chords, notation::readLabSpans),
        readBeside(sound, ".beats", given.beats, readBeats), readBeside(sound, ".key", given.key, readGivenKey)})
    if (!read) return tl::unexpected(read.error());
  return given;
}

Result<std::vector<std::filesystem::path>> soundsWithLabels(const std::filesystem::path& folder) {
  constexpr std::array<std::string_view, 5> kTexts{".lab", ".beats", ".key", ".mid", ".txt"};
  std::vector<std::filesystem::path> sounds;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const auto& path = entry.path();
    const bool isText = std::ranges::find(kTexts, path.extension().string()) != kTexts.end();
    if (!isText && std::filesystem::exists(std::filesystem::path(path).replace_extension(".lab")))
      sounds.push_back(path);
  }
  if (sounds.empty())
    return fail(ErrorCode::NotFound,
                fmt::format("there are no sound files with a .lab beside them in {}", folder.string()));
  std::ranges::sort(sounds);
  return sounds;
}

/// The mean of those pieces that have a value; nothing where none has.
template <typename ValueOf>
std::optional<double> meanOf(const std::vector<TranscribedPiece>& pieces, const ValueOf& valueOf) {
  double sum = 0;
  int count = 0;
  for (const auto& piece : pieces)
    if (const std::optional<double> value = valueOf(piece)) sum += *value, ++count;
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:5.1f} %", 100 * *share) : std::string("    -  ");
}

double majMinOf(const TranscribedPiece& piece) { return piece.recall[1].share(); }

std::string pieceLines(const TranscriberReport& report) {
  auto pieces = report.pieces;
  std::ranges::stable_sort(pieces, {}, majMinOf);
  std::string out = fmt::format("\n{:<28} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}\n", "recording", "root",
                                "majmin", "inv", "7ths", "over", "under", "beats", "key");
  for (const auto& piece : pieces) {
    out += fmt::format("{:<28}", piece.name.substr(0, 28));
    for (const auto& recall : piece.recall) out += ' ' + percent(recall.share());
    out += ' ' + percent(piece.segmentation.over) + ' ' + percent(piece.segmentation.under) + ' ' +
           percent(piece.beatF) + ' ' + percent(piece.keyScore) + '\n';
  }
  return out;
}

std::string sureLines(const TranscriberReport& report) {
  std::string out = "\nhow sure: promised, and right as root and kind\n";
  double all = 0;
  for (const auto& step : report.byConfidence) all += step.seconds;
  const auto lines = [&](const std::array<SureStep, 10>& steps, std::string_view name) {
    for (std::size_t i = steps.size(); i-- > 0;) {
      const auto& step = steps[i];
      if (step.seconds < 0.001 * all) continue;
      out += fmt::format("  {:<12} {:.1f} to {:.1f} {:5.1f} % of the time: {:.2f}, {:.2f}\n", name,
                         0.1 * static_cast<double>(i), 0.1 * static_cast<double>(i + 1), 100 * step.seconds / all,
                         step.promised / step.seconds, step.right / step.seconds);
    }
  };
  lines(report.byConfidence, "chords");
  lines(report.byAlternativeP, "alternatives");
  return out + fmt::format("  calibration error of chords {:.3f}, of alternatives {:.3f}\n",
                           calibrationError(report.byConfidence), calibrationError(report.byAlternativeP));
}

}  // namespace

const std::vector<std::string>& chordKindNames() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    names.reserve(theory::kChordClassCount + 2);
    for (int i = 0; i < theory::kChordClassCount; ++i)
      names.emplace_back(theory::toText(static_cast<theory::ChordClass>(i)));
    names.insert(names.end(), {"N", "other root"});
    return names;
  }();
  return kNames;
}

TranscribedPiece judgePiece(std::string name, const GivenTranscription& given, const transcribe::Transcription& heard,
                            double workSeconds) {
  const auto found = app::toLabSpans(heard);
  TranscribedPiece piece;
  piece.name = std::move(name);
  piece.seconds = heard.durationSeconds;
  piece.workSeconds = workSeconds;
  for (std::size_t i = 0; i < kChordVocabularies.size(); ++i)
    piece.recall[i] = chordRecall(given.chords, found, kChordVocabularies[i]);
  piece.segmentation = segmentation(given.chords, found);
  piece.beatF = beatF(timesOf(given.beats, false), timesOf(heard.beats, false));
  piece.downbeatF = beatF(timesOf(given.beats, true), timesOf(heard.beats, true));
  if (given.key) {
    const auto key = transcribe::mainKey(heard);
    piece.keyScore = key ? keyScore(*given.key, *key) : 0;
  }
  return piece;
}

Recall TranscriberReport::recall(ChordVocabulary vocabulary) const {
  Recall sum;
  for (const auto& piece : pieces) sum += piece.recall[static_cast<std::size_t>(vocabulary)];
  return sum;
}

void addPiece(TranscriberReport& report, std::string name, const GivenTranscription& given,
              const transcribe::Transcription& heard, double workSeconds) {
  report.pieces.push_back(judgePiece(std::move(name), given, heard, workSeconds));
  const auto met = meetings(given.chords, app::toLabSpans(heard));
  countKinds(report, met);
  countConfidence(report, met, heard);
}

Result<TranscriberReport> evaluateTranscriber(const std::filesystem::path& home, const std::filesystem::path& folder) {
  const auto sounds = soundsWithLabels(folder);
  if (!sounds) return tl::unexpected(sounds.error());
  app::Senses senses(home);
  const SystemClock clock;
  TranscriberReport report;
  for (const auto& sound : *sounds) {
    const auto given = readGiven(sound);
    if (!given) return tl::unexpected(given.error());
    auto bytes = readFile(sound, media::kMaxInputBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    const double before = clock.steadySeconds();
    const auto heard = app::transcribeFile(senses, {sound.filename().string(), *std::move(bytes), {}, {}});
    if (!heard) return tl::unexpected(heard.error());
    addPiece(report, sound.stem().string(), *given, *heard, clock.steadySeconds() - before);
  }
  return report;
}

double calibrationError(std::span<const SureStep> steps) {
  double off = 0, seconds = 0;
  for (const auto& step : steps) off += std::abs(step.promised - step.right), seconds += step.seconds;
  return seconds > 0 ? off / seconds : 0;
}

std::string toText(const TranscriberReport& report, bool perPiece) {
  double seconds = 0, work = 0;
  for (const auto& piece : report.pieces) seconds += piece.seconds, work += piece.workSeconds;
  std::string out = fmt::format("{} recordings, {:.0f} minutes\n\nchords, share of the time (WCSR)\n",
                                report.pieces.size(), seconds / 60);
  const auto line = [&](std::string_view name, const std::optional<double>& value, std::string_view bar) {
    out += fmt::format("  {:<24} {}{}\n", name, percent(value), bar.empty() ? "" : fmt::format("   bar {}", bar));
  };
  constexpr std::array<std::string_view, 4> kBars{"92", "91", "", "83"};
  for (std::size_t i = 0; i < kChordVocabularies.size(); ++i)
    line(toText(kChordVocabularies[i]), report.recall(kChordVocabularies[i]).share(), kBars[i]);
  out += "\nmeans over recordings\n";
  const auto& pieces = report.pieces;
  line("over-segmentation", meanOf(pieces, [](const auto& p) { return std::optional(p.segmentation.over); }), "85");
  line("under-segmentation", meanOf(pieces, [](const auto& p) { return std::optional(p.segmentation.under); }), "85");
  line("beats, F", meanOf(pieces, [](const auto& p) { return p.beatF; }), "93");
  line("downbeats, F", meanOf(pieces, [](const auto& p) { return p.downbeatF; }), "");
  line("key, weighted", meanOf(pieces, [](const auto& p) { return p.keyScore; }), "85");
  out += sureLines(report);
  if (work > 0) out += fmt::format("\n{:.0f} x real time with decoding\n", seconds / work);
  return perPiece ? out + pieceLines(report) : out;
}

std::map<std::string, std::string> plotsOf(const TranscriberReport& report) {
  LineChart confidence{
      "How often a confident chord is right (root and kind)", "confidence", "share of the time", {}, {{0, 1}}};
  Series heard{"heard", {}, false};
  for (std::size_t i = 0; i < report.byConfidence.size(); ++i)
    if (const auto& step = report.byConfidence[i]; step.seconds > 0)
      heard.points.emplace_back(step.promised / step.seconds, step.right / step.seconds);
  confidence.series = {std::move(heard), {"as promised", {{0, 0}, {1, 1}}, true}};
  BarChart roots{"Where the found root lies above the given one", "share of the time, %", {}, {{"roots", {}}}};
  double total = 0;
  for (const double seconds : report.rootsOff) total += seconds;
  for (std::size_t i = 1; i < report.rootsOff.size(); ++i) {
    roots.groups.push_back(fmt::format("+{}", i));
    roots.bars[0].values.push_back(total > 0 ? 100 * report.rootsOff[i] / total : 0);
  }
  return {{"transcriber-kinds.svg", toSvg(ConfusionMatrix{"Kinds of chords, seconds", chordKindNames(), report.kinds})},
          {"transcriber-confidence.svg", toSvg(confidence)},
          {"transcriber-roots.svg", toSvg(roots)}};
}

}  // namespace amuse::evaluate
