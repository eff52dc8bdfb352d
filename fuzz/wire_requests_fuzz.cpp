// modules: wire
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "song/validate.h"
#include "wire/chords_json.h"
#include "wire/requests.h"
#include "wire/songs_json.h"
#include "wire/suggest_requests.h"
#include "wire/transcription_json.h"

namespace {

/// Reading, naming and completing chords: whatever is typed, an answer comes.
int readChords(std::string_view json) {
  const auto request = amuse::wire::parseChordsRequest(json);
  if (request && amuse::wire::answerChords(*request, {}).empty()) __builtin_trap();
  return 0;
}

/// Whatever transcription comes becomes a song that may be kept, and reads back as it is written.
int readTranscription(std::string_view json) {
  const auto request = amuse::wire::parseTranscribedSongRequest(json);
  if (!request) return 0;
  const auto& heard = request->heard;
  if (!amuse::song::validate(amuse::app::toSong(heard, request->title, request->source))) __builtin_trap();
  if (!amuse::wire::parseTranscription(amuse::wire::toJson(heard))) __builtin_trap();
  return 0;
}

template <typename Read>
int readAny(const Read& read, std::string_view json) {
  const bool isRead = static_cast<bool>(read(json));
  (void)isRead;
  return 0;
}

}  // namespace

/// The first byte chooses a reader of request bodies, the rest is the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse::wire;
  if (size == 0) return 0;
  const std::string_view json(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 13) {
    case 0: return readAny(parseSuggestRequest, json);
    case 1: return readAny(parseScoreRequest, json);
    case 2: return readAny(parseNextRequest, json);
    case 3: return readAny(parsePlayRequest, json);
    case 4: return readAny(parseExportRequest, json);
    case 5: return readAny(parseNewSong, json);
    case 6: return readAny(parseReplace, json);
    case 7: return readAny(parseStep, json);
    case 8: return readAny(parseChange, json);
    case 9: return readChords(json);
    case 10: return readAny(parseIdeasRequest, json);
    case 11: return readTranscription(json);
    default: return readAny(parseNewBranch, json) + readAny(parseName, json);
  }
}
