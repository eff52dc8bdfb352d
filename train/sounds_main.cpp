#include <iostream>

#include <CLI/CLI.hpp>

#include "base/files.h"
#include "evaluate/sound_report.h"

/// amuse-sounds: makes models/sounds.bin from the field recordings.
int main(int argc, char** argv) {
  using namespace amuse;
  CLI::App app("Fits the sound recogniser to folders of recordings (one folder a class)");
  std::string data = "../shared/data/sounds", out = "models/sounds.bin";
  app.add_option("--data", data, "The folder of folders")->capture_default_str();
  app.add_option("--out", out, "The file to write")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  auto media = media::MediaClient::start();
  if (!media) return std::cerr << media.error().message << '\n', 3;
  const auto sounds = evaluate::loadSounds(*media, data);
  if (!sounds) return std::cerr << sounds.error().message << '\n', 2;
  const auto bytes = evaluate::fitSounds(*sounds, 0).toBytes();
  if (const auto written = writeFile(out, bytes); !written) return std::cerr << written.error().message << '\n', 3;
  std::cout << sounds->clips.size() << " recordings, " << sounds->classes.size() << " classes, " << bytes.size()
            << " bytes to " << out << '\n';
  return 0;
}
