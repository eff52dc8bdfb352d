// modules: perform
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "perform/perform.h"
#include "song/song_builder.h"

// A groove file that reads must also play: any pattern over any metre, without a note out of place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)perform::parseFretShapes(text);
  const auto groove = perform::parseGroove(text, "fuzzed");
  if (!groove) return 0;
  perform::GrooveBook book;
  book.grooves.push_back(*groove);
  const song::Meter meters[] = {{4, 4}, {3, 4}, {7, 8}, {6, 8}};
  const auto chord = theory::parseChordSymbol("Am7").value();
  const song::ChordSpan spans[] = {{chord, 2880}, {chord, 960}, {chord, 3840}};
  for (const song::Meter& meter : meters) {
    perform::PerformOptions options;
    options.groove = groove->name;
    const auto performance = perform::perform(song::makeSong("f", {}, meter, 120, spans), options, book);
    if (!performance) continue;  // "plain" and "auto" are names of their own
    for (const auto& track : performance->tracks) {
      for (const auto& note : track.notes) {
        if (note.start < 0 || note.length < 1 || note.start + note.length > performance->length) __builtin_trap();
      }
    }
  }
  return 0;
}
