#include "perform/perform.h"

#include <fmt/format.h>

#include "perform/frame.h"
#include "perform/plain.h"

namespace amuse::perform {
namespace {

constexpr std::size_t kMostBars = 2000;

bool wanted(const Track& track, const PerformOptions& options) {
  switch (track.instrument) {
    case Instrument::Bass: return options.bass;
    case Instrument::Drums: return options.drums;
    case Instrument::Melody: return options.melody;
    default: return options.comp;
  }
}

}  // namespace

Result<Performance> perform(const song::Song& song, const PerformOptions& options, const GrooveBook& book) {
  const Frame frame = makeFrame(song);
  if (frame.bars.size() > kMostBars)
    return fail(ErrorCode::TooLarge, fmt::format("the song has over {} bars; play it in pieces", kMostBars));
  Performance performance = makeEmptyPerformance(song, frame);
  (void)book;
  performance.groove = "plain";
  for (Track& track : playPlain(frame)) {
    if (wanted(track, options)) performance.tracks.push_back(std::move(track));
  }
  Track melody{.name = "Melody", .instrument = Instrument::Melody, .channel = 2, .program = 73};
  melody.notes = melodyNotes(song, frame);
  if (!melody.notes.empty() && options.melody) performance.tracks.push_back(std::move(melody));
  return performance;
}

}  // namespace amuse::perform
