#include "wire/answers.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "song/song_builder.h"
#include "song/timeline.h"
#include "wire/songs_json.h"

namespace amuse::wire {
namespace {

using Answer = nlohmann::ordered_json;

std::string oneLineOf(const Answer& node) { return node.dump(-1, ' ', false, Answer::error_handler_t::replace); }

double milli(double seconds) { return std::round(seconds * 1e4) / 1e4; }

/// Seconds of performance ticks: the tempo map of a performance, as a song's.
class Seconds {
 public:
  explicit Seconds(const std::vector<song::TempoChange>& map) { song_.tempoMap = map; }
  [[nodiscard]] double at(song::Tick tick) const { return milli(song::secondsAt(song_, tick)); }

 private:
  song::Song song_;
};

std::string_view nameOf(perform::Instrument instrument) noexcept {
  constexpr std::array<std::string_view, 6> kNames{"keys", "guitar", "bass", "drums", "melody", "pad"};
  return kNames[static_cast<std::size_t>(instrument)];
}

Answer markers(const std::vector<perform::Marker>& marks, const Seconds& seconds) {
  Answer list = Answer::array();
  for (const auto& mark : marks)
    list.push_back({{"at", mark.at}, {"seconds", seconds.at(mark.at)}, {"text", mark.text}});
  return list;
}

/// Notes are many: written by hand, they cost a tenth of what nodes do.
std::string notesJson(const perform::Track& track, const Seconds& seconds) {
  std::string text = "[";
  char line[200];
  for (const auto& note : track.notes) {
    const double start = seconds.at(note.start), end = seconds.at(note.start + note.length);
    const int size =
        std::snprintf(line, sizeof line,
                      R"(%s{"start":%lld,"length":%lld,"pitch":%d,"velocity":%d,"seconds":%.4f,"lengthSeconds":%.4f})",
                      text.size() > 1 ? "," : "", static_cast<long long>(note.start),
                      static_cast<long long>(note.length), note.pitch, note.velocity, start, end - start);
    text.append(line, static_cast<std::size_t>(size));
  }
  return text + "]";
}

std::string trackJson(const perform::Track& track, const Seconds& seconds) {
  Answer controls = Answer::array();
  for (const auto& control : track.controls)
    controls.push_back({{"at", control.at},
                        {"seconds", seconds.at(control.at)},
                        {"controller", control.controller},
                        {"value", control.value}});
  std::string text = oneLineOf({{"name", track.name},
                                {"instrument", nameOf(track.instrument)},
                                {"channel", track.channel},
                                {"program", track.program},
                                {"volume", track.volume},
                                {"pan", track.pan},
                                {"reverb", track.reverb},
                                {"controls", std::move(controls)}});
  text.pop_back();
  return text + ",\"notes\":" + notesJson(track, seconds) + "}";
}

std::string joined(const std::vector<std::string>& items) {
  std::string list = "[";
  for (const auto& item : items) list += (list.size() > 1 ? "," : "") + item;
  return list + "]";
}

std::vector<std::string> mediaItems(std::span<const store::MediaInfo> media) {
  std::vector<std::string> items;
  for (const auto& one : media) items.push_back(toJson(one));
  return items;
}

Answer objectOf(const Fields& fields) {
  Answer object = Answer::object();
  for (const auto& [name, value] : fields)
    object[std::string(name)] = value.starts_with('=') ? Answer::parse(value.substr(1)) : Answer(value);
  return object;
}

}  // namespace

int httpStatusOf(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Parse: return 400;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Unsupported: return 415;
    case ErrorCode::TooLarge: return 413;
    case ErrorCode::Timeout: return 504;
    case ErrorCode::Cancelled:
    case ErrorCode::Unavailable: return 503;
    case ErrorCode::Internal: break;
  }
  return 500;
}

std::string toJson(const Problem& problem) {
  Answer node{{"type", "about:blank"},    {"title", problem.title}, {"status", problem.status},
              {"detail", problem.detail}, {"code", problem.code},   {"requestId", problem.requestId}};
  if (problem.offset) node["offset"] = *problem.offset;
  std::string text = oneLineOf(node);
  if (problem.conflictJson.empty()) return text;
  text.pop_back();
  return text + ",\"conflict\":" + problem.conflictJson + "}";
}

std::string conflictOf(const std::string& outcomeJson) {
  constexpr std::string_view kShell = "{\"conflict\":";
  if (!outcomeJson.starts_with(kShell)) return {};
  return outcomeJson.substr(kShell.size(), outcomeJson.size() - kShell.size() - 1);
}

std::string branchJson(const store::BranchInfo& branch) {
  return oneLineOf(
      {{"name", branch.name}, {"head", branch.head}, {"from", branch.from}, {"createdMs", branch.createdMs}});
}

std::string toJson(const perform::Performance& performance) {
  const Seconds seconds(performance.tempoMap);
  Answer tempos = Answer::array(), meters = Answer::array(), keys = Answer::array();
  for (const auto& change : performance.tempoMap) tempos.push_back({{"at", change.at}, {"bpm", change.bpm}});
  for (const auto& change : performance.meterMap)
    meters.push_back({{"at", change.at}, {"meter", song::toText(change.meter)}});
  for (const auto& change : performance.keyMap)
    keys.push_back(
        {{"at", change.at}, {"key", theory::toText(change.key.tonic)}, {"mode", theory::toText(change.key.mode)}});
  std::vector<std::string> tracks;
  for (const auto& track : performance.tracks) tracks.push_back(trackJson(track, seconds));
  std::string text = oneLineOf({{"title", performance.title},
                                {"groove", performance.groove},
                                {"leadIn", performance.leadIn},
                                {"length", performance.length},
                                {"lengthSeconds", seconds.at(performance.length)},
                                {"tempoMap", std::move(tempos)},
                                {"meterMap", std::move(meters)},
                                {"keyMap", std::move(keys)},
                                {"chordNames", markers(performance.chordNames, seconds)},
                                {"partNames", markers(performance.partNames, seconds)}});
  text.pop_back();
  return text + ",\"tracks\":" + joined(tracks) + "}";
}

std::string toJson(std::span<const store::ShownSuggestion> shown) {
  Answer list = Answer::array();
  for (const auto& one : shown) list.push_back({{"chords", one.chords}, {"key", one.key}, {"shownMs", one.shownMs}});
  return oneLineOf({{"shown", std::move(list)}});
}

std::string mediaPage(std::span<const store::MediaInfo> media, bool isLast) {
  const std::string next = isLast || media.empty() ? "null" : "\"" + media.back().id + "\"";
  return "{\"media\":" + joined(mediaItems(media)) + ",\"next\":" + next + "}";
}

std::string inspiredJson(const std::string& briefJson, std::span<const store::MediaInfo> kept) {
  return "{\"inspiration\":" + briefJson + ",\"media\":" + joined(mediaItems(kept)) + "}";
}

std::string importedJson(const std::string& songJson, std::span<const Diagnostic> losses) {
  Answer list = Answer::array();
  for (const auto& loss : losses)
    list.push_back({{"severity", loss.severity == Severity::Note ? "note" : "warning"}, {"message", loss.message}});
  return "{\"song\":" + songJson + ",\"losses\":" + oneLineOf(list) + "}";
}

std::string toJson(const JobState& job) {
  return oneLineOf({{"jobId", job.id}, {"state", job.state}, {"events", job.events}});
}

std::string objectJson(const Fields& fields) { return oneLineOf(objectOf(fields)); }

std::string listJson(std::string_view name, std::span<const Fields> objects) {
  Answer list = Answer::array();
  for (const auto& fields : objects) list.push_back(objectOf(fields));
  return oneLineOf({{std::string(name), std::move(list)}});
}

}  // namespace amuse::wire
