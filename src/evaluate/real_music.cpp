#include "evaluate/real_music.h"

namespace amuse::evaluate {

RealMusic realMusicOf(std::span<const corpus::Section> sections) {
  RealMusic music;
  for (const auto& section : sections) {
    if (section.isTemplate || section.license != corpus::LicenseClass::Open) continue;
    if (section.split == corpus::Split::Train) music.sections.add(section.chords);
    if (section.split != corpus::Split::Valid || section.chords.size() < kOpeningChords) continue;
    music.openings.emplace_back(section.chords.begin(), section.chords.begin() + kOpeningChords);
    music.openingModes.push_back(section.mode);
  }
  return music;
}

}  // namespace amuse::evaluate
