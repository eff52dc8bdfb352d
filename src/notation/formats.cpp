#include "notation/formats.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "notation/chordpro.h"
#include "notation/lab.h"
#include "notation/midi_import.h"
#include "notation/musicxml.h"
#include "notation/text_chart.h"
#include "song/song_json.h"

namespace amuse::notation {
namespace {

using song::Song;
using Written = Result<WithLosses<std::string>>;
using Read = Result<WithLosses<Song>>;

Written writeJson(const Song& song) { return WithLosses<std::string>{song::toJson(song, 2) + "\n", {}}; }
Written writeChart(const Song& song) { return writeTextChart(song, ChartSymbols::LeadSheet); }
Written writeNashvilleChart(const Song& song) { return writeTextChart(song, ChartSymbols::Nashville); }

Read readJson(std::string_view bytes) {
  auto song = song::parseSong(bytes);
  if (!song) return tl::unexpected(song.error());
  return WithLosses<Song>{*std::move(song), {}};
}

Read readMidiSong(std::string_view bytes) {
  auto imported = importMidi(bytes);
  if (!imported) return tl::unexpected(imported.error());
  WithLosses<Song> result{std::move(imported->song), {}};
  for (std::string& remark : imported->remarks) {
    result.losses.push_back({Severity::Warning, std::move(remark), std::nullopt});
  }
  return result;
}

Read readLabSong(std::string_view bytes) { return readLab(bytes); }

constexpr std::array kFormats{
    Format{"json", "Amuse song", ".json", "", "application/json", false, writeJson, readJson},
    Format{"midi", "Standard MIDI file", ".mid", ".midi .smf", "audio/midi", true, nullptr, readMidiSong},
    Format{"musicxml", "MusicXML 4", ".musicxml", ".xml", "application/vnd.recordare.musicxml+xml", false,
           writeMusicXml, readMusicXml},
    Format{"chordpro", "ChordPro", ".cho", ".chopro .chordpro .crd .pro", "text/plain", false, writeChordPro,
           readChordPro},
    Format{"lab", "Harte chord labels", ".lab", "", "text/plain", false, writeLab, readLabSong},
    Format{"text", "text chart", ".txt", "", "text/plain", false, writeChart, readTextChart},
    Format{"nashville", "Nashville number chart", ".nashville.txt", "", "text/plain", false, writeNashvilleChart,
           readTextChart},
    Format{"wav", "WAV sound", ".wav", "", "audio/wav", true, nullptr, nullptr},
    Format{"ogg", "Ogg Vorbis sound", ".ogg", "", "audio/ogg", true, nullptr, nullptr},
};

bool endsLike(std::string_view name, const Format& format) {
  if (name.ends_with(format.extension)) return true;
  const auto others = splitWords(format.otherExtensions);
  return std::any_of(others.begin(), others.end(),
                     [&](std::string_view extension) { return name.ends_with(extension); });
}

/// Whether the text's first line that says something is three fields of which two are numbers.
bool looksLikeLab(std::string_view bytes) {
  for (const std::string_view line : split(bytes.substr(0, 4096), '\n')) {
    const auto fields = splitWords(line);
    if (fields.empty() || fields[0].starts_with('#')) continue;
    const auto isNumber = [](std::string_view field) {
      return field.find_first_not_of("0123456789.") == std::string_view::npos;
    };
    return fields.size() == 3 && isNumber(fields[0]) && isNumber(fields[1]);
  }
  return false;
}

bool looksLikeChordPro(std::string_view bytes) {
  for (const std::string_view line : split(bytes.substr(0, 4096), '\n')) {
    const std::string_view text = trim(line);
    if (text.starts_with('{') && text.ends_with('}')) return true;
  }
  return false;
}

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* findFormat(std::string_view id) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& f) { return f.id == id; });
  return found == kFormats.end() ? nullptr : &*found;
}

const Format* findFormatByName(std::string_view fileName) {
  const std::string name = toLower(fileName);
  const Format* best = nullptr;
  for (const Format& format : kFormats) {
    // The longest ending holds: ".nashville.txt" before ".txt".
    if (endsLike(name, format) && (best == nullptr || format.extension.size() > best->extension.size())) best = &format;
  }
  return best;
}

const Format* guessFormat(std::string_view bytes) {
  if (bytes.starts_with("MThd")) return findFormat("midi");
  const std::string_view text = trim(bytes.starts_with("\xef\xbb\xbf") ? bytes.substr(3) : bytes);
  if (text.starts_with("<")) return findFormat("musicxml");
  if (text.starts_with("{\"") || text.starts_with("{\n") || text.starts_with("{ ")) return findFormat("json");
  if (looksLikeLab(text)) return findFormat("lab");
  if (looksLikeChordPro(text)) return findFormat("chordpro");
  if (text.find('|') != std::string_view::npos) return findFormat("text");
  if (text.find('[') != std::string_view::npos) return findFormat("chordpro");
  return nullptr;
}

std::string formatList(bool written) {
  std::vector<std::string> ids;
  for (const Format& format : kFormats) {
    if (written ? format.write != nullptr || format.sound : format.read != nullptr) ids.emplace_back(format.id);
  }
  return join(ids, ", ");
}

Result<WithLosses<Song>> readAnyFormat(std::string_view bytes, std::string_view fileName) {
  if (bytes.starts_with("PK\x03\x04")) {
    return fail(ErrorCode::Unsupported, "compressed files (.mxl) are not read; unpack it or save it as .musicxml");
  }
  const Format* format = findFormatByName(fileName);
  if (format == nullptr || format->read == nullptr) format = guessFormat(bytes);
  if (format == nullptr || format->read == nullptr) {
    return fail(ErrorCode::Unsupported, "no format fits the file; " + formatList(false) + " can be read");
  }
  return format->read(bytes);
}

}  // namespace amuse::notation
