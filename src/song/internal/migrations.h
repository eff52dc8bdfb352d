#pragma once

#include <span>

#include <nlohmann/json_fwd.hpp>

#include "base/json_reader.h"
#include "base/result.h"

/// How song documents of older schema versions become current: one step a version, on the JSON itself.
namespace amuse::song {

/// Turns a document of version `from` into one of version `from` + 1. Problems go to the reader.
struct Migration {
  int from = 0;
  nlohmann::json (*step)(const JsonReader& document) = nullptr;
};

/// Every step there is, in order of `from`. A new schema version adds a row here and a document to tests/golden/song.
[[nodiscard]] std::span<const Migration> migrations();

/// Brings a document to kSchemaVersion; a document without schemaVersion counts as version 0.
/// Errors: Unsupported (newer than this program), Parse or InvalidArgument from a step.
[[nodiscard]] Result<nlohmann::json> migrate(nlohmann::json document);

}  // namespace amuse::song
