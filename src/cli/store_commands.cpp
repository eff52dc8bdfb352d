#include <fmt/format.h>

#include <memory>

#include "cli/internal/commands.h"
#include "cli/internal/store_options.h"

namespace amuse::cli {
namespace {

struct CopyOptions {
  std::string data, file;
};

Result<int> runBackup(const CopyOptions& options, const Streams& streams) {
  const auto store = openNamedStore(options.data, false);
  if (!store) return tl::unexpected(store.error());
  if (const auto done = (*store)->backup(options.file); !done) return tl::unexpected(done.error());
  const auto info = (*store)->info();
  if (!info) return tl::unexpected(info.error());
  streams.out << fmt::format("{}: {} songs, {} in the trash, {} pictures and sounds\n", options.file, info->songs,
                             info->trashed, info->media);
  return 0;
}

Result<int> runRestore(const CopyOptions& options, const Streams& streams) {
  store::StoreOptions place;
  place.folder = options.data;
  const auto kept = store::restoreStore(options.file, place, systemClock());
  if (!kept) return tl::unexpected(kept.error());
  const auto store = openNamedStore(options.data, false);
  if (!store) return tl::unexpected(store.error());
  const auto info = (*store)->info();
  if (!info) return tl::unexpected(info.error());
  streams.out << fmt::format("{} holds {} songs again\n", info->place, info->songs);
  if (!kept->empty()) streams.out << fmt::format("what was there is kept in {}\n", kept->string());
  return 0;
}

}  // namespace

const Clock& systemClock() {
  static const SystemClock clock;
  return clock;
}

void addDataOption(CLI::App& command, std::string& folder) {
  folder = store::defaultFolder().string();
  auto* data = command.add_option("--data", folder, "The folder of the songs [$AMUSE_DATA, or ~/.local/share/amuse]");
  const auto take = [&folder](const std::string& url) {
    const auto named = store::folderOfUrl(url);
    if (!named) throw CLI::ValidationError("--store", named.error().message);
    folder = named->string();
  };
  command.add_option_function<std::string>("--store", take, "The same by its address: sqlite:FOLDER")->excludes(data);
}

Result<std::unique_ptr<store::Store>> openNamedStore(const std::string& folder, bool make) {
  store::StoreOptions place;
  place.folder = folder;
  place.mustExist = !make;
  return store::openStore(place, systemClock());
}

void addBackup(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<CopyOptions>();
  auto* command = app.add_subcommand("backup", "A whole copy of all songs, also while the server runs");
  addDataOption(*command, options->data);
  command->add_option("-o,--output", options->file, "The file to write")->required();
  command->footer("Try:\n  amuse backup -o songs-$(date +%F).db");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runBackup(*options, runner.streams); }; });
}

void addRestore(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<CopyOptions>();
  auto* command = app.add_subcommand("restore", "Puts a backup in the place of all songs, also while the server runs");
  addDataOption(*command, options->data);
  command->add_option("backup", options->file, "A file that amuse backup wrote")->required();
  command->footer("What was there before is kept beside it, as before-restore-<time>.db.");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runRestore(*options, runner.streams); }; });
}

}  // namespace amuse::cli
