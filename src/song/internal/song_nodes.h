#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/json_reader.h"
#include "song/song.h"

/// The song's pieces as JSON, shared by the song document and the edits that carry such pieces.
/// Readers check types and sizes; whether the whole makes sense is validate()'s business.
namespace amuse::song {

/// Whether ids must be there: in documents yes; in edits a missing id asks for a fresh one.
enum class IdRule { Required, Optional };

[[nodiscard]] nlohmann::ordered_json toNode(const theory::Key& key);  ///< {"key": "Eb", "mode": "Maj"}
[[nodiscard]] nlohmann::ordered_json toNode(const Origin& origin);
[[nodiscard]] nlohmann::ordered_json toNode(const ChordEvent& chord);
[[nodiscard]] nlohmann::ordered_json toNode(const Note& note);
[[nodiscard]] nlohmann::ordered_json toNode(const Lyric& lyric);
[[nodiscard]] nlohmann::ordered_json toNode(const Part& part);
[[nodiscard]] nlohmann::ordered_json toNode(const Style& style);
[[nodiscard]] nlohmann::ordered_json toNode(const TrackMix& mix);
[[nodiscard]] nlohmann::ordered_json toNode(const Sharing& sharing);
[[nodiscard]] nlohmann::ordered_json toNode(const KeptSuggestion& suggestion);
[[nodiscard]] nlohmann::ordered_json toNode(const Song& song);

[[nodiscard]] theory::Key readKey(const JsonReader& reader);  ///< Takes the members "key" and "mode"; allows others.
[[nodiscard]] theory::ChordSymbol readSymbol(const JsonReader& reader);
[[nodiscard]] Meter readMeter(const JsonReader& reader);
[[nodiscard]] Tick readTick(const JsonReader& reader);
[[nodiscard]] Id readId(const JsonReader& reader);
[[nodiscard]] std::vector<int> readVoicing(const JsonReader& reader);
[[nodiscard]] Origin readOrigin(const JsonReader& reader);
[[nodiscard]] ChordEvent readChord(const JsonReader& reader, IdRule rule);
[[nodiscard]] Note readNote(const JsonReader& reader, IdRule rule);
[[nodiscard]] Lyric readLyric(const JsonReader& reader, IdRule rule);
[[nodiscard]] Part readPart(const JsonReader& reader, IdRule rule);
[[nodiscard]] Style readStyle(const JsonReader& reader);
[[nodiscard]] TrackMix readTrackMix(const JsonReader& reader);
[[nodiscard]] Sharing readSharing(const JsonReader& reader);
[[nodiscard]] Verdict readVerdict(const JsonReader& reader);
[[nodiscard]] KeptSuggestion readSuggestion(const JsonReader& reader, IdRule rule);
[[nodiscard]] Song readSong(const JsonReader& reader);
/// The same for a document of any version, inside another document.
[[nodiscard]] Song readAnySong(const JsonReader& reader);

/// The smallest nextId the song's ids allow.
[[nodiscard]] std::uint64_t leastNextId(const Song& song);

}  // namespace amuse::song
