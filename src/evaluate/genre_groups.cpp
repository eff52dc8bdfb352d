#include "evaluate/genre_groups.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace amuse::evaluate {
namespace {

struct GroupRule {
  std::string_view part, group;
};

/// Read from above: "acid jazz" is jazz, "synthpop" electronic, "folk rock" folk. Source: common usage; the tags of the
/// authored keyword sets and of the tagged songs.
constexpr std::array kGroupRules{
    GroupRule{"bossa", "bossa"},
    GroupRule{"samba", "bossa"},
    GroupRule{"jazz", "jazz"},
    GroupRule{"swing", "jazz"},
    GroupRule{"standards", "jazz"},
    GroupRule{"big band", "jazz"},
    GroupRule{"bop", "jazz"},
    GroupRule{"gospel", "gospel"},
    GroupRule{"soul", "soul"},
    GroupRule{"rnb", "soul"},
    GroupRule{"r&b", "soul"},
    GroupRule{"funk", "soul"},
    GroupRule{"motown", "soul"},
    GroupRule{"disco", "soul"},
    GroupRule{"blues", "blues"},
    GroupRule{"folk", "folk"},
    GroupRule{"country", "folk"},
    GroupRule{"americana", "folk"},
    GroupRule{"bluegrass", "folk"},
    GroupRule{"singer-songwriter", "folk"},
    GroupRule{"acoustic", "folk"},
    GroupRule{"synth", "electronic"},
    GroupRule{"house", "electronic"},
    GroupRule{"techno", "electronic"},
    GroupRule{"edm", "electronic"},
    GroupRule{"trance", "electronic"},
    GroupRule{"hip hop", "electronic"},
    GroupRule{"lofi", "electronic"},
    GroupRule{"lo-fi", "electronic"},
    GroupRule{"trip hop", "electronic"},
    GroupRule{"ambient", "electronic"},
    GroupRule{"electro", "electronic"},
    GroupRule{"chiptune", "electronic"},
    GroupRule{"film", "film"},
    GroupRule{"orchestral", "film"},
    GroupRule{"classical", "film"},
    GroupRule{"choral", "film"},
    GroupRule{"soundtrack", "film"},
    GroupRule{"score", "film"},
    GroupRule{"game", "film"},
    GroupRule{"pop/rock", "other"},
    GroupRule{"pop", "pop"},
    GroupRule{"rock", "rock"},
    GroupRule{"punk", "rock"},
    GroupRule{"metal", "rock"},
    GroupRule{"grunge", "rock"},
    GroupRule{"emo", "rock"},
    GroupRule{"shoegaze", "rock"},
    GroupRule{"alternative", "rock"},
    GroupRule{"indie", "rock"},
    GroupRule{"ballad", "pop"},
};

}  // namespace

std::string_view genreGroup(std::span<const std::string> genres) {
  for (const std::string& genre : genres) {
    const std::string lower = toLower(genre);
    const auto rule = std::find_if(kGroupRules.begin(), kGroupRules.end(),
                                   [&](const GroupRule& row) { return lower.find(row.part) != std::string::npos; });
    if (rule != kGroupRules.end() && rule->group != "other") return rule->group;
  }
  return "other";
}

}  // namespace amuse::evaluate
