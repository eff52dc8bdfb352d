#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

/// Boosted cascades of box differences, which find faces and smiles. Source: Viola and Jones 2001; Lienhart and Maydt
/// 2002 (tilted boxes); the trained ones are OpenCV's (models/faces.md).
namespace amuse::inspire {

struct CascadeBox {
  std::uint8_t x = 0, y = 0, width = 0,
               height = 0;  ///< In pixels of the window; a tilted one starts at its top corner.
  float weight = 0;         ///< 0: no box.
  bool operator==(const CascadeBox&) const = default;
};

/// A question about a window: is the weighted sum of the boxes below the threshold, in spreads of its lightness?
struct CascadeNode {
  std::array<CascadeBox, 3> boxes{};
  bool isTilted = false;
  float threshold = 0;
  std::int32_t below = 0, above = 0;  ///< Where to go: a later node of the tree, or -leaf.
  bool operator==(const CascadeNode&) const = default;
};

struct CascadeTree {
  std::vector<CascadeNode> nodes;
  std::vector<float> leaves;  ///< What a tree adds to its stage.
  bool operator==(const CascadeTree&) const = default;
};

/// A window whose trees sum to less than the threshold is no find.
struct CascadeStage {
  float threshold = 0;
  std::vector<CascadeTree> trees;
  bool operator==(const CascadeStage&) const = default;
};

struct Cascade {
  std::uint8_t width = 0, height = 0;  ///< Of the window, in pixels.
  std::vector<CascadeStage> stages;
  bool operator==(const Cascade&) const = default;
};

struct FaceModel {
  Cascade face, smile;
  bool operator==(const FaceModel&) const = default;
};

inline constexpr std::size_t kMaxFaceModelBytes = 4u << 20;
/// The file's bytes; face_cascade_file.cpp is their layout.
[[nodiscard]] std::string toBytes(const FaceModel& model);
/// Errors: Unavailable (no face model, another version, cut short, boxes outside the window, trees that lead nowhere).
[[nodiscard]] Result<FaceModel> parseFaceModel(std::span<const std::byte> bytes);

}  // namespace amuse::inspire
