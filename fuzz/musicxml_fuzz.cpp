// modules: notation
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "notation/musicxml.h"
#include "song/validate.h"

// What is read is a valid song; written and read again it is one that no longer changes on that way.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace amuse;
  const auto read = notation::readMusicXml({reinterpret_cast<const char*>(data), size});
  if (!read) return 0;
  AMUSE_ASSERT(song::validate(read->value).has_value());
  const auto written = notation::writeMusicXml(read->value);
  if (!written) return 0;
  const auto once = notation::readMusicXml(written->value);
  AMUSE_ASSERT(once.has_value() && song::validate(once->value).has_value());
  const auto writtenAgain = notation::writeMusicXml(once->value);
  AMUSE_ASSERT(writtenAgain.has_value());
  const auto twice = notation::readMusicXml(writtenAgain->value);
  AMUSE_ASSERT(twice.has_value() && twice->value == once->value);
  return 0;
}
