#include "media/process/sound_font.h"

#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace amuse::media {
namespace {

/// Where Debian's fluid-soundfont-gm puts it. Never timgm6mb or whatever default-GM.sf2 points to: licences differ.
constexpr const char* kDebianSoundFont = "/usr/share/sounds/sf2/FluidR3_GM.sf2";

bool isSoundFont(std::span<const std::byte> bytes) {
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), bytes.size() < 12 ? 0 : 12);
  return head.substr(0, 4) == "RIFF" && head.size() == 12 && head.substr(8) == "sfbk";
}

}  // namespace

Result<SoundFontFile> openSoundFont() {
  const char* chosen = std::getenv("AMUSE_SOUNDFONT");  // NOLINT(concurrency-mt-unsafe): before any thread.
  const bool isChosen = chosen != nullptr && *chosen != '\0';
  const std::filesystem::path path = isChosen ? chosen : kDebianSoundFont;
  auto bytes = MappedFile::open(path);
  if (!bytes) {
    return fail(ErrorCode::Unavailable,
                isChosen ? "no soundfont at " + path.string() + "; correct AMUSE_SOUNDFONT or unset it"
                         : "no soundfont: install the Debian package fluid-soundfont-gm, or set AMUSE_SOUNDFONT");
  }
  if (!isSoundFont(bytes->bytes())) {
    return fail(ErrorCode::Parse, path.string() + " is no SoundFont 2 file; correct AMUSE_SOUNDFONT");
  }
  return SoundFontFile{path.filename().string(), std::move(*bytes)};
}

}  // namespace amuse::media
