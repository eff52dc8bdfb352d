#include <algorithm>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "arrange.h"
#include "chordless.h"
#include "no_music.h"
#include "render_set.h"
#include "transcribe/transcription.h"

/// amuse-renders: songs played by many bands, as features to train the recogniser of chords and beats on, or as sound
/// files with labels to measure it with.
namespace amuse::train {
namespace {

struct RenderChoice {
  std::string data = "../shared/data/pop909", out = "build/renders", split = "train",
              font = "/usr/share/sounds/sf2/FluidR3_GM.sf2";
  std::size_t from = 0, count = 100;
  double seconds = 70, made = 0.25;
  std::uint64_t seed = 1;
  bool asSound = false, isNoMusic = false, onlyNotes = false, isChordless = false;
  double tuningCents = 100;
  Spoiling spoiling;
};

/// Of 28 songs in a row, two are for tests, one is to choose by, 25 are to train on.
std::string_view splitOf(std::size_t songIndex) {
  const std::size_t place = songIndex % 28;
  return place == 3 || place == 17 ? "test" : place == 10 ? "valid" : "train";
}

std::vector<std::filesystem::path> songsOf(const RenderChoice& choice) {
  std::vector<std::filesystem::path> all, out;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(choice.data, problem))
    if (entry.is_directory()) all.push_back(entry.path());
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (splitOf(i) == choice.split) out.push_back(all[i]);
  return out;
}

/// 16-bit samples of one channel.
void writeWav(const MonoAudio& audio, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary);
  const auto number = [&](std::uint32_t value, int bytes) {
    for (int b = 0; b < bytes; ++b) out.put(static_cast<char>(value >> 8 * b & 0xff));
  };
  const auto size = static_cast<std::uint32_t>(audio.samples.size() * 2),
             rate = static_cast<std::uint32_t>(audio.sampleRateHz);
  out << "RIFF", number(36 + size, 4), out << "WAVEfmt ";
  number(16, 4), number(1, 2), number(1, 2), number(rate, 4), number(rate * 2, 4), number(2, 2), number(16, 2);
  out << "data", number(size, 4);
  for (const float s : audio.samples)
    number(static_cast<std::uint16_t>(std::lround(std::clamp(s, -1.0f, 1.0f) * 32767)), 2);
}

void writeSound(const Piece& piece, const MonoAudio& audio, const std::filesystem::path& stem) {
  const auto with = [&](const char* extension) { return std::filesystem::path(stem).concat(extension); };
  writeWav(audio, with(".wav"));
  std::ofstream lab(with(".lab")), beats(with(".beats"));
  for (const auto& chord : piece.chords)
    lab << fmt::format("{:.6f}\t{:.6f}\t{}\n", chord.start, chord.end, theory::toHarte(chord.chord));
  std::size_t inBar = 0;
  for (const auto& beat : piece.beats) {
    inBar = beat.isDownbeat ? 1 : inBar + 1;
    beats << fmt::format("{:.6f}\t{}\n", beat.time, inBar);
  }
  if (piece.key) std::ofstream(with(".key")) << theory::toText(*piece.key) << '\n';
}

/// One piece for the number: a stretch of a song, or one that is made.
Result<Piece> pieceFor(std::size_t number, const std::vector<std::filesystem::path>& songs, const RenderChoice& choice,
                       Random& random) {
  if (!choice.asSound && random.chance(choice.made)) return makePiece(random, choice.seconds);
  auto song = readPop909(songs[number % songs.size()]);
  if (!song) return song;
  if (choice.asSound) return cut(*song, 0, song->seconds, 1, 0);
  const double start = random.uniform(0, std::max(0.1, song->seconds - choice.seconds));
  const int semitones = static_cast<int>(random.below(9)) - 4;
  return cut(*song, start, std::min(choice.seconds, song->seconds), random.uniform(0.82, 1.22), semitones);
}

/// Each kind of sound without chords in a folder of its own: `count` of each.
int runChordless(const RenderChoice& choice, const std::vector<std::filesystem::path>& songs, BandPlayer& player) {
  for (const auto kind : kChordlessKinds) {
    const auto folder = std::filesystem::path(choice.out) / toText(kind);
    std::filesystem::create_directories(folder);
    for (std::size_t n = choice.from; n < choice.from + choice.count; ++n) {
      Random random = Random(choice.seed).fork(fmt::format("{} {} {}", choice.split, toText(kind), n));
      auto audio = makeChordless(kind, random, choice.seconds, transcribe::kTranscribeRateHz);
      if (kind == ChordlessKind::Voice || kind == ChordlessKind::Choir) {
        const auto song = readPop909(songs[n % songs.size()]);
        if (!song) return std::cerr << song.error().message << '\n', 2;
        const auto tune = tuneOf(*song, choice.seconds);
        audio = kind == ChordlessKind::Choir ? player.play(choir(tune, random))
                                             : sung(tune, random, transcribe::kTranscribeRateHz);
      }
      writeWav(audio, folder / fmt::format("{:05}.wav", n));
    }
  }
  return 0;
}

int run(const RenderChoice& choice) {
  const auto songs = songsOf(choice);
  if (songs.empty()) return std::cerr << "no songs in " << choice.data << '\n', 2;
  auto player = BandPlayer::open(choice.font, transcribe::kTranscribeRateHz);
  if (!player) return std::cerr << player.error().message << '\n', 3;
  if (choice.isChordless) return runChordless(choice, songs, *player);
  std::filesystem::create_directories(choice.out);
  const std::size_t end =
      choice.asSound ? std::min(choice.from + choice.count, songs.size()) : choice.from + choice.count;
  for (std::size_t n = choice.from; n < end; ++n) {
    const auto stem = std::filesystem::path(choice.out) / fmt::format("{:05}", n);
    if (std::filesystem::exists(fmt::format("{}.cut", stem.string()))) continue;
    Random random = Random(choice.seed).fork(fmt::format("{} {}", choice.split, n));
    if (choice.isNoMusic) {
      Piece nothing;
      nothing.chords.push_back({0, choice.seconds, theory::noChord()});
      const auto sound = makeNoMusic(random, choice.seconds, transcribe::kTranscribeRateHz);
      write(toCut(nothing, spoilt(sound, anySpoiling(random), random)), fmt::format("{}.cut", stem.string()));
      continue;
    }
    const auto piece = pieceFor(n, songs, choice, random);
    if (!piece) return std::cerr << piece.error().message << '\n', 2;
    const auto band = arrange(*piece, random, {choice.asSound, choice.onlyNotes, choice.tuningCents});
    const auto spoiling = choice.asSound ? choice.spoiling : anySpoiling(random);
    const auto audio = spoilt(player->play(band), spoiling, random);
    if (choice.asSound)
      writeSound(*piece, audio, stem);
    else
      write(toCut(*piece, audio), fmt::format("{}.cut", stem.string()));
  }
  return 0;
}

}  // namespace
}  // namespace amuse::train

int main(int argc, char** argv) {
  CLI::App app("Plays songs on a soundfont in many ways and keeps features to train on, or sounds to measure with");
  amuse::train::RenderChoice choice;
  app.add_option("--data", choice.data, "POP909's folders")->capture_default_str();
  app.add_option("--out", choice.out, "The folder to write to")->capture_default_str();
  app.add_option("--split", choice.split, "train, valid or test: which songs")->capture_default_str();
  app.add_option("--font", choice.font, "The soundfont")->capture_default_str();
  app.add_option("--from", choice.from, "The first number")->capture_default_str();
  app.add_option("--count", choice.count, "How many")->capture_default_str();
  app.add_option("--seconds", choice.seconds, "Of each song")->capture_default_str();
  app.add_option("--made", choice.made, "Share of made progressions, 0..1")->capture_default_str();
  app.add_option("--seed", choice.seed, "Of every choice")->capture_default_str();
  app.add_flag("--sound", choice.asSound, "Whole songs as .wav with .lab, .beats and .key");
  app.add_flag("--no-music", choice.isNoMusic, "Noises and voices instead, without chords and beats");
  app.add_flag("--chordless", choice.isChordless,
               "Silence, noises, a rotor, one voice and a choir singing a tune, as .wav, a folder each");
  app.add_flag("--only-notes", choice.onlyNotes, "No bass, pads and guitars by the chord labels");
  app.add_option("--cents", choice.tuningCents, "Tuning of everything, -50 to 50; otherwise drawn")
      ->capture_default_str();
  app.add_option("--noise-db", choice.spoiling.noiseDb, "With --sound: noise against the music")->capture_default_str();
  app.add_option("--low-hz", choice.spoiling.lowHz, "With --sound: cut what is lower")->capture_default_str();
  app.add_option("--high-hz", choice.spoiling.highHz, "With --sound: cut what is higher")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return amuse::train::run(choice);
}
