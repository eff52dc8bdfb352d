#include <filesystem>
#include <memory>

#include "base/files.h"
#include "cli/internal/commands.h"
#include "evaluate/scene_report.h"

namespace amuse::cli {
namespace {

struct ScenesOptions {
  std::string data = "../shared/data", plot;
};

/// Reads a thousand photographs, so it takes a minute; where they are missing it says so and passes.
Result<int> runScenes(const ScenesOptions& options, const Streams& streams) {
  const auto folder = std::filesystem::path(options.data) / "scenes";
  if (!std::filesystem::is_directory(folder)) {
    streams.out << "scenes: skipped, there are no photographs at " << folder.string() << " (--data names the folder)\n";
    return 0;
  }
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto report = evaluate::evaluateScenes(*home, folder);
  if (!report) return tl::unexpected(report.error());
  streams.out << evaluate::toText(*report);
  if (options.plot.empty()) return 0;
  if (const auto written = writeFile(options.plot, evaluate::toSvg(*report)); !written)
    return tl::unexpected(written.error());
  return 0;
}

}  // namespace

void addScenesReport(CLI::App& inspire, Runner& runner) {
  auto options = std::make_shared<ScenesOptions>();
  auto* command = inspire.add_subcommand("scenes", "How pictures are read, on held-out photographs");
  command->add_option("--data", options->data, "The data folder")->capture_default_str();
  command->add_option("--plot", options->plot, "Writes the confusion matrix, an SVG file");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runScenes(*options, runner.streams); }; });
}

}  // namespace amuse::cli
