#include "song/internal/check_part.h"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "brief/brief_json.h"
#include "song/validate.h"

namespace amuse::song {
bool isPlainText(std::string_view text, std::size_t limit) {
  const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return text.size() <= limit && findInvalidUtf8(text) == std::string_view::npos &&
         std::none_of(text.begin(), text.end(), isControl);
}

bool isSpelling(const theory::Spelling& spelling) {
  return spelling.letter >= 0 && spelling.letter <= 6 && std::abs(spelling.accidental) <= 2;
}

namespace {

using Checked = Result<void>;

Checked badPart(std::string message) { return fail(ErrorCode::InvalidArgument, std::move(message)); }

/// Sorted, apart from each other, inside [low, high].
template <typename Event>
Checked checkSpans(const std::vector<Event>& events, Tick low, Tick high, const Id& partId) {
  if (events.size() > kMaxEventsOfPart)
    return badPart(fmt::format("part {} has over {} events", partId, kMaxEventsOfPart));
  Tick end = low;
  for (const Event& event : events) {
    if (event.length <= 0 || event.length > kMaxTick)
      return badPart(fmt::format("{} must have a length above 0", event.id));
    if (event.start < low || event.start > high - event.length) {
      return badPart(fmt::format("{} lies outside the bars of part {}", event.id, partId));
    }
    if (event.start < end) return badPart(fmt::format("{} begins before the end of what precedes it", event.id));
    end = event.start + event.length;
  }
  return {};
}

struct OriginCheck {
  bool operator()(const HumanOrigin&) const { return true; }
  bool operator()(const SuggestionOrigin& o) const {
    return isPlainText(o.prior, kMaxNameBytes) && isPlainText(o.proposer, kMaxNameBytes) &&
           o.inspiration.size() <= brief::kMaxInspirationTextBytes &&
           findInvalidUtf8(o.inspiration) == std::string_view::npos;
  }
  bool operator()(const TranscriptionOrigin& o) const {
    return isPlainText(o.source, kMaxNameBytes) && within(o.startSeconds, 0, 1e6) &&
           within(o.endSeconds, o.startSeconds, 1e6) && within(o.confidence, 0, 1);
  }
};

bool isVoicing(const std::vector<int>& voicing) {
  return !voicing.empty() && voicing.size() <= kMaxVoices && voicing.front() >= 0 && voicing.back() <= 127 &&
         std::adjacent_find(voicing.begin(), voicing.end(), std::greater_equal<>()) == voicing.end();
}

Checked checkChord(const ChordEvent& chord) {
  if (!canBeWritten(chord.symbol)) return badPart(fmt::format("the chord {} has no symbol", chord.id));
  if (chord.voicing && !isVoicing(*chord.voicing)) {
    return badPart(fmt::format("the voicing of {} must be 1 to {} ascending MIDI numbers", chord.id, kMaxVoices));
  }
  if (!isOrigin(chord.origin)) return badPart(fmt::format("the origin of {} is not right", chord.id));
  return {};
}

Checked checkNote(const Note& note) {
  if (note.pitch < 0 || note.pitch > 127) return badPart(fmt::format("the pitch of {} must be from 0 to 127", note.id));
  if (note.velocity < 1 || note.velocity > 127) {
    return badPart(fmt::format("the velocity of {} must be from 1 to 127", note.id));
  }
  return {};
}

/// Lyrics are sorted by start, those at one place by id, so that a set of lyrics has one written form.
bool inOrder(const Lyric& a, const Lyric& b) { return a.start != b.start ? a.start < b.start : idBefore(a.id, b.id); }

Checked checkLyrics(const Part& part, Tick length) {
  std::set<std::string_view> notes;
  for (const Note& note : part.melody) notes.insert(note.id);
  if (part.lyrics.size() > kMaxEventsOfPart) return badPart(fmt::format("part {} has too many lyrics", part.id));
  for (std::size_t i = 0; i < part.lyrics.size(); ++i) {
    const Lyric& lyric = part.lyrics[i];
    if (i > 0 && !inOrder(part.lyrics[i - 1], lyric))
      return badPart(fmt::format("the lyric {} is out of order", lyric.id));
    if (lyric.start < -part.pickupTicks || lyric.start >= length) {
      return badPart(fmt::format("{} lies outside the bars of part {}", lyric.id, part.id));
    }
    if (lyric.text.empty() || !isPlainText(lyric.text, kMaxLyricBytes)) {
      return badPart(fmt::format("the lyric {} must be one line of text", lyric.id));
    }
    if (lyric.noteId && !notes.contains(*lyric.noteId)) {
      return badPart(fmt::format("the lyric {} belongs to a note that part {} does not have", lyric.id, part.id));
    }
  }
  return {};
}

}  // namespace

bool canBeWritten(const theory::ChordSymbol& symbol) {
  if (!isSpelling(symbol.root) || (symbol.bass && !isSpelling(*symbol.bass))) return false;
  const auto back = theory::parseChordSymbol(theory::toText(symbol));
  return back && *back == symbol;
}

bool isOrigin(const Origin& origin) { return std::visit(OriginCheck{}, origin); }

Result<void> checkPart(const Part& part, Tick length, const Meter& firstMeter) {
  if (part.name.empty() || !isPlainText(part.name, kMaxNameBytes)) {
    return badPart(fmt::format("the name of part {} must be one short line of text", part.id));
  }
  if (part.pickupTicks < 0 || part.pickupTicks >= firstMeter.barTicks()) {
    return badPart(fmt::format("the pickup of part {} must be shorter than a bar", part.id));
  }
  if (auto chords = checkSpans(part.chords, -part.pickupTicks, length, part.id); !chords) return chords;
  if (auto melody = checkSpans(part.melody, -part.pickupTicks, length, part.id); !melody) return melody;
  for (const ChordEvent& chord : part.chords) {
    if (auto checked = checkChord(chord); !checked) return checked;
  }
  for (const Note& note : part.melody) {
    if (auto checked = checkNote(note); !checked) return checked;
  }
  return checkLyrics(part, length);
}

}  // namespace amuse::song
