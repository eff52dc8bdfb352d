#include "server/internal/router.h"

#include <algorithm>

#include "base/assert.h"
#include "base/text.h"

namespace amuse::server {
namespace {

/// The variables of a path that fits the pattern; nothing when it does not.
std::optional<std::vector<std::pair<std::string, std::string>>> fit(std::string_view pattern, std::string_view path) {
  std::vector<std::pair<std::string, std::string>> variables;
  const auto wanted = split(pattern, '/'), given = split(path, '/');
  const bool takesRest = wanted.back().ends_with(wire::kRestOfPath);
  if (takesRest ? given.size() < wanted.size() : given.size() != wanted.size()) return std::nullopt;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (given[i].empty()) return std::nullopt;
      variables.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), given[i]);
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return variables;
}

}  // namespace

Router::Router() : handlers_(wire::routes().size(), nullptr) {
  for (const auto& table : {songHandlers(), chordHandlers(), suggestHandlers(), jobHandlers(), transcribeHandlers(),
                            playHandlers(), mediaHandlers(), systemHandlers()})
    for (const auto& row : table) {
      const auto at = std::find_if(wire::routes().begin(), wire::routes().end(),
                                   [&](const auto& route) { return route.id == row.id; });
      AMUSE_ASSERT(at != wire::routes().end());
      handlers_[static_cast<std::size_t>(at - wire::routes().begin())] = row.handler;
    }
  AMUSE_ASSERT(std::find(handlers_.begin(), handlers_.end(), nullptr) == handlers_.end());
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  for (std::size_t i = 0; i < wire::routes().size(); ++i) {
    const auto& route = wire::routes()[i];
    auto variables = fit(route.path, path);
    if (!variables) continue;
    if (route.method == wanted) return {static_cast<int>(i), *std::move(variables), {}};
    match.allowed += (match.allowed.empty() ? "" : ", ") + std::string(route.method);
    if (route.method == "GET") match.allowed += ", HEAD";
  }
  return match;
}

}  // namespace amuse::server
