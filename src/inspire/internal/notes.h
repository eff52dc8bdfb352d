#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inspire/internal/matcher.h"
#include "inspire/internal/music_terms.h"

/// What the reader says about its own reading: what it could not read, and what the songwriter may want to set.
namespace amuse::inspire {

[[nodiscard]] std::vector<std::string> notesOn(const Vocabulary& vocabulary, const Reading& reading,
                                               const MusicTerms& terms, std::string_view text);

}  // namespace amuse::inspire
