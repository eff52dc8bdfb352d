#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/models.h"
#include "base/json_reader.h"

/// Fields that several requests have.
namespace amuse::wire::internal {

inline constexpr std::size_t kMaxWordBytes = 200, kMaxLineBytes = 8192, kMaxRequestBytes = 1u << 20;
inline constexpr std::size_t kMaxChords = 1024;
inline constexpr std::int64_t kMaxSeed = 4294967295;

/// Sets `value` where the object has the field.
inline void setText(const JsonReader& reader, std::string_view name, std::string& value,
                    std::size_t limit = kMaxWordBytes) {
  if (const auto found = reader.find(name)) value = found->text(limit);
}

inline std::vector<std::string> texts(const JsonReader& reader, std::size_t count, std::size_t bytes) {
  std::vector<std::string> list;
  for (const auto& item : reader.items(count)) list.push_back(item.text(bytes));
  return list;
}

inline app::PriorSet readPrior(const JsonReader& reader) {
  const auto found = reader.find("prior");
  return found ? found->take(app::parsePriorSet(found->text(kMaxWordBytes))) : app::PriorSet::Open;
}

}  // namespace amuse::wire::internal
