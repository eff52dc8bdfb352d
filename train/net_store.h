#pragma once

#include <filesystem>

#include "base/result.h"
#include "net_trainer.h"

namespace amuse::train {

/// A finished network with its learning curve, so that an interrupted run need not train it again.
[[nodiscard]] Result<void> saveNet(const std::filesystem::path& path, const TrainedNet& net);
/// Errors: Unavailable (missing, damaged, made by another version).
[[nodiscard]] Result<TrainedNet> loadNet(const std::filesystem::path& path);

}  // namespace amuse::train
