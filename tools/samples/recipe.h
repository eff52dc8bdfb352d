#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

/// What is sampled: the rows of tools/samples/instruments.tsv.
namespace amuse::samples {

struct InstrumentRecipe {
  std::string name;
  bool drums = false;        ///< A kit: `pitches` are General MIDI drum keys, never let go.
  int program = 0;           ///< The General MIDI program (kit) that is sampled.
  std::vector<int> serves;   ///< The programs (kits) it stands in for, itself among them.
  std::vector<int> pitches;  ///< Those that are sampled; between them the page changes the speed.
  double seconds = 2;        ///< The longest a sample may be.
  int sampleRateHz = 44100;  ///< Half of it for what has nothing above 11 kHz: MP3 frames can be smaller there.
  bool stereo = false;
  bool looped = false;          ///< Held notes go on for as long as the key.
  double releaseSeconds = 0.2;  ///< Time in which a note that is let go falls by 60 dB.
  double quality = 5;           ///< LAME's V scale: 0 best, 9 smallest.
};

/// Errors: Unavailable (no such file), Parse with the line that is wrong and what is allowed.
[[nodiscard]] Result<std::vector<InstrumentRecipe>> readRecipes(const std::filesystem::path& path);

}  // namespace amuse::samples
