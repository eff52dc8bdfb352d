#include <fmt/format.h>

#include <ctime>
#include <functional>
#include <istream>
#include <memory>

#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/parse_error.h"
#include "cli/internal/store_options.h"
#include "notation/formats.h"
#include "song/song_json.h"
#include "song/validate.h"
#include "wire/songs_json.h"
#include "wire/suggest_json.h"

namespace amuse::cli {
namespace {

/// All that the commands under `songs` take; each uses its part.
struct SongsOptions {
  std::string data, id, search, branch = std::string(store::kMainBranch), file, name, by;
  std::int64_t version = 0, before = 0;
  std::size_t limit = 50;
  std::string cursor;
  bool trash = false, json = false, byTitle = false, operation = false, named = false;
};

using Work = std::function<Result<int>(store::Store&, SongsOptions&, const Streams&)>;

std::string timeText(store::UnixMs ms) {
  const std::time_t seconds = ms / 1000;
  std::tm local{};
  ::localtime_r(&seconds, &local);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local)};
}

template <typename Value>
Result<int> print(const SongsOptions& options, const Streams& streams, const Result<Value>& value,
                  const std::function<std::string(const Value&)>& asText) {
  if (!value) return tl::unexpected(value.error());
  if (options.json) {
    printLine(streams, wire::toJson(*value));
  } else {
    streams.out << asText(*value);
  }
  return 0;
}

std::string songsText(const store::SongPage& page) {
  std::string text;
  for (const auto& song : page.songs)
    text += fmt::format("{}  {}  v{:<5} {}\n", song.id, timeText(song.savedMs), song.version,
                        song.title.empty() ? "(no title)" : song.title);
  if (page.songs.empty()) text = "no songs\n";
  if (!page.next.empty()) text += fmt::format("more: --cursor {}\n", page.next);
  return text;
}

std::string versionText(const store::VersionInfo& version) {
  return fmt::format("v{:<5} {}  {:<8} {}{}{}{}\n", version.version, timeText(version.savedMs),
                     store::toText(version.kind), version.summary, version.of ? fmt::format(" (v{})", *version.of) : "",
                     version.by.empty() ? "" : fmt::format("  by {}", version.by),
                     version.name.empty() ? "" : fmt::format("  \"{}\"", version.name));
}

std::string historyText(const store::HistoryPage& page) {
  std::string text;
  for (const auto& version : page.versions) text += versionText(version);
  if (page.next) text += fmt::format("more: --before {}\n", *page.next);
  return text;
}

std::string branchesText(const std::vector<store::BranchInfo>& branches) {
  std::string text;
  for (const auto& branch : branches)
    text += fmt::format("{}  v{} (from v{})\n", branch.name, branch.head, branch.from);
  return text;
}

std::string infoText(const store::SongInfo& info) {
  return fmt::format("{}  v{}  {}{}\n", info.id, info.version, info.title, info.deletedMs ? "  (in the trash)" : "");
}

std::string outcomeText(const store::SaveOutcome& outcome) {
  if (const auto* saved = std::get_if<store::Saved>(&outcome)) return versionText(saved->version);
  return fmt::format("conflict: the song is at version {} now\n", std::get<store::Conflict>(outcome).head);
}

Result<int> runList(store::Store& store, SongsOptions& o, const Streams& streams) {
  const store::ListQuery query{o.search, o.trash, o.byTitle ? store::SongOrder::Title : store::SongOrder::Newest,
                               o.limit, o.cursor};
  return print<store::SongPage>(o, streams, store.songs().list(query), songsText);
}

Result<store::StoredSong> readAsked(store::Store& store, const SongsOptions& o) {
  return o.version > 0 ? store.songs().readVersion(o.id, o.version) : store.songs().read(o.id, o.branch);
}

Result<int> runShow(store::Store& store, SongsOptions& o, const Streams& streams) {
  const auto stored = readAsked(store, o);
  if (!stored) return tl::unexpected(stored.error());
  if (o.json) {
    printLine(streams, wire::toJson(*stored));
    return 0;
  }
  const auto song = song::parseSong(stored->json);
  if (!song) return tl::unexpected(song.error());
  const auto chart = notation::findFormat("text")->write(*song);
  if (!chart) return tl::unexpected(chart.error());
  streams.out << infoText(stored->info) << chart->value;
  return 0;
}

Result<int> runSongExport(store::Store& store, SongsOptions& o, const Streams& streams) {
  const auto* format = notation::findFormatByName(o.file);
  if (!format || !format->write)
    return fail(ErrorCode::InvalidArgument,
                "name the file .json, .musicxml, .cho, .txt, .lab ...; for sound and MIDI export the .json once more");
  const auto stored = readAsked(store, o);
  if (!stored) return tl::unexpected(stored.error());
  const auto song = song::parseSong(stored->json);
  if (!song) return tl::unexpected(song.error());
  const auto written = format->write(*song);
  if (!written) return tl::unexpected(written.error());
  if (const auto done = writeFile(o.file, written->value); !done) return tl::unexpected(done.error());
  for (const auto& loss : written->losses) streams.err << "note: " << loss.message << '\n';
  return 0;
}

Result<int> runAdd(store::Store& store, SongsOptions& o, const Streams& streams) {
  const auto bytes = readFile(o.file, song::kMaxSongBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto read = notation::readAnyFormat(*bytes, o.file);
  if (!read) return tl::unexpected(read.error());
  for (const auto& loss : read->losses) streams.err << "note: " << loss.message << '\n';
  const auto stored = store.songs().create(read->value, "", o.by);
  if (!stored) return tl::unexpected(stored.error());
  return print<store::SongInfo>(o, streams, stored->info, infoText);
}

Result<int> runHistory(store::Store& store, SongsOptions& o, const Streams& streams) {
  store::HistoryQuery query{o.branch, std::nullopt, o.named, o.limit};
  if (o.before > 0) query.before = o.before;
  return print<store::HistoryPage>(o, streams, store.songs().history(o.id, query), historyText);
}

/// A change a line in, an answer a line out, which is written when the change is safe. A line that cannot be read ends
/// nothing: its error is its answer.
Result<int> runEdit(store::Store& store, SongsOptions& o, const Streams& streams) {
  std::string line;
  while (std::getline(streams.in, line)) {
    if (line.empty()) continue;
    auto change = wire::parseChange(line);
    if (change) {
      change->target.songId = o.id;
      const auto outcome = store.songs().applyEdits(change->target, change->edits);
      printLine(streams, outcome ? wire::toJson(*outcome) : wire::toJson(outcome.error()));
    } else {
      printLine(streams, wire::toJson(change.error()));
    }
    streams.out.flush();
  }
  return 0;
}

/// The head of the branch as the base: at the command line the newest is meant.
Result<store::Target> headOf(store::Store& store, const SongsOptions& o) {
  const auto stored = store.songs().read(o.id, o.branch);
  if (!stored) return tl::unexpected(stored.error());
  return store::Target{o.id, stored->version, o.branch, {}, o.by};
}

using Change = std::function<Result<store::SaveOutcome>(store::SongStore&, const store::Target&, const SongsOptions&)>;

Work changing(Change change) {
  return [change = std::move(change)](store::Store& store, SongsOptions& o, const Streams& streams) -> Result<int> {
    const auto target = headOf(store, o);
    if (!target) return tl::unexpected(target.error());
    return print<store::SaveOutcome>(o, streams, change(store.songs(), *target, o), outcomeText);
  };
}

store::Step stepOf(const SongsOptions& o) { return o.operation ? store::Step::Operation : store::Step::Batch; }

Result<int> runCheck(store::Store& store, SongsOptions&, const Streams& streams) {
  const auto problems = store.check();
  if (!problems) return tl::unexpected(problems.error());
  for (const auto& problem : *problems) streams.out << problem << '\n';
  if (!problems->empty())
    return fail(ErrorCode::Unavailable, "the store is damaged; put a backup in its place with amuse restore");
  const auto info = store.info();
  if (!info) return tl::unexpected(info.error());
  streams.out << fmt::format("ok: {} songs, {} versions, {} pictures and sounds\n", info->songs + info->trashed,
                             info->versions, info->media);
  return 0;
}

/// Adds commands under `songs` that share their options and how they are run.
class SongsCommands {
 public:
  SongsCommands(CLI::App& songs, Runner& runner, std::shared_ptr<SongsOptions> options)
      : songs_(songs), runner_(runner), options_(std::move(options)) {}

  CLI::App* add(const std::string& name, const std::string& about, Work work, bool takesId = true, bool makes = false) {
    auto* command = songs_.add_subcommand(name, about);
    if (takesId) command->add_option("id", options_->id, "The song's id; amuse songs list shows them")->required();
    addDataOption(*command, options_->data);
    command->callback([this_ = *this, work = std::move(work), makes] {
      this_.runner_.action = [this_, work, makes]() -> Result<int> {
        const auto store = openNamedStore(this_.options_->data, makes);
        if (!store) return tl::unexpected(store.error());
        return work(**store, *this_.options_, this_.runner_.streams);
      };
    });
    return command;
  }
  void json(CLI::App* command) const { command->add_flag("--json", options_->json, "One JSON object"); }
  void branch(CLI::App* command) const {
    command->add_option("--branch", options_->branch, "The branch")->capture_default_str();
  }
  void version(CLI::App* command) const {
    command->add_option("--at", options_->version, "As it was at this version [the newest]")
        ->check(wholeNumber(1, INT64_MAX));
  }
  void limit(CLI::App* command) const {
    command->add_option("--limit", options_->limit, "How many, 1 to 200")
        ->capture_default_str()
        ->check(wholeNumber(1, static_cast<std::int64_t>(store::kMaxPageItems)));
  }
  void by(CLI::App* command) const { command->add_option("--by", options_->by, "Who did it, for the history"); }

 private:
  CLI::App& songs_;
  Runner& runner_;
  std::shared_ptr<SongsOptions> options_;
};

void addReading(SongsCommands& commands, SongsOptions& o) {
  auto* list = commands.add("list", "The songs, newest first", runList, false);
  list->add_option("--search", o.search, "Words in title, parts, lyrics or inspirations");
  list->add_flag("--trash", o.trash, "Those in the trash");
  list->add_flag("--by-title", o.byTitle, "In the order of their titles");
  list->add_option("--cursor", o.cursor, "Where the page before ended");
  commands.limit(list), commands.json(list);
  auto* show = commands.add("show", "A song as a chart", runShow);
  commands.branch(show), commands.version(show), commands.json(show);
  auto* exported = commands.add("export", "A song as a file: amuse songs export ID -o song.musicxml", runSongExport);
  exported->add_option("-o,--output", o.file, "The file; its name says the format")->required();
  commands.branch(exported), commands.version(exported);
  auto* history = commands.add("history", "Every version, newest first", runHistory);
  history->add_option("--before", o.before, "Only older versions")->check(wholeNumber(1, INT64_MAX));
  history->add_flag("--named", o.named, "Only versions with a name");
  commands.branch(history), commands.limit(history), commands.json(history);
  auto* branches = commands.add("branches", "The branches", [](store::Store& s, SongsOptions& opt, const Streams& st) {
    return print<std::vector<store::BranchInfo>>(opt, st, s.songs().branches(opt.id), branchesText);
  });
  commands.json(branches);
  commands.add("check", "Reads everything and says what is wrong", runCheck, false);
}

void addChanging(SongsCommands& commands, SongsOptions& o) {
  auto* add = commands.add("add", "Stores a song: " + notation::formatList(false), runAdd, false, true);
  add->add_option("file", o.file, "The file")->required();
  commands.by(add), commands.json(add);
  commands.add("edit", "Changes on standard input, a line each: {\"baseVersion\":3,\"edits\":[...]}", runEdit);
  auto* undo =
      commands.add("undo", "Takes the last change back",
                   changing([](auto& songs, auto& target, auto& opt) { return songs.undo(target, stepOf(opt)); }));
  auto* redo =
      commands.add("redo", "Does again what was undone",
                   changing([](auto& songs, auto& target, auto& opt) { return songs.redo(target, stepOf(opt)); }));
  for (auto* command : {undo, redo}) {
    command->add_flag("--operation", o.operation, "Only one operation of the change");
    commands.branch(command), commands.by(command), commands.json(command);
  }
  auto* restore =
      commands.add("restore", "Makes a song what it was",
                   changing([](auto& songs, auto& target, auto& opt) { return songs.restore(target, opt.version); }));
  restore->add_option("version", o.version, "The version")->required()->check(wholeNumber(1, INT64_MAX));
  commands.branch(restore), commands.by(restore), commands.json(restore);
  auto* name = commands.add("name", "Names a version", [](store::Store& s, SongsOptions& opt, const Streams& st) {
    return print<store::VersionInfo>(opt, st, s.songs().nameVersion(opt.id, opt.version, opt.name), versionText);
  });
  name->add_option("version", o.version, "The version")->required()->check(wholeNumber(1, INT64_MAX));
  name->add_option("name", o.name, "Its name; \"\" takes it away")->required();
  auto* branch = commands.add("branch", "Begins a branch", [](store::Store& s, SongsOptions& opt, const Streams& st) {
    const auto added = s.songs().addBranch(opt.id, opt.name, opt.version);
    if (!added) return Result<int>(tl::unexpected(added.error()));
    st.out << branchesText({*added});
    return Result<int>(0);
  });
  branch->add_option("version", o.version, "The version it leaves from")->required()->check(wholeNumber(1, INT64_MAX));
  branch->add_option("name", o.name, "Its name")->required();
}

void addTrash(SongsCommands& commands) {
  const auto simple = [](Result<store::SongInfo> (store::SongStore::*what)(const store::SongId&)) {
    return [what](store::Store& s, SongsOptions& o, const Streams& streams) {
      return print<store::SongInfo>(o, streams, (s.songs().*what)(o.id), infoText);
    };
  };
  commands.add("delete", "Into the trash", simple(&store::SongStore::trash));
  commands.add("undelete", "Out of the trash", simple(&store::SongStore::undelete));
  commands.add("purge", "Gone for ever, with its history; only from the trash",
               [](store::Store& s, SongsOptions& o, const Streams& streams) -> Result<int> {
                 if (const auto gone = s.songs().purge(o.id); !gone) return tl::unexpected(gone.error());
                 streams.out << "gone\n";
                 return 0;
               });
}

}  // namespace

void addSongs(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<SongsOptions>();
  auto* songs = app.add_subcommand("songs", "Stored songs: list, show, history, undo, branches, trash ...");
  songs->require_subcommand(1);
  songs->footer(
      "Try:\n"
      "  amuse songs add song.json\n"
      "  amuse songs list --search beach\n"
      "  amuse songs history ID\n"
      "  amuse songs restore ID 12");
  SongsCommands commands(*songs, runner, options);
  addReading(commands, *options);
  addChanging(commands, *options);
  addTrash(commands);
}

}  // namespace amuse::cli
