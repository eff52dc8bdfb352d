#include "lm/internal/expert.h"

#include <algorithm>

#include "lm/net_kernels.h"

namespace amuse::lm::internal {

namespace {

int rotated(int symbol, int semitones) noexcept {
  if (symbol >= kNoChordSymbol) return symbol;
  const int root = theory::toPitchClass(symbol / theory::kChordClassCount + semitones);
  return root * theory::kChordClassCount + symbol % theory::kChordClassCount;
}

/// What each symbol is called after its root has moved up by so many semitones.
using Rotation = std::array<std::uint8_t, kSymbolCount>;
constexpr std::array<Rotation, 12> makeRotations() {
  std::array<Rotation, 12> rotations{};
  for (int semitones = 0; semitones < 12; ++semitones)
    for (int symbol = 0; symbol < kSymbolCount; ++symbol)
      rotations[static_cast<std::size_t>(semitones)][static_cast<std::size_t>(symbol)] = static_cast<std::uint8_t>(
          symbol < kNoChordSymbol ? (symbol + semitones * theory::kChordClassCount) % kNoChordSymbol : symbol);
  return rotations;
}
constexpr std::array<Rotation, 12> kRotations = makeRotations();

/// Adds weight times the context's probabilities; returns what it leaves for shorter contexts.
float addContext(const SparseTable& table, std::uint64_t key, float weight, const Rotation& rotation,
                 std::span<float, kSymbolCount> out) noexcept {
  return table.visit(key, [&](std::uint32_t code, float p) {
    // A broken file may hold any value; only symbols are listened to.
    if (code < kSymbolCount) out[rotation[code]] += weight * p;
  });
}

int shiftOf(const ExpertSpec& spec, theory::Mode mode) noexcept { return spec.parentScale ? parentTonic(mode) : 0; }

}  // namespace

int parentTonic(theory::Mode mode) noexcept {
  switch (mode) {
    case theory::Mode::Maj: return 0;
    case theory::Mode::Min: return 3;
    case theory::Mode::Dor: return 10;
    case theory::Mode::Phr: return 8;
    case theory::Mode::Lyd: return 7;
    case theory::Mode::Mix: return 5;
    case theory::Mode::Loc: return 1;
    case theory::Mode::Hmin: return 3;
    case theory::Mode::Phdm: return 8;
  }
  return 0;
}

std::uint8_t contextCode(const ExpertSpec& spec, theory::Mode mode, int symbol) noexcept {
  const int code = rotated(symbol, -shiftOf(spec, mode));
  if (!spec.triadContexts || code >= kNoChordSymbol) return static_cast<std::uint8_t>(code);
  const auto triad = theory::triadOf(static_cast<theory::ChordClass>(code % theory::kChordClassCount));
  return static_cast<std::uint8_t>(code / theory::kChordClassCount * theory::kChordClassCount +
                                   static_cast<int>(triad));
}

std::uint8_t predictedCode(const ExpertSpec& spec, theory::Mode mode, int symbol) noexcept {
  return static_cast<std::uint8_t>(rotated(symbol, -shiftOf(spec, mode)));
}

int symbolFromPredicted(const ExpertSpec& spec, theory::Mode mode, int code) noexcept {
  return rotated(code, shiftOf(spec, mode));
}

std::size_t contextKeys(const ExpertSpec& spec, theory::Mode mode, std::span<const std::uint8_t> codes,
                        ChainKeys& keys) noexcept {
  codes = codes.first(codes.size() - std::min<std::size_t>(spec.skipped, codes.size()));
  const std::size_t longest = std::min<std::size_t>({spec.order, kMaxOrder, codes.size()});
  const std::uint64_t tag = spec.modeContexts ? 1 + static_cast<std::uint64_t>(mode) : 0;
  std::uint64_t packed = 0;
  for (std::size_t length = 0;; ++length) {
    keys[length] = packed | static_cast<std::uint64_t>(length) << 48 | tag << 52;
    if (length == longest) return length + 1;
    packed = packed << 8 | codes[codes.size() - 1 - length];
  }
}

void emptyContext(const ExpertSpec& spec, const SparseTable& table, theory::Mode mode,
                  std::span<float, kSymbolCount> out) noexcept {
  ChainKeys keys;
  (void)contextKeys(spec, mode, {}, keys);
  std::fill(out.begin(), out.end(), 0.0f);
  const float left = addContext(table, keys[0], 1, kRotations[static_cast<std::size_t>(shiftOf(spec, mode))], out);
  for (float& p : out) p += left / kSymbolCount;
}

void expertProbabilities(const ExpertSpec& spec, const SparseTable& table, theory::Mode mode,
                         std::span<const std::uint8_t> codes, std::span<const float, kSymbolCount> empty,
                         std::span<float, kSymbolCount> out) noexcept {
  ChainKeys keys;
  const std::size_t count = contextKeys(spec, mode, codes, keys);
  const Rotation& rotation = kRotations[static_cast<std::size_t>(shiftOf(spec, mode))];
  for (std::size_t i = 1; i < count; ++i) table.prefetch(keys[i]);
  std::fill(out.begin(), out.end(), 0.0f);
  float weight = 1;
  for (std::size_t i = count; i-- > 1;) weight *= addContext(table, keys[i], weight, rotation, out);
  netKernels().addScaled(empty.data(), weight, out.data(), kSymbolCount);
}

}  // namespace amuse::lm::internal
