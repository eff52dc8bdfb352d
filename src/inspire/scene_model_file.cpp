#include <bit>
#include <cmath>
#include <cstring>

#include "inspire/scene_model.h"

namespace amuse::inspire {
namespace {

constexpr std::string_view kSceneMagic = "AMUSESC2";
constexpr std::size_t kMostClasses = 256, kMostSide = 512, kMostBlocks = 64, kMostBlockSize = 8192;
static_assert(std::endian::native == std::endian::little, "scene models are read in place, little endian");

void putNumber(std::string& out, std::uint32_t value) { out.append(reinterpret_cast<const char*>(&value), 4); }
void putFloat(std::string& out, float value) { putNumber(out, std::bit_cast<std::uint32_t>(value)); }
void putFloats(std::string& out, const std::vector<float>& values) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
}

/// Reads in order; after the first failure everything is empty and isWhole() is false.
class SceneBytes {
 public:
  explicit SceneBytes(std::span<const std::byte> bytes) : bytes_(bytes) {}

  const std::byte* take(std::size_t size) {
    if (failed_ || size > bytes_.size() - at_) {
      failed_ = true;
      return nullptr;
    }
    const std::byte* piece = bytes_.data() + at_;
    at_ += size;
    return piece;
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    if (const auto* from = take(4)) std::memcpy(&value, from, 4);
    return value;
  }
  float real() {
    const auto value = std::bit_cast<float>(number());
    failed_ = failed_ || !std::isfinite(value);
    return failed_ ? 0 : value;
  }
  std::vector<float> reals(std::size_t count) {
    std::vector<float> values;
    const auto* from = count > kMaxSceneModelBytes / 4 ? take(bytes_.size() + 1) : take(count * 4);
    if (from == nullptr) return values;
    values.resize(count);
    std::memcpy(values.data(), from, count * 4);
    for (const float value : values) failed_ = failed_ || !std::isfinite(value);
    return values;
  }
  void refuse() noexcept { failed_ = true; }
  [[nodiscard]] bool hasFailed() const noexcept { return failed_; }
  [[nodiscard]] bool isWhole() const noexcept { return !failed_ && at_ == bytes_.size(); }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

bool isPositive(const std::vector<float>& values) {
  for (const float value : values)
    if (!(value > 0)) return false;
  return true;
}

FisherCodebook takeCodebook(SceneBytes& in) {
  FisherCodebook book;
  book.descriptorSize = in.number();
  book.axes = in.number();
  book.components = in.number();
  for (const std::size_t side : {book.descriptorSize, book.axes, book.components})
    if (side == 0 || side > kMostSide || side % 8 != 0) in.refuse();
  if (book.axes > kMostSide / 2) in.refuse();
  if (in.hasFailed()) return book;
  book.mean = in.reals(book.descriptorSize);
  book.projection = in.reals(book.descriptorSize * book.axes);
  book.weights = in.reals(book.components);
  book.means = in.reals(book.components * book.axes);
  book.variances = in.reals(book.components * book.axes);
  if (!isPositive(book.weights) || !isPositive(book.variances)) in.refuse();
  return book;
}

SceneChannel takeChannel(SceneBytes& in, std::size_t classes) {
  SceneChannel channel;
  channel.codebook = takeCodebook(in);
  if (in.hasFailed()) return channel;
  channel.biases = in.reals(classes);
  channel.scales = in.reals(classes * kFisherRegions);
  if (const auto* uses = in.take((classes + 3) / 4 * 4))
    channel.usesClass.assign(reinterpret_cast<const std::uint8_t*>(uses),
                             reinterpret_cast<const std::uint8_t*>(uses) + classes);
  const std::size_t size = kFisherRegions * channel.codebook.components * channel.codebook.axes * 2;
  if (const auto* weights = in.take(classes * size))
    channel.weights = {reinterpret_cast<const std::int8_t*>(weights), classes * size};
  return channel;
}

SeenWeights takeSeen(SceneBytes& in, std::size_t classes) {
  SeenWeights seen;
  const std::size_t blocks = in.number();
  if (blocks > kMostBlocks) in.refuse();
  std::size_t size = 0;
  for (std::size_t b = 0; b < blocks && !in.hasFailed(); ++b) {
    seen.blocks.push_back(in.number());
    size += seen.blocks.back();
    if (seen.blocks.back() > kMostBlockSize || seen.blocks.back() % 16 != 0) in.refuse();
  }
  if (in.hasFailed()) return seen;
  seen.scales = in.reals(classes * blocks);
  if (const auto* weights = in.take(classes * size))
    seen.weights = {reinterpret_cast<const std::int8_t*>(weights), classes * size};
  return seen;
}

}  // namespace

std::string toBytes(const SceneModel& model) {
  std::string out(kSceneMagic);
  putNumber(out, static_cast<std::uint32_t>(model.classes.size()));
  putFloat(out, model.steepness);
  putFloat(out, model.colourSay);
  for (std::string name : model.classes) {
    name.resize(32);
    out += name;
  }
  for (const auto& channel : model.channels) {
    const auto& book = channel.codebook;
    for (const std::size_t side : {book.descriptorSize, book.axes, book.components})
      putNumber(out, static_cast<std::uint32_t>(side));
    for (const auto* values : {&book.mean, &book.projection, &book.weights, &book.means, &book.variances})
      putFloats(out, *values);
    putFloats(out, channel.biases);
    putFloats(out, channel.scales);
    std::string uses(channel.usesClass.begin(), channel.usesClass.end());
    uses.resize((uses.size() + 3) / 4 * 4);
    out += uses;
    out.append(reinterpret_cast<const char*>(channel.weights.data()), channel.weights.size());
  }
  putNumber(out, static_cast<std::uint32_t>(model.seen.blocks.size()));
  for (const std::size_t size : model.seen.blocks) putNumber(out, static_cast<std::uint32_t>(size));
  putFloats(out, model.seen.scales);
  out.append(reinterpret_cast<const char*>(model.seen.weights.data()), model.seen.weights.size());
  return out;
}

Result<SceneModel> parseSceneModel(std::span<const std::byte> bytes) {
  const auto bad = fail(ErrorCode::Unavailable, "the scene model is damaged or of another version; reinstall Amuse");
  if (bytes.size() > kMaxSceneModelBytes) return bad;
  SceneBytes in(bytes);
  const auto* magic = in.take(kSceneMagic.size());
  if (magic == nullptr || std::memcmp(magic, kSceneMagic.data(), kSceneMagic.size()) != 0) return bad;
  SceneModel model;
  const std::size_t classes = in.number();
  model.steepness = in.real();
  model.colourSay = in.real();
  if (classes == 0 || classes > kMostClasses) return bad;
  for (std::size_t i = 0; i < classes; ++i) {
    const auto* name = reinterpret_cast<const char*>(in.take(32));
    if (name == nullptr || name[31] != 0 || name[0] == 0) return bad;
    model.classes.emplace_back(name);
  }
  for (auto& channel : model.channels) {
    channel = takeChannel(in, classes);
    if (in.hasFailed()) return bad;
  }
  constexpr std::array kSizes{kGradientDescriptorSize, kLightDescriptorSize, kColourDescriptorSize,
                              kSeenDescriptorSize};
  for (std::size_t i = 0; i < kSceneChannels; ++i)
    if (model.channels[i].codebook.descriptorSize != kSizes[i]) return bad;
  model.seen = takeSeen(in, classes);
  if (!in.isWhole()) return bad;
  return model;
}

}  // namespace amuse::inspire
