#include "perform/push.h"

#include <algorithm>
#include <map>

namespace amuse::perform {

std::vector<Push> pushesOf(const Frame& frame, const Groove& groove, const Feel& feel,
                           const std::vector<Level>& levels) {
  std::map<song::Tick, Push> byChange;
  for (const GroovePart& part : groove.parts) {
    if (part.instrument == Instrument::Bass || part.instrument == Instrument::Drums) continue;
    for (const Stroke& stroke : strokesOf(frame, part, "right", feel, levels)) {
      const FrameChord* chord = chordAt(frame, stroke.start);
      if (chord == nullptr) continue;
      const auto early =
          earlyStroke(frame, stroke, frame.chords, static_cast<std::size_t>(chord - frame.chords.data()));
      if (!early.chord) continue;
      const auto [push, fresh] = byChange.try_emplace(chord->end, Push{stroke.start, chord->end, *early.chord});
      push->second.at = std::min(push->second.at, stroke.start);
    }
  }
  std::vector<Push> pushes;
  pushes.reserve(byChange.size());
  for (const auto& [change, push] : byChange) pushes.push_back(push);
  return pushes;
}

}  // namespace amuse::perform
