#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

/// The part of JSON Schema (2020-12) that data/song.schema.json uses, for tests.
namespace amuse::song {

/// What is wrong with a value, or empty when it fits. `document` is the whole schema, where $ref looks.
/// A keyword this checker does not know is a problem too, so that the schema cannot promise what nobody checks.
[[nodiscard]] std::string schemaProblem(const nlohmann::json& document, const nlohmann::json& schema,
                                        const nlohmann::json& value);

}  // namespace amuse::song
