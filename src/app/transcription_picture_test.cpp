#include "app/transcription_picture.h"

#include <doctest/doctest.h>

#include <set>

#include "app/canvas.h"

using namespace amuse;
using namespace amuse::app;

TEST_CASE("every letter is drawn, and no two of them alike") {
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789#/.:-+(),%?=";
  std::set<std::vector<std::uint8_t>> seen;
  for (const char letter : letters) {
    CAPTURE(letter);
    Canvas canvas(Canvas::kLetterWidth, Canvas::kLetterHeight, {255, 255, 255});
    canvas.text(0, 0, std::string(1, letter), {0, 0, 0});
    CHECK(seen.insert(canvas.image().pixels).second);
  }
  Canvas unknown(6, 7, {255, 255, 255});
  unknown.text(0, 0, "\x01", {0, 0, 0});
  CHECK(seen.contains(unknown.image().pixels));
}

TEST_CASE("what lies outside the canvas is not drawn") {
  Canvas canvas(4, 4, {9, 9, 9});
  const Image before = canvas.image();
  canvas.text(-40, 2, "C", {0, 0, 0});
  canvas.box(4, 0, 10, 10, {0, 0, 0});
  canvas.line(-5, -5, -1, 9, {0, 0, 0});
  CHECK(canvas.image() == before);
  canvas.box(-2, -2, 3, 3, {1, 2, 3});
  CHECK(canvas.image().at(0, 0) == Rgb{1, 2, 3});
  CHECK(canvas.image().at(1, 1) == Rgb{9, 9, 9});
}

TEST_CASE("a transcription's picture has a line for every twenty seconds, darker where a pitch sounds") {
  transcribe::Transcription heard;
  heard.durationSeconds = 41;
  const auto chord = *theory::parseChordSymbol("Am7");
  heard.chords = {{0, 20, chord, 0.9, {}}, {20, 41, std::nullopt, 0.2, {}}};
  heard.beats = {{0.5, 1}, {1, 2}};
  heard.keys = {{0, 41, {{5, 0}, theory::Mode::Min}, 0.8}};
  heard.sections = {{0, 41, "A"}};
  heard.chroma.hopSeconds = 1;
  heard.chroma.frames.resize(42);
  for (auto& frame : heard.chroma.frames) frame[9] = 1;
  const Image image = drawTranscription(heard), empty = drawTranscription({});
  CHECK(image.isWhole());
  CHECK(image.width == 1280);
  CHECK(image.height - 8 == 3 * (empty.height - 8));
  std::size_t blue = 0;
  for (int y = 0; y < image.height; ++y)
    if (image.at(600, y) == Rgb{0, 84, 150}) ++blue;
  CHECK(blue >= 14);  // the A row of two lines, and the confidence
}
