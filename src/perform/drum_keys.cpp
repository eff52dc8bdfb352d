#include "perform/drum_keys.h"

namespace amuse::perform {

std::optional<int> findDrumKey(std::string_view name) noexcept {
  struct Row {
    std::string_view name;
    int key;
  };
  constexpr Row kRows[] = {
      {"kick", 36},       {"kick2", 35},      {"rim", 37},        {"snare", 38},        {"clap", 39},
      {"snare2", 40},     {"low-tom", 41},    {"hat", 42},        {"floor-tom", 43},    {"pedal-hat", 44},
      {"mid-tom", 45},    {"open-hat", 46},   {"tom", 47},        {"high-mid-tom", 48}, {"crash", 49},
      {"high-tom", 50},   {"ride", 51},       {"china", 52},      {"ride-bell", 53},    {"tambourine", 54},
      {"splash", 55},     {"cowbell", 56},    {"crash2", 57},     {"ride2", 59},        {"bongo-high", 60},
      {"bongo-low", 61},  {"conga-mute", 62}, {"conga-high", 63}, {"conga-low", 64},    {"timbale", 65},
      {"agogo", 67},      {"cabasa", 69},     {"maracas", 70},    {"guiro", 73},        {"clave", 75},
      {"wood-block", 76}, {"triangle", 81},   {"shaker", 82}};
  for (const Row& row : kRows) {
    if (row.name == name) return row.key;
  }
  return std::nullopt;
}

}  // namespace amuse::perform
