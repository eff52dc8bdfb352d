#include "propose/endings.h"

namespace amuse::propose {
namespace {

using theory::ChordClass;
using theory::RelativeChord;

// By root above the tonic. For Maj, Min and Mix the order follows how often each root leads to a final tonic in the
// open corpus (train: Maj V 64 %, IV 19 %, II 4 %; Min V 40 %, VII 34 %, IV 8 %, VI 6 %; Mix IV 31 %, VII 26 %, V 17
// %), flattened, because the Markov model these factors meet prefers the common ones already; the other modes, too rare
// to count, after their characteristic tone (Persichetti, Twentieth-Century Harmony, 1961, ch. 2: Dor IV, Phr II, Lyd
// II, Mix VII).
constexpr double kCadence[theory::kModeCount][12] = {
    {.03, .40, .35, .15, .15, .80, .10, 1.0, .30, .15, .60, .40},  // Maj
    {.03, .40, .40, .20, .05, .70, .20, 1.0, .50, .10, .90, .50},  // Min
    {.03, .20, .60, .30, .10, 1.0, .10, .60, .20, .20, 1.0, .20},  // Dor
    {.03, 1.0, .10, .30, .05, .40, .20, .20, .30, .05, .90, .10},  // Phr
    {.03, .15, 1.0, .10, .30, .20, .30, .80, .10, .30, .15, .60},  // Lyd
    {.03, .20, .30, .20, .15, .80, .10, .50, .20, .20, 1.0, .15},  // Mix
    {.03, 1.0, .10, .50, .05, .50, .60, .10, .50, .05, 1.0, .20},  // Loc
    {.03, .40, .50, .20, .05, .60, .20, 1.0, .50, .10, .30, .80},  // Hmin
    {.03, 1.0, .10, .20, .20, .60, .10, .40, .30, .05, .90, .15},  // Phdm
};
// The same for stopping on tension (open corpus: Maj V 38 %, IV 8 %, VI 5 %, II 3 %; Min V 21 %, VII 12 %, III 6 %, IV
// 4 %).
constexpr double kOpen[theory::kModeCount][12] = {
    {.02, .25, .50, .20, .25, .60, .25, 1.0, .35, .30, .50, .30},  // Maj
    {.02, .40, .50, .25, .10, .60, .25, 1.0, .45, .10, .70, .40},  // Min
    {.02, .20, .60, .35, .10, 1.0, .15, .70, .20, .25, .80, .15},  // Dor
    {.02, 1.0, .15, .40, .05, .40, .25, .25, .40, .05, .90, .10},  // Phr
    {.02, .15, 1.0, .15, .35, .25, .35, .80, .15, .35, .15, .60},  // Lyd
    {.02, .20, .45, .25, .20, .70, .10, .80, .30, .25, 1.0, .10},  // Mix
    {.02, .80, .10, .50, .05, .60, .80, .15, .60, .05, 1.0, .20},  // Loc
    {.02, .40, .60, .25, .05, .60, .25, 1.0, .50, .10, .25, .70},  // Hmin
    {.02, 1.0, .10, .25, .25, .60, .10, .50, .35, .05, .90, .15},  // Phdm
};

double restOf(ChordClass chordClass, theory::Mode mode) noexcept {
  const bool minor = theory::isMinorFamily(mode);
  switch (chordClass) {
    case ChordClass::Maj: return mode == theory::Mode::Loc ? 0 : minor ? 0.02 : 1;  // a Picardy third, now and then
    case ChordClass::Maj6:
    case ChordClass::Maj7: return minor ? 0 : 1;
    case ChordClass::Min:
    case ChordClass::Min6:
    case ChordClass::Min7: return minor && mode != theory::Mode::Loc ? 1 : 0;
    case ChordClass::MinMaj7: return minor && mode != theory::Mode::Loc ? 0.4 : 0;
    case ChordClass::Five: return 1;
    case ChordClass::Sus2: return 0.3;
    case ChordClass::Dom7: return mode == theory::Mode::Mix ? 0.6 : minor ? 0 : 0.15;  // the blues rests on it
    case ChordClass::Dim:
    case ChordClass::HalfDim7: return mode == theory::Mode::Loc ? 1 : 0;
    default: return 0;
  }
}

}  // namespace

double closingFactor(const RelativeChord& chord, theory::Mode mode) noexcept {
  if (chord.root != 0) return 0;
  return restOf(chord.quality.chordClass, mode) * (chord.bass == 0 ? 1 : 0.01);
}

bool isRest(const RelativeChord& chord, theory::Mode mode) noexcept { return closingFactor(chord, mode) >= 0.3; }

double cadenceFactor(const RelativeChord& chord, theory::Mode mode) noexcept {
  const double root = kCadence[static_cast<int>(mode)][chord.root];
  // The dominant wants its leading tone: a minor v closes more weakly than V.
  const bool dominant = chord.root == 7 && chord.quality.tones.contains(4);
  return chord.root == 7 && !dominant ? 0.6 * root : root;
}

double openFactor(const RelativeChord& chord, theory::Mode mode) noexcept {
  double factor = kOpen[static_cast<int>(mode)][chord.root];
  switch (chord.quality.chordClass) {
    case ChordClass::Sus4:
    case ChordClass::Dom7Sus4: factor *= 1.4; break;
    case ChordClass::Dom7: factor *= chord.root == 7 ? 1.3 : 1; break;
    case ChordClass::Min:
    case ChordClass::Min7: factor *= chord.root == 7 ? 0.6 : 1; break;
    default: break;
  }
  return factor;
}

}  // namespace amuse::propose
