#pragma once

#include <span>
#include <string>

#include "base/files.h"
#include "base/result.h"

/// The soundfont, mapped before the sandbox closes and read from memory ever after.
namespace amuse::media {

struct SoundFontFile {
  std::string name;  ///< Its file name, without the folder.
  MappedFile bytes;
};

/// Opens $AMUSE_SOUNDFONT when set, else Debian's FluidR3_GM.sf2.
/// Errors: Unavailable, naming the package to install; Parse (no SoundFont 2 file).
[[nodiscard]] Result<SoundFontFile> openSoundFont();

}  // namespace amuse::media
