#include "sentence_origin.h"

#include <fmt/format.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "sha256.h"

namespace amuse::train {
namespace {

/// A few marks have no probability in the package; they are given that of a rare piece.
constexpr float kUnstated = -9;

void takePieces(const nlohmann::json& vocabulary, SentenceOrigin& origin) {
  constexpr std::size_t kReserved = 6;  // Signs that no text holds.
  for (const auto& row : vocabulary) {
    const bool reserved = origin.pieces.size() < kReserved;
    origin.pieces.push_back(reserved ? std::string() : row.at(0).get<std::string>());
    origin.logProbabilities.push_back(row.at(1).is_number() && !reserved ? row.at(1).get<float>() : kUnstated);
  }
}

/// Cuts the shards' bytes as the manifest says.
void takeTensors(const nlohmann::json& weights, std::string_view bytes, SentenceOrigin& origin) {
  std::size_t at = 0;
  for (const auto& row : weights) {
    SentenceOrigin::Tensor tensor{row.at("shape"), {}};
    std::size_t count = 1;
    for (const std::int64_t side : tensor.shape) count *= static_cast<std::size_t>(side);
    if (bytes.size() - at < 4 * count) throw std::out_of_range("the shards are too short");
    if (row.at("dtype") == "float32") {
      tensor.values.resize(count);
      std::memcpy(tensor.values.data(), bytes.data() + at, 4 * count);
      origin.tensors.emplace(row.at("name"), std::move(tensor));
    }
    at += 4 * count;
  }
  if (at != bytes.size()) throw std::out_of_range("the shards are too long");
}

}  // namespace

Result<const SentenceOrigin::Tensor*> SentenceOrigin::find(const std::string& name) const {
  const auto it = tensors.find(name);
  if (it == tensors.end()) return fail(ErrorCode::NotFound, "the encoder's package has no tensor " + name);
  return &it->second;
}

Result<SentenceOrigin> readSentenceOrigin(const std::filesystem::path& folder) {
  const auto graph = readFile(folder / "model.json"), vocabulary = readFile(folder / "vocab.json");
  if (!graph || !vocabulary)
    return fail(ErrorCode::Unavailable,
                folder.string() + " lacks the sentence encoder; run: npm ci --ignore-scripts --prefix train/npm");
  SentenceOrigin origin;
  try {
    const auto manifest = nlohmann::json::parse(*graph).at("weightsManifest").at(0);
    std::string bytes;
    for (const std::string name : manifest.at("paths")) {
      const auto shard = readFile(folder / name);
      if (!shard) return tl::unexpected(shard.error());
      bytes += *shard;
    }
    takeTensors(manifest.at("weights"), bytes, origin);
    takePieces(nlohmann::json::parse(*vocabulary), origin);
    origin.sha256 = sha256Hex(bytes + *vocabulary);
  } catch (const std::exception& problem) {
    return fail(ErrorCode::Parse, fmt::format("the sentence encoder cannot be read: {}", problem.what()));
  }
  return origin;
}

}  // namespace amuse::train
