// modules: notation
#include <cstdlib>

#include "base/midi_file.h"
#include "notation/midi_import.h"
#include "song/validate.h"

/// What is read can be written and read again, and whatever imports is a valid song.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto file = amuse::parseMidiFile(bytes);
  if (!file) return 0;
  if (file->division.ticksPerSecond == 0) {
    const auto again = amuse::parseMidiFile(amuse::toBytes(*file));
    if (!again || again->tracks.size() != file->tracks.size()) std::abort();
  }
  const auto imported = amuse::notation::importMidi(bytes);
  if (imported && !amuse::song::validate(imported->song)) std::abort();
  return 0;
}
