#include "app/render.h"

#include "notation/midi_performance.h"
#include "perform/groove_choice.h"
#include "perform/perform.h"

namespace amuse::app {

Result<Player> Player::open(const std::filesystem::path& home) {
  auto grooves = perform::loadGrooveBook(home);
  if (!grooves) return tl::unexpected(grooves.error());
  return Player(*std::move(grooves));
}

song::Song Player::dressed(song::Song song, const PlayOptions& options) const {
  if (!options.groove.empty()) song.style.groove = options.groove;
  if (!options.brief || grooves_.grooves.empty()) return song;
  if (song.style.groove == "auto")
    song.style = perform::styleFor(*options.brief, song.meterMap.front().meter, grooves_);
  if (const perform::Groove* groove = grooves_.find(song.style.groove))
    song.tempoMap.front().bpm = perform::tempoFor(*options.brief, *groove);
  return song;
}

Result<std::string> Player::midi(const song::Song& song, const PlayOptions& options) const {
  perform::PerformOptions how;
  how.seed = options.seed;
  how.groove = options.groove;
  how.brief = options.brief;
  const auto performance = perform::perform(song, how, grooves_);
  if (!performance) return tl::unexpected(performance.error());
  return notation::writeMidi(*performance);
}

Result<std::string> Player::sound(const song::Song& song, const PlayOptions& options, media::AudioFormat format) {
  const auto bytes = midi(song, options);
  if (!bytes) return tl::unexpected(bytes.error());
  if (!media_) {
    auto client = media::MediaClient::start();
    if (!client) return tl::unexpected(client.error());
    media_ = *std::move(client);
  }
  media::RenderOptions how;
  how.format = format;
  auto rendered = media_->renderMidi(*bytes, how);
  if (!rendered) return tl::unexpected(rendered.error());
  return std::move(rendered->bytes);
}

}  // namespace amuse::app
