#include "app/render.h"

#include <algorithm>

#include "notation/midi_performance.h"
#include "perform/groove_choice.h"
#include "perform/perform.h"
#include "song/song_builder.h"
#include "song/timeline.h"
#include "song/validate.h"

namespace amuse::app {

Result<Player> Player::open(const std::filesystem::path& home) {
  auto grooves = perform::loadGrooveBook(home);
  if (!grooves) return tl::unexpected(grooves.error());
  return Player(*std::move(grooves));
}

bool PlayWishes::any() const noexcept { return groove || feel || tempoBpm || swing || energy || density || capo; }

song::Song withWishes(song::Song song, const PlayWishes& wishes) {
  if (wishes.groove) song.style.groove = *wishes.groove;
  if (wishes.feel) song.style.feel = *wishes.feel;
  if (wishes.swing) song.style.swing = std::clamp(*wishes.swing, 0.0, 1.0);
  if (wishes.energy) song.style.energy = std::clamp(*wishes.energy, 0.0, 1.0);
  if (wishes.density) song.style.density = std::clamp(*wishes.density, 0.0, 1.0);
  if (wishes.capo) song.capo = std::clamp(*wishes.capo, 0, 11);
  if (wishes.tempoBpm) {
    const double ratio = *wishes.tempoBpm / song.tempoMap.front().bpm;
    for (song::TempoChange& change : song.tempoMap)
      change.bpm = std::clamp(change.bpm * ratio, song::kMinTempoBpm, song::kMaxTempoBpm);
    song.tempoMap.front().bpm = std::clamp(*wishes.tempoBpm, song::kMinTempoBpm, song::kMaxTempoBpm);
  }
  return song;
}

song::Song broughtHome(song::Song song) {
  const auto played = song::playedChords(song);
  if (played.empty()) return song;
  const auto symbolOf = [&](const song::PlayedEvent& event) {
    return song.parts[event.partIndex].chords[event.eventIndex].symbol;
  };
  const song::Tick end = song::songLengthTicks(song);
  const theory::Key key = song::keyAt(song, end);
  const auto isHome = [&](const theory::ChordSymbol& symbol) {
    return !symbol.isNoChord() && symbol.root.pitchClass() == key.tonic.pitchClass();
  };
  const theory::ChordSymbol first = symbolOf(played.front()), last = symbolOf(played.back());
  if (last.isNoChord() || isHome(last) || played.back().start + played.back().length < end) return song;
  theory::ChordSymbol home = first;
  if (!isHome(first) || first.bassPitchClass() != first.root.pitchClass()) {
    theory::RelativeChord tonic;
    tonic.quality =
        theory::plainQuality(theory::isMinorFamily(key.mode) ? theory::ChordClass::Min : theory::ChordClass::Maj);
    home = theory::toSymbol(tonic, key);
  }
  const std::size_t part = song::addPart(song, "", 1);
  song::addChord(song, part, 0, song::meterAt(song, end).barTicks(), home);
  return song;
}

Result<void> Player::check(const PlayWishes& wishes) const {
  const std::string name = wishes.groove.value_or("auto");
  if (name == "auto" || name == "plain" || grooves_.find(name) != nullptr) return {};
  return tl::unexpected(perform::noSuchGroove(name, grooves_));
}

std::string Player::titleOf(const std::string& groove) const {
  const perform::Groove* found = grooves_.find(groove);
  return found != nullptr ? found->title : groove;
}

std::vector<std::pair<std::string, std::string>> Player::grooveTitles() const {
  std::vector<std::pair<std::string, std::string>> titles;
  for (const auto& groove : grooves_.grooves) titles.emplace_back(groove.name, groove.title);
  std::sort(titles.begin(), titles.end());
  return titles;
}

void Player::giveStyle(song::Song& song, const PlayOptions& options) const {
  if (song.style.groove != "auto") return;
  const song::Style chosen = song.style, open;
  song.style = perform::styleFor(*options.brief, song.meterMap.front().meter, grooves_);
  if (options.isNewSong) return;
  song.style.feel = chosen.feel;
  song.style.swing = chosen.swing;
  if (chosen.energy != open.energy) song.style.energy = chosen.energy;
  if (chosen.density != open.density) song.style.density = chosen.density;
}

song::Song Player::dressed(song::Song song, const PlayOptions& options) const {
  const std::string wanted = options.wishes.groove.value_or("auto");
  if (options.brief && !grooves_.grooves.empty()) {
    giveStyle(song, options);
    if (wanted != "auto") song.style.groove = wanted;
    if (const perform::Groove* groove = grooves_.find(song.style.groove); groove != nullptr && options.isNewSong)
      song.tempoMap.front().bpm = perform::tempoFor(*options.brief, *groove);
  }
  PlayWishes rest = options.wishes;
  if (options.brief && wanted == "auto") rest.groove = std::nullopt;
  return withWishes(std::move(song), rest);
}

Result<std::string> Player::midi(const song::Song& song, const PlayOptions& options) const {
  return performed(song, options, false);
}

Result<perform::Performance> Player::notes(const song::Song& song, const PlayOptions& options, bool slows) const {
  perform::PerformOptions how;
  how.seed = options.seed;
  if (options.wishes.groove != "auto") how.groove = options.wishes.groove.value_or("");
  how.brief = options.brief;
  how.ending = options.ending;
  how.slows = slows;
  return perform::perform(song, how, grooves_);
}

Result<std::string> Player::performed(const song::Song& song, const PlayOptions& options, bool slows) const {
  const auto performance = notes(song, options, slows);
  if (!performance) return tl::unexpected(performance.error());
  return notation::writeMidi(*performance);
}

Result<std::string> Player::sound(const song::Song& song, const PlayOptions& options, media::AudioFormat format) {
  const bool goesHome = options.home && options.ending == perform::Ending::Final;
  const auto bytes = performed(goesHome ? broughtHome(song) : song, options, options.slows);
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
