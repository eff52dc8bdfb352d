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

}  // namespace

/// The first byte chooses a reader of request bodies, the rest is the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse::wire;
  if (size == 0) return 0;
  const std::string_view json(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 13) {
    case 0: return parseSuggestRequest(json) ? 0 : 0;
    case 1: return parseScoreRequest(json) ? 0 : 0;
    case 2: return parseNextRequest(json) ? 0 : 0;
    case 3: return parsePlayRequest(json) ? 0 : 0;
    case 4: return parseExportRequest(json) ? 0 : 0;
    case 5: return parseNewSong(json) ? 0 : 0;
    case 6: return parseReplace(json) ? 0 : 0;
    case 7: return parseStep(json) ? 0 : 0;
    case 8: return parseChange(json) ? 0 : 0;
    case 10: return parseIdeasRequest(json) ? 0 : 0;
    case 9: return readChords(json);
    case 11: return readTranscription(json);
    default: return parseNewBranch(json) && parseName(json) ? 0 : 0;
  }
}
