#include "perform/piano_shapes.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::perform;

namespace {

std::vector<PianoShape> shapesOf(const char* name) { return pianoShapes(theory::parseChordSymbol(name).value()); }

}  // namespace

TEST_CASE("a triad has three inversions, each with another tone lowest") {
  const auto shapes = shapesOf("C");
  REQUIRE(shapes.size() >= 3);
  CHECK(shapes[0].pitches == std::vector<int>{60, 64, 67});
  CHECK(shapes[1].pitches == std::vector<int>{52, 55, 60});
  CHECK(shapes[2].pitches == std::vector<int>{55, 60, 64});
}

TEST_CASE("colours lie above the octave, and a written bass lies lowest") {
  CHECK(shapesOf("C9").front().pitches == std::vector<int>{60, 64, 67, 70, 74});
  const auto slash = shapesOf("C/E");
  CHECK(slash.front().pitches.front() % 12 == 4);
  CHECK(slash.front().inversion == 1);
  CHECK(shapesOf("Am7/D").front().pitches.front() % 12 == 2);
  CHECK(shapesOf("N.C.").empty());
}

TEST_CASE("every shape sounds only the chord's tones, in order, where hands can be") {
  for (const char* name :
       {"C", "F#m7b5", "Bb13", "Eb/G", "G7alt", "Asus2", "Dbmaj9", "E5", "B1", "Cm/B", "Gaug", "Ddim7"}) {
    CAPTURE(name);
    const auto chord = theory::parseChordSymbol(name).value();
    for (const auto& shape : pianoShapes(chord)) {
      REQUIRE_FALSE(shape.pitches.empty());
      CHECK(shape.pitches.front() >= 36);
      CHECK(shape.pitches.back() <= 84);
      for (std::size_t i = 0; i < shape.pitches.size(); ++i) {
        if (i > 0) CHECK(shape.pitches[i] > shape.pitches[i - 1]);
        const bool isOwn = chord.quality.tones.contains(shape.pitches[i] - chord.root.pitchClass());
        CHECK((isOwn || (i == 0 && theory::toPitchClass(shape.pitches[0]) == chord.bassPitchClass())));
      }
    }
  }
}
