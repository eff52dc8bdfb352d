#include "perform/groove.h"

#include <algorithm>

namespace amuse::perform {

const Groove* GrooveBook::find(std::string_view name) const noexcept {
  const auto found = std::find_if(grooves.begin(), grooves.end(), [&](const Groove& g) { return g.name == name; });
  return found == grooves.end() ? nullptr : &*found;
}

Result<GrooveBook> loadGrooveBook(const std::filesystem::path& home) {
  (void)home;
  return GrooveBook{};
}

}  // namespace amuse::perform
