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

song::Style Player::styleFor(const song::Song& song, const PlayOptions& options) const {
  song::Style style = song.style;
  if (!options.groove.empty()) style.groove = options.groove;
  if (style.groove != "auto" || !options.brief || grooves_.grooves.empty()) return style;
  return perform::styleFor(*options.brief, song.meterMap.front().meter, grooves_);
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
