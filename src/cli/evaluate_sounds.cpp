#include <filesystem>
#include <memory>

#include "base/files.h"
#include "cli/internal/commands.h"
#include "evaluate/sound_report.h"

namespace amuse::cli {
namespace {

struct SoundsOptions {
  std::string data = "../shared/data", plot;
};

/// Trains and judges across folds, so it takes a minute; where the recordings are missing it says so and passes.
Result<int> runSounds(const SoundsOptions& options, const Streams& streams) {
  const auto folder = std::filesystem::path(options.data) / "sounds";
  if (!std::filesystem::is_directory(folder)) {
    streams.out << "sounds: skipped, there are no recordings at " << folder.string() << " (--data names the folder)\n";
    return 0;
  }
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto report = evaluate::evaluateSounds(*home, folder);
  if (!report) return tl::unexpected(report.error());
  streams.out << evaluate::toText(*report);
  if (options.plot.empty()) return 0;
  if (const auto written = writeFile(options.plot, evaluate::toSvg(*report)); !written)
    return tl::unexpected(written.error());
  return 0;
}

}  // namespace

void addSoundsReport(CLI::App& inspire, Runner& runner) {
  auto options = std::make_shared<SoundsOptions>();
  auto* command = inspire.add_subcommand("sounds", "How sounds are heard: recordings across folds, rendered pieces");
  command->add_option("--data", options->data, "The data folder")->capture_default_str();
  command->add_option("--plot", options->plot, "Writes the confusion matrix, an SVG file");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runSounds(*options, runner.streams); }; });
}

}  // namespace amuse::cli
