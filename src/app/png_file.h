#pragma once

#include <string>

#include "base/image.h"
#include "base/result.h"

/// Pictures as PNG files, for reports that programs draw.
namespace amuse::app {

/// A PNG of eight bits a channel. Errors: InvalidArgument (not a whole picture, none at all, a side over 32,767).
/// Source: PNG specification, third edition (W3C 2025).
[[nodiscard]] Result<std::string> toPng(const Image& image);

}  // namespace amuse::app
