#include <bit>
#include <string_view>

#include "base/byte_reader.h"
#include "inspire/face_cascade.h"

/// Layout, little-endian: "AMUSEFC1", then two cascades: u8 width, u8 height, u16 stages; a stage: f32 threshold, u16
/// trees; a tree: u8 nodes, then leaves one more than nodes, f32 each; a node: u8 boxes, u8 tilted, f32 threshold, i8
/// below, i8 above, and a box: u8 x, y, width, height, f32 weight.
namespace amuse::inspire {
namespace {

constexpr std::string_view kFaceMagic = "AMUSEFC1";
constexpr std::size_t kMostStages = 64, kMostTrees = 512, kMostNodes = 16, kLeastWindow = 8, kMostWindow = 64;

bool fits(const CascadeBox& box, bool isTilted, const Cascade& cascade) {
  const int width = cascade.width, height = cascade.height;
  if (box.width == 0 || box.height == 0) return false;
  if (!isTilted) return box.x + box.width <= width && box.y + box.height <= height;
  return box.x >= box.height && box.x + box.width <= width && box.y + box.width + box.height <= height;
}

CascadeNode takeNode(ByteReader& in, const Cascade& cascade) {
  CascadeNode node;
  const std::size_t boxes = in.count<std::uint8_t>(node.boxes.size());
  node.isTilted = in.number<std::uint8_t>() != 0;
  node.threshold = in.real();
  node.below = std::int32_t{in.number<std::int8_t>()}, node.above = std::int32_t{in.number<std::int8_t>()};
  for (std::size_t i = 0; i < boxes; ++i) {
    auto& box = node.boxes[i];
    box.x = in.number<std::uint8_t>(), box.y = in.number<std::uint8_t>();
    box.width = in.number<std::uint8_t>(), box.height = in.number<std::uint8_t>();
    box.weight = in.real();
    if (!fits(box, node.isTilted, cascade)) in.refuse();
  }
  return node;
}

CascadeTree takeTree(ByteReader& in, const Cascade& cascade) {
  CascadeTree tree;
  const std::size_t nodes = in.count<std::uint8_t>(kMostNodes);
  for (std::size_t i = 0; nodes > 0 && i <= nodes; ++i) tree.leaves.push_back(in.real());
  for (std::size_t i = 0; i < nodes; ++i) {
    tree.nodes.push_back(takeNode(in, cascade));
    // Always onwards: a tree that could lead back would never end.
    for (const int next : {tree.nodes.back().below, tree.nodes.back().above})
      if (next > 0 ? next <= static_cast<int>(i) || next >= static_cast<int>(nodes) : -next > static_cast<int>(nodes))
        in.refuse();
  }
  return tree;
}

Cascade takeCascade(ByteReader& in) {
  Cascade cascade;
  cascade.width = in.number<std::uint8_t>(), cascade.height = in.number<std::uint8_t>();
  for (const std::size_t side : {cascade.width, cascade.height})
    if (side < kLeastWindow || side > kMostWindow) in.refuse();
  const std::size_t stages = in.count<std::uint16_t>(kMostStages);
  for (std::size_t s = 0; s < stages; ++s) {
    CascadeStage stage{in.real(), {}};
    const std::size_t trees = in.count<std::uint16_t>(kMostTrees);
    for (std::size_t t = 0; t < trees; ++t) stage.trees.push_back(takeTree(in, cascade));
    cascade.stages.push_back(std::move(stage));
  }
  return cascade;
}

template <typename Number>
void put(std::string& out, Number value) {
  static_assert(std::endian::native == std::endian::little, "face models are written as they lie in memory");
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void putNode(std::string& out, const CascadeNode& node) {
  std::uint8_t boxes = 0;
  for (const auto& box : node.boxes)
    if (box.width > 0) ++boxes;
  put(out, boxes), put<std::uint8_t>(out, node.isTilted ? 1 : 0), put(out, node.threshold);
  put(out, static_cast<std::int8_t>(node.below)), put(out, static_cast<std::int8_t>(node.above));
  for (std::size_t i = 0; i < boxes; ++i) {
    const auto& box = node.boxes[i];
    put(out, box.x), put(out, box.y), put(out, box.width), put(out, box.height), put(out, box.weight);
  }
}

void putCascade(std::string& out, const Cascade& cascade) {
  put(out, cascade.width), put(out, cascade.height), put(out, static_cast<std::uint16_t>(cascade.stages.size()));
  for (const auto& stage : cascade.stages) {
    put(out, stage.threshold), put(out, static_cast<std::uint16_t>(stage.trees.size()));
    for (const auto& tree : stage.trees) {
      put(out, static_cast<std::uint8_t>(tree.nodes.size()));
      for (const float leaf : tree.leaves) put(out, leaf);
      for (const auto& node : tree.nodes) putNode(out, node);
    }
  }
}

}  // namespace

std::string toBytes(const FaceModel& model) {
  std::string out(kFaceMagic);
  putCascade(out, model.face);
  putCascade(out, model.smile);
  return out;
}

Result<FaceModel> parseFaceModel(std::span<const std::byte> bytes) {
  const auto bad = fail(ErrorCode::Unavailable, "the face model is damaged or of another version; reinstall Amuse");
  if (bytes.size() > kMaxFaceModelBytes) return bad;
  ByteReader in(bytes);
  if (!in.magic(kFaceMagic)) return bad;
  FaceModel model{takeCascade(in), {}};
  model.smile = takeCascade(in);
  if (!in.isWhole()) return bad;
  return model;
}

}  // namespace amuse::inspire
