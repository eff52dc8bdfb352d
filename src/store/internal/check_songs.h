#pragma once

#include <string>
#include <vector>

#include "store/internal/connection.h"

namespace amuse::store {

/// Holds every branch's document against its history and the rules, and every medium against its id; one line a
/// problem. Throws SQLite::Exception.
[[nodiscard]] std::vector<std::string> contentProblems(Connection& connection);

}  // namespace amuse::store
