#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/image.h"
#include "base/result.h"
#include "media/media_client.h"

/// How well pictures are read, on photographs that no weight has seen.
namespace amuse::evaluate {

/// True for the photographs (three in twenty, by a hash of the file's name) that training never sees.
[[nodiscard]] bool isHeldOutScene(std::string_view fileName) noexcept;

/// A photograph, decoded as Amuse decodes any.
struct ScenePhoto {
  std::string name, scene;  ///< File name; folder name.
  Image image;
};
/// Decodes the photographs of a folder with one folder a class, one after the other, those that `wants` says.
/// Errors: NotFound (nothing there), what decoding says, what `take` returns.
[[nodiscard]] Result<void> forEachScenePhoto(media::MediaClient& media, const std::filesystem::path& folder,
                                             const std::function<bool(std::string_view)>& wants,
                                             const std::function<void(const ScenePhoto&)>& take);

struct SceneReport {
  std::vector<std::string> classes;
  std::vector<std::vector<double>> confusion;  ///< Given class (row), likeliest class (column); photographs.
  std::size_t photos = 0;
  double accuracy = 0, greyAccuracy = 0;   ///< As they are; as grey copies.
  double classNamed = 0, familyNamed = 0;  ///< Shares where a class, or only its family, is sure enough to name.
  double rightWord = 0;  ///< Share with a word of the right class or a look-alike's, or of the right family.
  double rightScene = 0, wrongScene = 0;  ///< Family words left out: the class named is right or alike; is another.
  double wrongWord = 0;                   ///< Share with a word of another family.
  double coloursAlone = 0;                ///< Share where only colours speak, and a note says so.
  double safeWord = 0;                    ///< Right words of a guesser that always says the same class and its family.
  double withFaces = 0, drawn = 0;        ///< Shares where faces were seen; that were taken for no photographs.
  double meanMs = 0;                      ///< Decoded pixels to facts.
};
/// @param home  With models/scenes.bin. Errors: forEachScenePhoto's, PictureReader's.
[[nodiscard]] Result<SceneReport> evaluateScenes(const std::filesystem::path& home,
                                                 const std::filesystem::path& folder);

[[nodiscard]] std::string toText(const SceneReport& report);
/// The confusion matrix as a picture.
[[nodiscard]] std::string toSvg(const SceneReport& report);

}  // namespace amuse::evaluate
