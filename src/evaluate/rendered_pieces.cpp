#include "evaluate/rendered_pieces.h"

#include <array>
#include <string_view>

#include "app/render.h"
#include "audio/sound_features.h"
#include "song/song_builder.h"
#include "theory/chord_symbol.h"

namespace amuse::evaluate {
namespace {

constexpr std::array<std::string_view, 10> kGrooves{"pop",  "rock",   "bossa", "punk",        "ballad",
                                                    "folk", "reggae", "funk",  "fingerstyle", "dance"};
/// Written in C and moved to each key. Source: the progressions Hooktheory's trends list first for either mode.
constexpr std::array<std::array<std::string_view, 4>, 4> kMajorSongs{
    {{"C", "G", "Am", "F"}, {"C", "Am", "F", "G"}, {"C", "F", "G", "C"}, {"C", "Em", "F", "G"}}};
constexpr std::array<std::array<std::string_view, 4>, 4> kMinorSongs{
    {{"Cm", "Ab", "Eb", "Bb"}, {"Cm", "Fm", "Gm", "Cm"}, {"Cm", "Bb", "Ab", "Bb"}, {"Cm", "Eb", "Bb", "Fm"}}};
constexpr int kPieces = 40, kTimesThrough = 2;

song::Song pieceSong(int index) {
  const bool isMinor = index % 2 == 1;
  const auto& progression = (isMinor ? kMinorSongs : kMajorSongs)[static_cast<std::size_t>(index / 2 % 4)];
  const auto key = theory::makeKey(index * 7 % 12, isMinor ? theory::Mode::Min : theory::Mode::Maj);
  std::vector<song::ChordSpan> spans;
  const song::Meter meter{4, 4};
  for (int time = 0; time < kTimesThrough; ++time)
    for (const auto symbol : progression) {
      const auto chord = theory::parseAnyChord(symbol);
      spans.push_back({theory::toSymbol(theory::toRelative(*chord, 0), key), 4 * meter.beatTicks()});
    }
  return song::makeSong("piece", key, meter, 66 + index * 29 % 87, spans);
}

}  // namespace

Result<std::vector<RenderedPiece>> renderPieces(media::MediaClient& media, const std::filesystem::path& home) {
  const auto player = app::Player::open(home);
  if (!player) return tl::unexpected(player.error());
  std::vector<RenderedPiece> pieces;
  for (int i = 0; i < kPieces; ++i) {
    const auto song = pieceSong(i);
    const std::string groove(kGrooves[static_cast<std::size_t>(i) % kGrooves.size()]);
    app::PlayOptions how;
    how.wishes.groove = groove;
    how.seed = static_cast<std::uint32_t>(i + 1);
    const auto midi = player->midi(player->dressed(song, how), how);
    if (!midi) return tl::unexpected(midi.error());
    media::RenderOptions options;
    options.sampleRateHz = audio::kAnalysisRateHz;
    auto sound = media.renderMidiToSamples(*midi, options);
    if (!sound) return tl::unexpected(sound.error());
    const bool isMinor = i % 2 == 1;
    pieces.push_back({groove, theory::makeKey(i * 7 % 12, isMinor ? theory::Mode::Min : theory::Mode::Maj),
                      66.0 + i * 29 % 87, toMono(*sound)});
  }
  return pieces;
}

}  // namespace amuse::evaluate
