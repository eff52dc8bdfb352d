#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <pugixml.hpp>
#include <cstdio>
#include <sstream>
#include <string>

#include "base/files.h"
#include "inspire/face_cascade.h"

/// Makes models/faces.bin of two cascades that come with OpenCV (Debian's opencv-data). Nothing is trained here.
namespace amuse::train {
namespace {

using inspire::Cascade;

/// Stage thresholds are lowered by this, as OpenCV does when it reads them.
constexpr float kThresholdSlack = 1e-5f;

struct Feature {
  std::array<inspire::CascadeBox, 3> boxes{};
  bool isTilted = false;
};

std::vector<Feature> featuresOf(const pugi::xml_node& root) {
  std::vector<Feature> features;
  for (const auto& entry : root.child("features").children("_")) {
    Feature feature;
    feature.isTilted = entry.child("tilted").text().as_int() != 0;
    std::size_t count = 0;
    for (const auto& rect : entry.child("rects").children("_")) {
      std::istringstream numbers(rect.text().as_string());
      int x = 0, y = 0, width = 0, height = 0;
      float weight = 0;
      numbers >> x >> y >> width >> height >> weight;
      if (count < feature.boxes.size())
        feature.boxes[count++] = {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y),
                                  static_cast<std::uint8_t>(width), static_cast<std::uint8_t>(height), weight};
    }
    features.push_back(feature);
  }
  return features;
}

inspire::CascadeTree treeOf(const pugi::xml_node& entry, const std::vector<Feature>& features) {
  inspire::CascadeTree tree;
  std::istringstream nodes(entry.child("internalNodes").text().as_string());
  int below = 0, above = 0;
  std::size_t feature = 0;
  float threshold = 0;
  while (nodes >> below >> above >> feature >> threshold && feature < features.size())
    tree.nodes.push_back({features[feature].boxes, features[feature].isTilted, threshold, below, above});
  std::istringstream leaves(entry.child("leafValues").text().as_string());
  for (float leaf = 0; leaves >> leaf;) tree.leaves.push_back(leaf);
  return tree;
}

Result<Cascade> readCascade(const std::string& file) {
  pugi::xml_document document;
  if (!document.load_file(file.c_str()))
    return fail(ErrorCode::NotFound, "no cascade at " + file + "; install opencv-data");
  const auto root = document.child("opencv_storage").child("cascade");
  const auto features = featuresOf(root);
  Cascade cascade{static_cast<std::uint8_t>(root.child("width").text().as_int()),
                  static_cast<std::uint8_t>(root.child("height").text().as_int()),
                  {}};
  for (const auto& entry : root.child("stages").children("_")) {
    inspire::CascadeStage stage{entry.child("stageThreshold").text().as_float() - kThresholdSlack, {}};
    for (const auto& tree : entry.child("weakClassifiers").children("_")) stage.trees.push_back(treeOf(tree, features));
    cascade.stages.push_back(std::move(stage));
  }
  return cascade;
}

Result<void> convert(const std::string& folder, const std::string& out) {
  auto face = readCascade(folder + "/haarcascade_frontalface_alt2.xml");
  if (!face) return tl::unexpected(face.error());
  auto smile = readCascade(folder + "/haarcascade_smile.xml");
  if (!smile) return tl::unexpected(smile.error());
  const inspire::FaceModel model{std::move(*face), std::move(*smile)};
  const auto bytes = inspire::toBytes(model);
  const auto read = inspire::parseFaceModel(std::as_bytes(std::span(bytes)));
  if (!read || !(*read == model))
    return fail(ErrorCode::Internal, "the cascades in " + folder + " are of another kind");
  return writeFile(out, bytes);
}

}  // namespace
}  // namespace amuse::train

int main(int argc, char** argv) {
  CLI::App app("Makes the face finder of OpenCV's cascades");
  std::string cascades = "/usr/share/opencv4/haarcascades", out = "models/faces.bin";
  app.add_option("--cascades", cascades, "The folder of opencv-data")->capture_default_str();
  app.add_option("--out", out, "The file to write")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (const auto made = amuse::train::convert(cascades, out); !made) {
    (void)std::fputs((made.error().message + "\n").c_str(), stderr);
    return amuse::exitCodeOf(made.error().code);
  }
  return 0;
}
