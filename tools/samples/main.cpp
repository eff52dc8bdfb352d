#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "base/files.h"
#include "mp3_file.h"
#include "note_renderer.h"
#include "recipe.h"
#include "sprite.h"

namespace {

using namespace amuse;
using namespace amuse::samples;
using Json = nlohmann::ordered_json;

double rounded(double value, double parts) { return std::round(value * parts) / parts; }

Json toJson(const Zone& zone) {
  Json json{{"pitch", zone.pitch},
            {"at", rounded(zone.atSeconds, 1e6)},
            {"length", rounded(zone.lengthSeconds, 1e6)},
            {"gain", rounded(zone.gain, 1e4)}};
  if (zone.loopEnd > 0) {
    json["loop"] = {{"start", rounded(zone.loopStart, 1e6)},
                    {"end", rounded(zone.loopEnd, 1e6)},
                    {"likeness", rounded(zone.likeness, 1e3)}};
  }
  return json;
}

Json toJson(const InstrumentRecipe& recipe, const Sprite& sprite) {
  Json json{{"name", recipe.name},       {"file", recipe.name + ".mp3"},     {"drums", recipe.drums},
            {"programs", recipe.serves}, {"release", recipe.releaseSeconds}, {"levels", Json::array()},
            {"zones", Json::array()}};
  for (const double level : sprite.levels) json["levels"].push_back(rounded(level, 1e3));
  for (const Zone& zone : sprite.zones) json["zones"].push_back(toJson(zone));
  return json;
}

struct Made {
  Json json;
  std::string mp3;
};

Result<Made> make(NoteRenderer& renderer, const InstrumentRecipe& recipe, bool report) {
  const auto sprite = makeSprite(renderer, recipe);
  if (!sprite) return tl::unexpected(sprite.error());
  auto mp3 = encodeMp3(sprite->audio, recipe.stereo, recipe.quality);
  if (!mp3) return tl::unexpected(mp3.error());
  if (report) {
    const auto decoded = decodeMp3(*mp3);
    if (!decoded) return tl::unexpected(decoded.error());
    double worst = 1;
    for (const Zone& zone : sprite->zones) {
      if (zone.loopEnd > 0) worst = std::min(worst, zone.likeness);
    }
    const double seconds = sprite->audio.durationSeconds();
    fmt::print("{:<14}{:>4} notes {:>6.1f} s {:>8} bytes {:>5.0f} kbit/s {:>6.1f} dB signal to noise{}\n", recipe.name,
               sprite->zones.size(), seconds, mp3->size(), static_cast<double>(mp3->size()) * 8e-3 / seconds,
               signalToNoiseDb(sprite->audio, *decoded),
               worst < 1 ? fmt::format(", loops >= {:.2f} alike", worst) : "");
  }
  return Made{toJson(recipe, *sprite), std::move(*mp3)};
}

Result<void> makeAll(const std::string& soundFont, const std::string& recipePath, const std::filesystem::path& folder,
                     bool report) {
  const auto recipes = readRecipes(recipePath);
  if (!recipes) return tl::unexpected(recipes.error());
  std::string rows;
  std::size_t bytes = 0;
  for (const InstrumentRecipe& recipe : *recipes) {
    auto renderer = NoteRenderer::make(soundFont, recipe.sampleRateHz);
    if (!renderer) return tl::unexpected(renderer.error());
    const auto made = make(*renderer, recipe, report);
    if (!made) return tl::unexpected(made.error());
    const auto written = writeFile(folder / (recipe.name + ".mp3"), made->mp3);
    if (!written) return written;
    rows += (rows.empty() ? "  " : ",\n  ") + made->json.dump();
    bytes += made->mp3.size();
  }
  fmt::print("{} instruments, {} bytes\n", recipes->size(), bytes);
  const std::string head =
      fmt::format(R"({{"version":1,"source":"FluidR3_GM.sf2 by Frank Wen, MIT","marker":{},)", kMarkerSeconds);
  return writeFile(folder / "manifest.json", head + "\n \"instruments\":[\n" + rows + "\n]}\n");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Makes the page's instruments from a soundfont: an MP3 each, and manifest.json"};
  std::string soundFont = "/usr/share/sounds/sf2/FluidR3_GM.sf2", recipe = "tools/samples/instruments.tsv",
              folder = "web/public/samples";
  bool report = false;
  app.add_option("--soundfont", soundFont, "SoundFont 2 file");
  app.add_option("--recipe", recipe, "What is sampled");
  app.add_option("-o,--output", folder, "Folder, which must exist");
  app.add_flag("--report", report, "Print size and distance from the original of each");
  CLI11_PARSE(app, argc, argv);
  const auto done = makeAll(soundFont, recipe, folder, report);
  if (done) return 0;
  fmt::print(stderr, "amuse-samples: {}\n", done.error().message);
  return exitCodeOf(done.error().code);
}
