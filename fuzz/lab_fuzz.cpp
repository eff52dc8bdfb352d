// modules: notation
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "notation/lab.h"
#include "song/validate.h"

// Labels that are read are a valid song, and written again they can be read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse;
  const auto read = notation::readLab({reinterpret_cast<const char*>(data), size});
  if (!read) return 0;
  AMUSE_ASSERT(song::validate(read->value).has_value());
  const auto written = notation::writeLab(read->value);
  if (!written) return 0;
  const auto once = notation::readLab(written->value);
  // Hours of labels can be too many bars at the tempo that is guessed the second time.
  AMUSE_ASSERT(once.has_value() || once.error().code == ErrorCode::TooLarge);
  AMUSE_ASSERT(!once || song::validate(once->value).has_value());
  return 0;
}
