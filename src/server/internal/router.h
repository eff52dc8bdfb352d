#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/internal/services.h"
#include "wire/api_table.h"

/// From a method and a path to a route of the table and its handler.
namespace amuse::server {

class Router final {
 public:
  /// Takes the table of wire/api_table.h and all handlers; every route has one (asserted).
  Router();

  struct Match {
    int index = -1;                                            ///< In wire::routes(); -1: no such path.
    std::vector<std::pair<std::string, std::string>> matched;  ///< The path's variables.
    std::string allowed;  ///< Methods of the path, where none of them was asked for.
  };
  [[nodiscard]] Match find(std::string_view method, std::string_view path) const;
  [[nodiscard]] Handler handlerOf(int index) const { return handlers_[static_cast<std::size_t>(index)]; }

 private:
  std::vector<Handler> handlers_;
};

}  // namespace amuse::server
