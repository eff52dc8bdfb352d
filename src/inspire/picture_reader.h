#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/image.h"
#include "base/result.h"
#include "brief/brief.h"
#include "inspire/face_finder.h"
#include "inspire/picture_kind.h"
#include "inspire/picture_look.h"
#include "inspire/scene_model.h"
#include "inspire/text_reader.h"

/// Pictures to a Brief: what is seen and how it looks, in words a songwriter would use, each with where it was seen.
namespace amuse::inspire {

/// One row of data/pictures/keywords.tsv: a sign in a range gives a keyword.
struct PictureWord {
  std::string sign;  ///< "scene coast", "family nature", "face near", or a measure of PictureLook: "warmth".
  double low = 0, high = 0;
  std::string keyword;
  double weight = 1;
  brief::Affect affect;
  std::vector<std::string> genres;
  bool operator==(const PictureWord&) const = default;
};
/// Errors: Parse (naming the row), TooLarge.
[[nodiscard]] Result<std::vector<PictureWord>> parsePictureWords(std::string_view table);

/// A class of the recogniser and the family named when the class is not sure.
struct SceneFamily {
  std::string scene, family;
  bool operator==(const SceneFamily&) const = default;
};
/// Errors: Parse (naming the row), TooLarge.
[[nodiscard]] Result<std::vector<SceneFamily>> parseSceneFamilies(std::string_view table);

/// What was made out in a picture.
struct PictureFacts {
  PictureLook look;
  PictureKind kind = PictureKind::Photograph;  ///< Of what is no photograph, neither a scene nor faces are named.
  std::vector<Face> faces;                     ///< Largest first.
  std::vector<SceneGuess> scenes;              ///< Likeliest first.
  std::string scene;                           ///< The class, when sure enough; else empty.
  std::string family;     ///< The class's family, or the likeliest when that is sure enough; else empty.
  double confidence = 0;  ///< In `scene`, else in `family`; 0..1.
  std::array<double, 4> region{0, 0, 1, 1};
};

/// Holds the recogniser and the tables. Immutable after open(); may be read from several threads.
class PictureReader final {
 public:
  /// @param home  The folder with models/ and data/pictures. Errors: Unavailable, Parse.
  [[nodiscard]] static Result<PictureReader> open(const std::filesystem::path& home);
  PictureReader(SceneRecogniser recogniser, FaceFinder faces, std::vector<PictureWord> words,
                std::vector<SceneFamily> families)
      : recogniser_(std::move(recogniser)),
        faces_(std::move(faces)),
        words_(std::move(words)),
        families_(std::move(families)) {}

  [[nodiscard]] const SceneRecogniser& recogniser() const noexcept { return recogniser_; }
  [[nodiscard]] const FaceFinder& faces() const noexcept { return faces_; }
  [[nodiscard]] const std::vector<PictureWord>& words() const noexcept { return words_; }
  /// The family of a class; empty where the table has none.
  [[nodiscard]] std::string_view familyOf(std::string_view scene) const noexcept;

 private:
  SceneRecogniser recogniser_;
  FaceFinder faces_;
  std::vector<PictureWord> words_;
  std::vector<SceneFamily> families_;
};

/// Measures and recognises; some 100 ms. @param image  At least one pixel.
[[nodiscard]] PictureFacts describePicture(const PictureReader& reader, const Image& image);

/// Reads a picture.
/// @param name  Shown in notes; may be empty.
/// @return Up to 8 keywords, strongest first. A scene word, and its family's, is given only when the class is sure;
///         else the family's word; else colours alone speak and a note says so. Faces and smiles give words too. Each
///         keyword has the region, class and confidence, or the colour and share, that it rests on. Affect leans on the
///         colours the more, the less sure the scene is. Errors: InvalidArgument (no pixels).
[[nodiscard]] Result<brief::Brief> inspirePicture(const PictureReader& reader, const TextReader& words,
                                                  const Image& image, std::string_view name = {});
/// The same from facts already taken.
[[nodiscard]] brief::Brief inspireFromPicture(const PictureReader& reader, const TextReader& words,
                                              const PictureFacts& facts, std::string_view name = {});

}  // namespace amuse::inspire
