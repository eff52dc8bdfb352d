#include "base/text.h"
#include "notation/formats.h"
#include "server/internal/services.h"
#include "song/song_json.h"
#include "wire/answers.h"
#include "wire/requests.h"

/// Songs and progressions played and written to files, and files read.
namespace amuse::server {
namespace {

/// The song the request brings or names, dressed as it asks.
Result<song::Song> songOf(Services& services, const wire::PlayRequest& wanted) {
  if (auto known = services.players.shared().check(wanted.how.wishes); !known) return tl::unexpected(known.error());
  if (wanted.song) return services.players.shared().dressed(*wanted.song, wanted.how);
  const auto stored = services.store.songs().read(wanted.songId, wanted.branch);
  if (!stored) return tl::unexpected(stored.error());
  auto song = song::parseSong(stored->json);
  if (!song) return song;
  return services.players.shared().dressed(*std::move(song), wanted.how);
}

Response perform(Services& services, const Request& request) {
  const auto wanted = wire::parsePlayRequest(request.body);
  if (!wanted) return problemAnswer(request, wanted.error());
  const auto song = songOf(services, *wanted);
  if (!song) return problemAnswer(request, song.error());
  const auto notes = services.players.shared().notes(*song, wanted->how, wanted->how.slows);
  return notes ? jsonAnswer(wire::toJson(*notes)) : problemAnswer(request, notes.error());
}

/// A title as a file name: letters, digits and blanks of it.
std::string fileNameFor(const std::string& title, std::string_view extension) {
  std::string name;
  for (const char c : title) {
    const bool isPlain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '_';
    if (isPlain && name.size() < 60) name += c;
  }
  name = trim(name);
  return (name.empty() ? "song" : name) + std::string(extension);
}

Result<std::string> bytesOf(Services& services, const song::Song& song, const wire::PlayRequest& wanted,
                            const notation::Format& format) {
  if (format.write != nullptr) return format.write(song).map([](auto&& written) { return std::move(written.value); });
  if (format.id == "midi") return services.players.shared().midi(song, wanted.how);
  return services.players.sound(song, wanted.how,
                                format.id == "ogg" ? media::AudioFormat::Ogg : media::AudioFormat::Wav);
}

Response written(Services& services, const Request& request, wire::PlayRequest wanted) {
  const auto* format = notation::findFormat(wanted.format);
  if (format == nullptr)
    return problemAnswer(request, Error{ErrorCode::InvalidArgument, "format: use " + notation::formatList(true), {}});
  if (!wanted.hasFinish) wanted.how.ending = perform::Ending::Final;
  const auto song = songOf(services, wanted);
  if (!song) return problemAnswer(request, song.error());
  auto bytes = bytesOf(services, *song, wanted, *format);
  if (!bytes) return problemAnswer(request, bytes.error());
  Response response{200, std::string(format->mediaType), *std::move(bytes)};
  return response.with("Content-Disposition",
                       "attachment; filename=\"" + fileNameFor(song->title, format->extension) + "\"");
}

Response exportAny(Services& services, const Request& request) {
  auto wanted = wire::parseExportRequest(request.body);
  return wanted ? written(services, request, *std::move(wanted)) : problemAnswer(request, wanted.error());
}

Response exportSong(Services& services, const Request& request) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (const auto pair : split(request.query, '&')) {
    const auto name = percentDecoded(pair.substr(0, pair.find('=')), true);
    if (!name || name->empty()) continue;
    fields.emplace_back(*name, request.parameter(*name).value_or(""));
  }
  auto wanted = wire::parseExportQuery(fields);
  if (!wanted) return problemAnswer(request, wanted.error());
  wanted->songId = request.variable("songId");
  return written(services, request, *std::move(wanted));
}

Response import(Services&, const Request& request) {
  const auto read = notation::readAnyFormat(request.body, request.parameter("name").value_or(""));
  if (!read) return problemAnswer(request, read.error());
  return jsonAnswer(wire::importedJson(song::toJson(read->value), read->losses));
}

Response grooves(Services& services, const Request&) {
  std::vector<wire::Fields> list{{{"name", "auto"}, {"title", "Chosen by the inspiration and the metre"}},
                                 {{"name", "plain"}, {"title", "Plain chords"}}};
  for (const auto& [name, title] : services.players.shared().grooveTitles())
    if (name != "plain") list.push_back({{"name", name}, {"title", title}});
  return jsonAnswer(wire::listJson("grooves", list));
}

Response formats(Services&, const Request&) {
  std::vector<wire::Fields> list;
  for (const auto& format : notation::formats())
    list.push_back({{"id", std::string(format.id)},
                    {"name", std::string(format.name)},
                    {"extension", std::string(format.extension)},
                    {"type", std::string(format.mediaType)},
                    {"writes", format.write != nullptr || format.sound || format.id == "midi" ? "=true" : "=false"},
                    {"reads", format.read != nullptr ? "=true" : "=false"}});
  return jsonAnswer(wire::listJson("formats", list));
}

}  // namespace

std::vector<HandlerRow> playHandlers() {
  return {{"perform", perform}, {"export", exportAny}, {"exportSong", exportSong},
          {"import", import},   {"grooves", grooves},  {"formats", formats}};
}

}  // namespace amuse::server
