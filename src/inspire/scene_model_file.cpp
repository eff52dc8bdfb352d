#include <bit>

#include "base/byte_reader.h"
#include "inspire/scene_model.h"

namespace amuse::inspire {
namespace {

constexpr std::string_view kSceneMagic = "AMUSESC2";
constexpr std::size_t kMostClasses = 256, kMostSide = 512, kMostBlocks = 64, kMostBlockSize = 8192;

void putNumber(std::string& out, std::uint32_t value) { out.append(reinterpret_cast<const char*>(&value), 4); }
void putFloat(std::string& out, float value) { putNumber(out, std::bit_cast<std::uint32_t>(value)); }
void putFloats(std::string& out, const std::vector<float>& values) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
}

bool isPositive(const std::vector<float>& values) {
  for (const float value : values)
    if (!(value > 0)) return false;
  return true;
}

std::span<const std::int8_t> takeSteps(ByteReader& in, std::size_t count) {
  const auto piece = in.take(count);
  return {reinterpret_cast<const std::int8_t*>(piece.data()), piece.size()};
}

FisherCodebook takeCodebook(ByteReader& in) {
  FisherCodebook book;
  book.descriptorSize = in.number<std::uint32_t>();
  book.axes = in.number<std::uint32_t>();
  book.components = in.number<std::uint32_t>();
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

SceneChannel takeChannel(ByteReader& in, std::size_t classes) {
  SceneChannel channel;
  channel.codebook = takeCodebook(in);
  if (in.hasFailed()) return channel;
  channel.biases = in.reals(classes);
  channel.scales = in.reals(classes * kFisherRegions);
  const auto uses = in.text((classes + 3) / 4 * 4).substr(0, classes);
  channel.usesClass.assign(uses.begin(), uses.end());
  const std::size_t size = kFisherRegions * channel.codebook.components * channel.codebook.axes * 2;
  channel.weights = takeSteps(in, classes * size);
  return channel;
}

SeenWeights takeSeen(ByteReader& in, std::size_t classes) {
  SeenWeights seen;
  const std::size_t blocks = in.number<std::uint32_t>();
  if (blocks > kMostBlocks) in.refuse();
  std::size_t size = 0;
  for (std::size_t b = 0; b < blocks && !in.hasFailed(); ++b) {
    seen.blocks.push_back(in.number<std::uint32_t>());
    size += seen.blocks.back();
    if (seen.blocks.back() > kMostBlockSize || seen.blocks.back() % 16 != 0) in.refuse();
  }
  if (in.hasFailed()) return seen;
  seen.scales = in.reals(classes * blocks);
  seen.weights = takeSteps(in, classes * size);
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
  ByteReader in(bytes);
  if (!in.magic(kSceneMagic)) return bad;
  SceneModel model;
  const std::size_t classes = in.number<std::uint32_t>();
  model.steepness = in.real();
  model.colourSay = in.real();
  if (classes == 0 || classes > kMostClasses) return bad;
  for (std::size_t i = 0; i < classes; ++i) {
    const auto name = in.text(32);
    if (name.empty() || name[31] != 0 || name[0] == 0) return bad;
    model.classes.emplace_back(name.data());
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
