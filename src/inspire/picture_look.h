#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/image.h"
#include "brief/brief.h"

/// What can be measured of a picture without knowing what it shows: colours, light, texture.
namespace amuse::inspire {

struct PaletteColour {
  Rgb colour{};
  std::string_view name;  ///< "deep blue"; from a table of names, so it lives as long as the program.
  double share = 0;       ///< Of the pixels, 0..1.
};

struct PictureLook {
  std::vector<PaletteColour> palette;  ///< Largest share first; one to six colours that differ visibly.
  double brightness = 0;               ///< Mean lightness, 0 black .. 1 white.
  double contrast = 0;                 ///< Spread of lightness, 0 flat .. 1 (half black, half white).
  double saturation = 0;               ///< Mean of HSV saturation times value, 0 grey .. 1.
  double warmth = 0;                   ///< -1 blue .. 1 orange, 0 for grey.
  double texture = 0;                  ///< Share of pixels with a visible edge, 0 smooth .. 1.
  double sharpness = 0;                ///< Fine detail beside coarse, 0 blurred .. 1.
  bool isGrey = false;                 ///< Hardly a pixel has a colour.
};

/// "#rrggbb".
[[nodiscard]] std::string toHex(const Rgb& colour);
/// The table's name nearest to the eye. Source of the distance: Ottosson 2020 (Oklab).
[[nodiscard]] std::string_view colourName(const Rgb& colour);

/// @param image  At least one pixel. Deterministic; a few milliseconds for a megapixel.
[[nodiscard]] PictureLook lookAt(const Image& image);

/// What colours alone do to feeling: pleasure = 0.69 V + 0.22 S, arousal = -0.31 V + 0.60 S and dominance =
/// -0.76 V + 0.32 S, taken from the middle of photographs (V 0.5, S 0.3) and scaled to [-1, 1]; tension rises with
/// arousal and contrast and falls with pleasure; complexity follows the number of colours and the texture. Source:
/// Valdez and Mehrabian 1994, Effects of color on emotions, J. Exp. Psychology: General 123(4), table 2. Wilms and
/// Oberfeld 2018 (Psychological Research 82) disagree on arousal: theirs rises with brightness for saturated colours
/// and depends on hue (red above green above blue), so arousal gets half of the brightness term and a little warmth.
[[nodiscard]] brief::Affect colourAffect(const PictureLook& look);

/// Averages areas so that the shorter side has `shortSide` pixels; a smaller picture stays as it is.
[[nodiscard]] Image withShortSide(const Image& image, int shortSide);

}  // namespace amuse::inspire
