// modules: notation
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "theory/nashville.h"
#include "notation/text_chart.h"
#include "song/validate.h"

// A chart that is read is a valid song; written with names and with numbers it can be read again. The same bytes as one
// Nashville number come back as they were written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const theory::Key key = theory::makeKey(static_cast<int>(size % 12), theory::kModes[size % theory::kModeCount]);
  if (const auto chord = theory::readNashville(text, key)) {
    const auto again = theory::readNashville(theory::toNashville(*chord, key), key);
    AMUSE_ASSERT(again && theory::toRelative(*again, 0) == theory::toRelative(*chord, 0));
  }
  const auto read = notation::readTextChart(text);
  if (!read) return 0;
  AMUSE_ASSERT(song::validate(read->value).has_value());
  for (const auto symbols : {notation::ChartSymbols::LeadSheet, notation::ChartSymbols::Nashville}) {
    const auto written = notation::writeTextChart(read->value, symbols);
    if (!written) continue;
    const auto once = notation::readTextChart(written->value);
    AMUSE_ASSERT(once.has_value() && song::validate(once->value).has_value());
  }
  return 0;
}
