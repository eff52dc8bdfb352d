// modules: song
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "song/edits.h"
#include "song/song_json.h"
#include "song/timeline.h"

/// Bytes as a song and as an edit: what is read is written and read back the same, and edits keep songs valid.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse::song;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find('\n');
  auto song = parseSong(text.substr(0, cut));
  if (song) {
    const auto back = parseSong(toJson(*song));
    if (!back || *back != *song) std::abort();
    (void)playedChords(*song);
    (void)secondsAt(*song, songLengthTicks(*song));
  }
  if (cut == std::string_view::npos) return 0;
  const auto edit = parseEdit(text.substr(cut + 1));
  if (!edit) return 0;
  const auto back = parseEdit(toJson(*edit));
  if (!back || *back != *edit) std::abort();
  if (!song) return 0;
  const Song before = *song;
  const auto applied = apply(*song, *edit);
  if (!applied) {
    if (*song != before) std::abort();
  } else if (!apply(*song, applied->inverse) || !sameMusic(*song, before)) {
    std::abort();
  }
  return 0;
}
