// draw-songs FOLDER COUNT SEED: writes COUNT random songs as FOLDER/NUMBER.json, the same ones for the same seed.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "base/files.h"
#include "base/random.h"
#include "song/song_json.h"
#include "song/testing/random_song.h"

int main(int argc, char** argv) {
  if (argc != 4) {
    (void)std::fputs("draw-songs FOLDER COUNT SEED\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const int count = std::atoi(argv[2]);
  amuse::Random random(static_cast<std::uint64_t>(std::atoll(argv[3])));
  for (int i = 0; i < count; ++i) {
    const auto song = amuse::song::randomSong(random);
    if (const auto written = amuse::writeFile(folder / fmt::format("{:02}.json", i), amuse::song::toJson(song));
        !written) {
      (void)std::fprintf(stderr, "draw-songs: %s\n", written.error().message.c_str());
      return 3;
    }
  }
  return 0;
}
