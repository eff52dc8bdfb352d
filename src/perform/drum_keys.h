#pragma once

#include <optional>
#include <string_view>

/// General MIDI percussion by the names drummers use. Internal to `perform`.
namespace amuse::perform {

/// "kick" -> 36, "snare" -> 38, ...; nothing for an unknown name.
/// Source: General MIDI Level 1 percussion key map (MIDI Manufacturers Association, 1991).
[[nodiscard]] std::optional<int> findDrumKey(std::string_view name) noexcept;

}  // namespace amuse::perform
