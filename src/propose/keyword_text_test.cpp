#include "propose/keyword_text.h"

#include <doctest/doctest.h>

using namespace amuse::propose;

TEST_CASE("keywords take one written form") {
  struct Row {
    const char *text, *normal;
  };
  for (const auto& [text, normal] : {Row{"Lo-Fi", "lo fi"}, Row{"lofi", "lo fi"}, Row{" laid_back  ", "laid back"},
                                     Row{"R&B", "r&b"}, Row{"", ""}, Row{"8-bit", "eight bit"}}) {
    CAPTURE(text);
    CHECK(normaliseKeyword(text) == normal);
  }
}

TEST_CASE("words of one stem count almost as the word itself") {
  CHECK(sharedWords("rain", "rain") == 1);
  CHECK(sharedWords("nostalgia", "nostalgic") == doctest::Approx(0.8));
  CHECK(sharedWords("rain", "rainy") == doctest::Approx(0.8));
  CHECK(sharedWords("rainy night", "rain") == doctest::Approx(0.4));
  CHECK(sharedWords("war", "warm") == 0);
  CHECK(sharedWords("party", "parting") == 0);
  CHECK((initialsOf("rainy night") & initialsOf("nothing")) != 0);
  CHECK((initialsOf("rain") & initialsOf("sun")) == 0);
}
