#include "wire/transcription_json.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/json_reader.h"
#include "media/decode_protocol.h"
#include "song/song.h"
#include "song/validate.h"
#include "wire/internal/request_fields.h"

namespace amuse::wire {
namespace {

using namespace internal;
using Node = nlohmann::ordered_json;
using transcribe::Transcription;

constexpr std::size_t kMaxBeats = 20'000, kMaxSpans = 8'192;
constexpr double kLatestSecond = media::kMaxDecodeStart + transcribe::kMaxTranscribeSeconds + 1;

/// Three decimals of a second are finer than any ear; of a share, finer than any recogniser.
double toThousandths(double value) { return std::round(value * 1000) / 1000; }

std::string nameOf(const std::optional<theory::ChordSymbol>& chord) {
  return theory::toText(chord.value_or(theory::noChord()));
}

Node nodeOf(const transcribe::TranscribedChord& chord) {
  Node alternatives = Node::array();
  for (const auto& one : chord.alternatives)
    alternatives.push_back({{"chord", nameOf(one.chord)}, {"p", toThousandths(one.p)}});
  return {{"start", toThousandths(chord.start)},
          {"end", toThousandths(chord.end)},
          {"chord", nameOf(chord.chord)},
          {"confidence", toThousandths(chord.confidence)},
          {"alternatives", std::move(alternatives)}};
}

std::string meterText(int beatsPerBar) { return song::toText(song::Meter{beatsPerBar, beatsPerBar == 6 ? 8 : 4}); }

// Reading. -----------------------------------------------------------------------------------------------------------

std::optional<theory::ChordSymbol> readChord(const JsonReader& reader) {
  const auto chord = reader.take(theory::parseAnyChord(reader.text(theory::kMaxChordSymbolBytes)));
  return chord.isNoChord() ? std::nullopt : std::optional(chord);
}

theory::Key readKey(const JsonReader& reader) {
  const auto key = reader.take(theory::parseKey(reader.text(kMaxWordBytes)));
  return {key.tonic, key.mode};
}

double readSeconds(const JsonReader& reader) { return reader.number(0, kLatestSecond); }

/// The spans of a list, each read by `readOwn` besides its times; a problem where one begins before the last has ended.
template <typename Span, typename ReadOwn>
std::vector<Span> readSpans(const JsonReader& reader, const ReadOwn& readOwn) {
  std::vector<Span> spans;
  for (const auto& item : reader.items(kMaxSpans)) {
    Span span;
    span.start = readSeconds(item.at("start"));
    span.end = readSeconds(item.at("end"));
    if (span.end < span.start) item.refuse("must not end before it begins");
    if (!spans.empty() && span.start < spans.back().end) item.refuse("must not begin before the one before has ended");
    readOwn(item, span);
    spans.push_back(std::move(span));
  }
  return spans;
}

void readChordSpan(const JsonReader& reader, transcribe::TranscribedChord& chord) {
  reader.allowOnly({"start", "end", "chord", "confidence", "alternatives"});
  chord.chord = readChord(reader.at("chord"));
  chord.confidence = reader.at("confidence").number(0, 1);
  if (const auto alternatives = reader.find("alternatives"))
    for (const auto& item : alternatives->items(transcribe::kMaxAlternatives)) {
      item.allowOnly({"chord", "p"});
      chord.alternatives.push_back({readChord(item.at("chord")), item.at("p").number(0, 1)});
    }
}

std::vector<transcribe::Beat> readBeats(const JsonReader& reader) {
  std::vector<transcribe::Beat> beats;
  for (const auto& item : reader.items(kMaxBeats)) {
    item.allowOnly({"timeSeconds", "beatInBar"});
    beats.push_back({readSeconds(item.at("timeSeconds")), item.at("beatInBar").smallInteger(1, 32)});
    if (beats.size() > 1 && beats.back().timeSeconds <= beats[beats.size() - 2].timeSeconds)
      item.refuse("must come after the beat before");
  }
  return beats;
}

/// Without gaps and without equal neighbours.
std::vector<transcribe::TranscribedChord> settled(std::vector<transcribe::TranscribedChord> chords) {
  std::vector<transcribe::TranscribedChord> all;
  for (auto& chord : chords) {
    if (chord.end <= chord.start) continue;
    if (!all.empty() && chord.start > all.back().end) all.push_back({all.back().end, chord.start, std::nullopt, 0, {}});
    if (!all.empty() && all.back().chord == chord.chord)
      all.back().end = chord.end;
    else
      all.push_back(std::move(chord));
  }
  return all;
}

Transcription readTranscription(const JsonReader& reader) {
  reader.allowOnly({"durationSeconds", "tuningCents", "meter", "tempoBpm", "beats", "keys", "chords", "sections"});
  Transcription heard;
  heard.durationSeconds = reader.at("durationSeconds").number(0, kLatestSecond);
  if (const auto cents = reader.find("tuningCents")) heard.tuningCents = cents->number(-100, 100);
  if (const auto meter = reader.find("meter"))
    heard.beatsPerBar = meter->take(song::parseMeter(meter->text(kMaxWordBytes))).beats;
  if (const auto tempo = reader.find("tempoBpm")) heard.tempoBpm = tempo->number(0, 1000);
  heard.beats = readBeats(reader.at("beats"));
  heard.keys = readSpans<transcribe::KeySpan>(reader.at("keys"), [](const JsonReader& item, transcribe::KeySpan& span) {
    item.allowOnly({"start", "end", "key", "confidence"});
    span.key = readKey(item.at("key"));
    span.confidence = item.at("confidence").number(0, 1);
  });
  heard.chords = settled(readSpans<transcribe::TranscribedChord>(reader.at("chords"), readChordSpan));
  if (const auto sections = reader.find("sections"))
    heard.sections =
        readSpans<transcribe::SectionSpan>(*sections, [](const JsonReader& item, transcribe::SectionSpan& span) {
          item.allowOnly({"start", "end", "label"});
          span.label = item.at("label").text(kMaxWordBytes);
        });
  return heard;
}

TranscribedSongRequest readSongRequest(const JsonReader& reader) {
  reader.allowOnly({"transcription", "transposeTo", "simplify", "from", "until", "title", "source"});
  TranscribedSongRequest request;
  request.heard = readTranscription(reader.at("transcription"));
  if (const auto key = reader.find("transposeTo"))
    request.wishes.transposeTo = key->take(theory::parseKey(key->text(kMaxWordBytes)));
  if (const auto detail = reader.find("simplify"))
    request.wishes.detail = detail->take(transcribe::parseChordDetail(detail->text(kMaxWordBytes)));
  if (const auto from = reader.find("from")) request.from = readSeconds(*from);
  if (const auto until = reader.find("until")) request.until = readSeconds(*until);
  if (request.until && *request.until <= request.from.value_or(0)) reader.at("until").refuse("must come after from");
  setText(reader, "title", request.title, song::kMaxTitleBytes);
  setText(reader, "source", request.source);
  return request;
}

}  // namespace

std::string toJson(const Transcription& heard) {
  Node node{{"durationSeconds", toThousandths(heard.durationSeconds)},
            {"tuningCents", std::round(heard.tuningCents * 10) / 10},
            {"meter", meterText(heard.beatsPerBar)},
            {"tempoBpm", std::round(heard.tempoBpm * 100) / 100},
            {"beats", Node::array()},
            {"keys", Node::array()},
            {"chords", Node::array()},
            {"sections", Node::array()}};
  for (const auto& beat : heard.beats)
    node["beats"].push_back({{"timeSeconds", toThousandths(beat.timeSeconds)}, {"beatInBar", beat.beatInBar}});
  for (const auto& span : heard.keys)
    node["keys"].push_back({{"start", toThousandths(span.start)},
                            {"end", toThousandths(span.end)},
                            {"key", theory::toText(span.key)},
                            {"confidence", toThousandths(span.confidence)}});
  for (const auto& chord : heard.chords) node["chords"].push_back(nodeOf(chord));
  for (const auto& section : heard.sections)
    node["sections"].push_back(
        {{"start", toThousandths(section.start)}, {"end", toThousandths(section.end)}, {"label", section.label}});
  return node.dump(-1, ' ', false, Node::error_handler_t::replace);
}

std::string progressEvent(double share) { return Node{{"share", toThousandths(share)}}.dump(); }

Result<Transcription> parseTranscription(std::string_view json) {
  return readJsonText(json, kMaxTranscriptionBytes, readTranscription);
}

Result<TranscribedSongRequest> parseTranscribedSongRequest(std::string_view json) {
  return readJsonText(json, kMaxTranscriptionBytes, readSongRequest);
}

}  // namespace amuse::wire
