#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "song/song.h"

/// A MusicXML part as measures with what matters for a lead sheet; repeats not yet played out.
namespace amuse::notation {

struct XmlLyric {
  int number = 1;
  std::string text;  ///< With a '-' at its end when the word goes on.
};
struct XmlNote {
  song::Tick start = 0, length = 0;  ///< From the measure's beginning.
  int pitch = 0, velocity = 80;
  bool rest = false, tieStart = false, tieStop = false;
  std::vector<XmlLyric> lyrics;
};
struct XmlHarmony {
  song::Tick start = 0;
  theory::ChordSymbol chord;
};

struct XmlMeasure {
  std::vector<XmlNote> notes;  ///< One voice; rests only where they carry words.
  std::vector<XmlHarmony> harmonies;
  std::vector<std::string> marks;                         ///< Rehearsal marks.
  std::vector<std::pair<song::Tick, std::string>> words;  ///< Texts below the staff.
  std::vector<std::pair<song::Tick, double>> tempos;
  std::optional<song::Meter> meter;
  std::optional<theory::Key> key;
  std::optional<int> capo;
  song::Tick length = 0;  ///< What its notes and rests fill; 0 when there are none.
  bool implicit = false;
  bool repeatStart = false, repeatEnd = false;
  int repeatTimes = 2;
  std::set<int> ending;  ///< The passes this measure is played in; empty: all.
};

/// What was passed over, counted for one remark each.
struct XmlPassedOver {
  std::size_t harmonies = 0, voices = 0, jumps = 0;
};

[[nodiscard]] std::vector<XmlMeasure> readMeasures(const pugi::xml_node& part, XmlPassedOver& passedOver);

/// The order in which measures are played: repeats and endings followed, each with its pass (from 1). Stops after
/// `limit`.
struct PlayedMeasure {
  std::size_t index = 0;
  int pass = 1;
};
[[nodiscard]] std::vector<PlayedMeasure> playOrder(const std::vector<XmlMeasure>& measures, std::size_t limit);

}  // namespace amuse::notation
