#include "inspire/text_encoder.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/assert.h"
#include "inspire/internal/encoder_weights.h"
#include "inspire/internal/integer_product.h"

namespace amuse::inspire {
namespace {

using Floats = std::vector<float>;

/// Vectors are multiplied four at a time; one or two by themselves.
std::size_t padded(std::size_t count) { return count <= 2 ? count : (count + 3) / 4 * 4; }

/// A vector of `matrix.columns()` numbers a row of `in`; gives matrix.rows() numbers a row, with the bias.
Floats multiply(const RowMatrix& matrix, const Floats& in, std::size_t count) {
  const std::size_t depth = matrix.columns(), rows = matrix.rows();
  std::vector<std::int16_t> whole(padded(count) * depth, 0);
  Floats steps(count), out(count * rows);
  for (std::size_t t = 0; t < count; ++t)
    steps[t] = shorten(std::span(in).subspan(t * depth, depth), whole.data() + t * depth);
  std::vector<std::int32_t> sums(padded(count) * rows);
  multiplyRows(matrix.weights.data(), rows, depth, whole.data(), padded(count), sums.data());
  for (std::size_t t = 0; t < count; ++t)
    for (std::size_t r = 0; r < rows; ++r)
      out[t * rows + r] = static_cast<float>(sums[t * rows + r]) * (steps[t] * matrix.rowScale[r]) + matrix.bias[r];
  return out;
}

void addTo(Floats& sum, const Floats& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

/// Every row to mean 0 and variance 1, then scaled.
Floats layerNormed(const NormView& norm, const Floats& in, std::size_t width) {
  constexpr float kTiny = 1e-6F;
  Floats out(in.size());
  for (std::size_t start = 0; start < in.size(); start += width) {
    float mean = 0, square = 0;
    for (std::size_t i = 0; i < width; ++i) mean += in[start + i];
    mean /= static_cast<float>(width);
    for (std::size_t i = 0; i < width; ++i) square += (in[start + i] - mean) * (in[start + i] - mean);
    const float scale = 1 / std::sqrt(square / static_cast<float>(width) + kTiny);
    for (std::size_t i = 0; i < width; ++i)
      out[start + i] = (in[start + i] - mean) * scale * norm.scale[i] + norm.bias[i];
  }
  return out;
}

float dot(const float* a, const float* b, std::size_t n) {
  float sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

void softmax(std::span<float> values) {
  const float most = *std::max_element(values.begin(), values.end());
  float sum = 0;
  for (float& value : values) sum += value = std::exp(value - most);
  for (float& value : values) value /= sum;
}

/// Every piece looks at all pieces, four times over. `qkv`: rows of queries, keys and values, each `width` long.
Floats attend(const Floats& qkv, std::size_t count, std::size_t width) {
  const std::size_t head = width / kEncoderHeads, row = 3 * width;
  const float scale = 1 / std::sqrt(static_cast<float>(head));
  Floats out(count * width, 0), look(count);
  for (std::size_t h = 0; h < kEncoderHeads; ++h)
    for (std::size_t t = 0; t < count; ++t) {
      const float* query = &qkv[t * row + h * head];
      for (std::size_t s = 0; s < count; ++s) look[s] = scale * dot(query, &qkv[s * row + width + h * head], head);
      softmax(look);
      float* to = &out[t * width + h * head];
      for (std::size_t s = 0; s < count; ++s) {
        const float* value = &qkv[s * row + 2 * width + h * head];
        for (std::size_t i = 0; i < head; ++i) to[i] += look[s] * value[i];
      }
    }
  return out;
}

Floats throughLayer(const LayerView& layer, const Floats& in, std::size_t count, std::size_t from) {
  const std::size_t width = layer.attended.rows();
  const Floats seen =
      attend(multiply(layer.queriesKeysValues, layerNormed(layer.beforeAttention, in, from), count), count, from);
  Floats sum = layer.residual.rows() > 0 ? multiply(layer.residual, in, count) : in;
  addTo(sum, multiply(layer.attended, seen, count));
  Floats inner = multiply(layer.up, layerNormed(layer.beforeNetwork, sum, width), count);
  for (float& value : inner) value = std::max(value, 0.0F);
  addTo(sum, multiply(layer.down, inner, count));
  return sum;
}

/// Twice the piece's row and the wave of its place. Source: the graph of Universal Sentence Encoder Lite, which adds
/// the embedding before and after the timing signal.
Floats embed(const TextEncoder::Weights& w, std::span<const TextPiece> pieces) {
  const std::size_t width = w.shape.embedding, half = width / 2;
  Floats out(pieces.size() * width);
  for (std::size_t t = 0; t < pieces.size(); ++t) {
    const std::size_t id = pieces[t].id;
    for (std::size_t i = 0; i < width; ++i)
      out[t * width + i] = 2 * w.embedding.rowScale[id] * static_cast<float>(w.embedding.weights[id * width + i]);
    for (std::size_t i = 0; i < half; ++i) {
      const float angle = static_cast<float>(t) * w.frequencies[i];
      out[t * width + i] += std::sin(angle);
      out[t * width + half + i] += std::cos(angle);
    }
  }
  return out;
}

void hearGroup(const TextEncoder::Weights& w, std::span<const TextPiece> pieces, EncoderVoice& voice) {
  Floats states = embed(w, pieces);
  std::size_t from = w.shape.embedding;
  for (const LayerView& layer : w.layers) {
    states = throughLayer(layer, states, pieces.size(), from);
    if (&layer == &w.layers.front()) voice.lower.insert(voice.lower.end(), states.begin(), states.end());
    from = w.shape.width;
  }
  voice.upper.insert(voice.upper.end(), states.begin(), states.end());
  voice.pieces.insert(voice.pieces.end(), pieces.begin(), pieces.end());
}

struct Group {
  std::size_t first = 0, count = 0;
};

bool endsSentence(std::string_view text, const TextPiece& piece) {
  const char last = text[piece.endByte - 1];
  return last == '.' || last == '!' || last == '?' || last == '/' ||
         (piece.endByte < text.size() && text[piece.endByte] == '\n');
}

/// Sentences together as long as they fit; a sentence that does not is cut.
std::vector<Group> groupsOf(std::string_view text, const std::vector<TextPiece>& pieces) {
  std::vector<Group> groups;
  for (std::size_t first = 0; first < pieces.size();) {
    std::size_t end = std::min(pieces.size(), first + kMaxEncoderPieces);
    if (end < pieces.size())
      for (std::size_t i = end; i-- > first + 1;)
        if (endsSentence(text, pieces[i - 1])) {
          end = i;
          break;
        }
    groups.push_back({first, end - first});
    first = end;
  }
  constexpr std::size_t kFirst = 4, kMost = 16;
  if (groups.size() > kMost)
    groups.erase(groups.begin() + kFirst, groups.end() - static_cast<std::ptrdiff_t>(kMost - kFirst));
  return groups;
}

/// Means of both layers and the upper one's largest, of all pieces but those from `first` to before `end`; room for the
/// summary is left.
void poolWithout(const EncoderVoice& voice, std::size_t width, std::size_t first, std::size_t end, float* pool) {
  float *lower = pool, *upper = lower + width, *most = upper + width;
  std::fill_n(most, width, std::numeric_limits<float>::lowest());
  float total = 0;
  for (std::size_t t = 0; t < voice.pieces.size(); ++t) {
    if (t >= first && t < end) continue;
    total += voice.shares[t];
    for (std::size_t i = 0; i < width; ++i) {
      lower[i] += voice.shares[t] * voice.lower[t * width + i];
      upper[i] += voice.shares[t] * voice.upper[t * width + i];
      most[i] = std::max(most[i], voice.upper[t * width + i]);
    }
  }
  if (total == 0) {
    std::fill_n(pool, 3 * width, 0.0F);
    return;
  }
  for (std::size_t i = 0; i < 2 * width; ++i) pool[i] /= total;
}

/// Adds to each row of pools the summary of its upper mean.
void summarise(const TextEncoder::Weights& w, Floats& pools, std::size_t count) {
  const std::size_t width = w.shape.width, size = kEncoderPools * width;
  Floats upper;
  for (std::size_t row = 0; row < count; ++row) {
    const auto from = pools.begin() + static_cast<std::ptrdiff_t>(row * size + width);
    upper.insert(upper.end(), from, from + static_cast<std::ptrdiff_t>(width));
  }
  const Floats units = multiply(w.summary, upper, count);
  for (std::size_t row = 0; row < count; ++row) {
    float* to = &pools[row * size + 3 * width];
    for (std::size_t i = 0; i < width; ++i) to[i] = std::tanh(units[row * width + i]);
    const float length = std::sqrt(std::max(dot(to, to, width), 1e-12F));
    for (std::size_t i = 0; i < width; ++i) to[i] /= length;
  }
}

Floats pooled(const TextEncoder::Weights& w, const EncoderVoice& voice) {
  Floats pool(kEncoderPools * w.shape.width, 0);
  poolWithout(voice, w.shape.width, 0, 0, pool.data());
  summarise(w, pool, 1);
  return pool;
}

Floats scaled(const TextEncoder::Weights& w, Floats pools) {
  const std::size_t size = w.scaling.scale.size();
  for (std::size_t i = 0; i < pools.size(); ++i)
    pools[i] = pools[i] * w.scaling.scale[i % size] + w.scaling.bias[i % size];
  return pools;
}

void answer(const TextEncoder::Weights& w, EncoderVoice& voice) {
  const Floats said = multiply(w.answers, scaled(w, pooled(w, voice)), 1);
  std::copy_n(said.begin(), 4, voice.affect.begin());
  std::copy_n(said.begin() + 4, 2, voice.tempo.begin());
  std::copy_n(said.begin() + 6, theory::kModeCount, voice.modes.begin());
  voice.tags.assign(said.begin() + kEncoderAnswers, said.end());
}

struct PieceRun {
  std::size_t first = 0, end = 0;
};

std::vector<PieceRun> wordsOf(const EncoderVoice& voice) {
  std::vector<PieceRun> words;
  for (std::size_t t = 0; t < voice.pieces.size(); ++t) {
    if (words.empty() || voice.pieces[t].opensWord) words.push_back({t, t});
    words.back().end = t + 1;
  }
  return words;
}

Result<TextEncoder> damagedEncoder() {
  return fail(ErrorCode::Unavailable, "the text encoder is damaged or of another version; reinstall Amuse");
}

}  // namespace

Result<TextEncoder> TextEncoder::open(const std::filesystem::path& file) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  auto weights = std::make_shared<Weights>();
  weights->file.emplace(std::move(*mapped));
  if (!readEncoder(weights->file->bytes(), *weights)) return damagedEncoder();
  return TextEncoder(std::move(weights));
}

Result<TextEncoder> TextEncoder::parse(std::span<const std::byte> bytes) {
  if (bytes.size() > kMaxEncoderBytes) return damagedEncoder();
  auto weights = std::make_shared<Weights>();
  weights->copy.resize((bytes.size() + 3) / 4);
  if (!bytes.empty()) std::memcpy(weights->copy.data(), bytes.data(), bytes.size());
  if (!readEncoder(std::as_bytes(std::span(weights->copy)).first(bytes.size()), *weights)) return damagedEncoder();
  return TextEncoder(std::move(weights));
}

const std::vector<std::string>& TextEncoder::tags() const noexcept { return weights_->tags; }
std::optional<std::size_t> TextEncoder::findTag(const std::string& tag) const {
  const auto it = weights_->tagIndex.find(tag);
  return it == weights_->tagIndex.end() ? std::nullopt : std::optional(it->second);
}
float TextEncoder::usualChance(std::size_t tag) const noexcept {
  AMUSE_ASSERT(tag < weights_->tags.size());
  return weights_->answers.bias[kEncoderAnswers + tag];
}
const PieceTable& TextEncoder::pieces() const noexcept { return weights_->pieces; }

EncoderVoice TextEncoder::hear(std::string_view text) const {
  // How much more the last sentences of a long text count than those before: stories turn there.
  constexpr float kLast = 2;
  EncoderVoice voice;
  voice.tags.assign(weights_->tags.size(), 0);
  const auto pieces = weights_->pieces.cut(text);
  const auto groups = groupsOf(text, pieces);
  float total = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    hearGroup(*weights_, std::span(pieces).subspan(groups[g].first, groups[g].count), voice);
    const float weight = g + 1 == groups.size() ? kLast : 1;
    voice.shares.insert(voice.shares.end(), groups[g].count, weight / static_cast<float>(groups[g].count));
    total += weight;
  }
  for (float& share : voice.shares) share /= total;
  if (!voice.pieces.empty()) answer(*weights_, voice);
  return voice;
}

std::vector<float> TextEncoder::features(const EncoderVoice& voice) const { return pooled(*weights_, voice); }

std::vector<std::vector<HeardWord>> TextEncoder::wordsBehind(const EncoderVoice& voice,
                                                             std::span<const std::size_t> tags) const {
  const std::size_t width = weights_->shape.width, size = kEncoderPools * width;
  const auto words = wordsOf(voice);
  // The whole without each word in turn, and last the whole itself.
  Floats pools((words.size() + 1) * size, 0);
  for (std::size_t k = 0; k < words.size(); ++k)
    poolWithout(voice, width, words[k].first, words[k].end, &pools[k * size]);
  poolWithout(voice, width, 0, 0, &pools[words.size() * size]);
  summarise(*weights_, pools, words.size() + 1);
  pools = scaled(*weights_, std::move(pools));
  std::vector<std::vector<HeardWord>> all;
  for (const std::size_t tag : tags) {
    AMUSE_ASSERT(tag < weights_->tags.size());
    const std::size_t row = kEncoderAnswers + tag;
    const std::int8_t* weights = weights_->answers.weights.data() + row * size;
    const auto scoreOf = [&](std::size_t variant) {
      float sum = 0;
      for (std::size_t i = 0; i < size; ++i) sum += pools[variant * size + i] * static_cast<float>(weights[i]);
      return sum * weights_->answers.rowScale[row];
    };
    const float score = scoreOf(words.size());
    all.emplace_back();
    for (std::size_t k = 0; k < words.size(); ++k)
      all.back().push_back({voice.pieces[words[k].first].startByte, voice.pieces[words[k].end - 1].endByte,
                            static_cast<double>(score - scoreOf(k))});
  }
  return all;
}

}  // namespace amuse::inspire
