#include "cli/internal/play_options.h"

#include "cli/internal/parse_error.h"
#include "song/validate.h"

namespace amuse::cli {

void addPlayOptions(CLI::App& command, PlayTyped& typed, const std::string& finishHelp) {
  constexpr const char* kGroup = "How it is played";
  command.add_option("--groove", typed.groove, "ballad, bossa, rock ...; a name it lacks lists them all; auto chooses")
      ->group(kGroup);
  command.add_option("--tempo", typed.tempo, "Quarter notes a minute, 20 to 400")
      ->check(number(song::kMinTempoBpm, song::kMaxTempoBpm))
      ->group(kGroup);
  command.add_option("--swing", typed.swing, "0 straight .. 1 triplets [the groove's]")
      ->check(number(0, 1))
      ->group(kGroup);
  command.add_option("--feel", typed.feel, "normal, half (time) or double (time)")
      ->check(oneOf({"normal", "half", "double"}))
      ->group(kGroup);
  command.add_option("--energy", typed.energy, "0 soft .. 1 driven")->check(number(0, 1))->group(kGroup);
  command.add_option("--density", typed.density, "0 sparse .. 1 busy")->check(number(0, 1))->group(kGroup);
  command.add_option("--capo", typed.capo, "The guitar's capo, fret 0 to 11")->check(wholeNumber(0, 11))->group(kGroup);
  command
      .add_option("--finish", typed.finish,
                  "loop: goes round; final: comes to rest on a held chord; auto: " + finishHelp)
      ->capture_default_str()
      ->check(oneOf({"auto", "loop", "final"}))
      ->group(kGroup);
}

app::PlayWishes wishesOf(const PlayTyped& typed) {
  const auto given = [](const auto& value, bool there) { return there ? std::optional(value) : std::nullopt; };
  app::PlayWishes wishes;
  wishes.groove = given(typed.groove, !typed.groove.empty());
  wishes.feel = given(typed.feel, !typed.feel.empty());
  wishes.tempoBpm = given(typed.tempo, typed.tempo > 0);
  wishes.swing = given(typed.swing, typed.swing >= 0);
  wishes.energy = given(typed.energy, typed.energy >= 0);
  wishes.density = given(typed.density, typed.density >= 0);
  wishes.capo = given(typed.capo, typed.capo >= 0);
  return wishes;
}

perform::Ending endingOf(const PlayTyped& typed, perform::Ending automatic) noexcept {
  if (typed.finish == "auto") return automatic;
  return typed.finish == "final" ? perform::Ending::Final : perform::Ending::Loop;
}

}  // namespace amuse::cli
