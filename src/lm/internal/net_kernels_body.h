// No include guard and no includes of the standard library: this text is compiled once for each kind of processor, by a
// file that sets the compiler's target, inside an anonymous namespace, so that no code for a newer processor leaks.
// Wants: kVecBytes, the width of the processor's registers (g++ 12 sends wider vectors through memory), and
// kRowsAtOnce, how many rows' sums fit them.

using Vec = float __attribute__((vector_size(kVecBytes)));
using IntVec = int __attribute__((vector_size(kVecBytes)));
constexpr std::size_t kLanes = kVecBytes / sizeof(float), kVecs = kPanel / kLanes;

inline Vec load(const float* from) {
  Vec v;
  __builtin_memcpy(&v, from, sizeof v);
  return v;
}
inline void store(Vec v, float* to) { __builtin_memcpy(to, &v, sizeof v); }
inline Vec all(float x) { return x - Vec{}; }

/// `Rows` rows by one panel. Only loops that are gone leave the sums in registers.
template <int Rows>
inline void multiplyPanel(const float* const* x, float* const* y, const float* panel, const float* bias,
                          std::size_t depth, std::size_t column) {
  Vec sums[Rows][kVecs];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVecs; ++v) sums[r][v] = load(bias + column + v * kLanes);
  for (std::size_t k = 0; k < depth; ++k, panel += kPanel) {
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
      const Vec input = all(x[r][k]);
#pragma GCC unroll 4
      for (std::size_t v = 0; v < kVecs; ++v) sums[r][v] += input * load(panel + v * kLanes);
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVecs; ++v) store(sums[r][v], y[r] + column + v * kLanes);
}

template <int Rows>
void multiplyRows(const float* const* x, float* const* y, const float* packed, const float* bias, std::size_t depth,
                  std::size_t columns) {
  for (std::size_t column = 0; column < columns; column += kPanel)
    multiplyPanel<Rows>(x, y, packed + column * depth, bias, depth, column);
}

void multiply(const float* const* x, float* const* y, std::size_t count, const float* packed, const float* bias,
              std::size_t depth, std::size_t columns) {
  std::size_t row = 0;
  for (; row + kRowsAtOnce <= count; row += kRowsAtOnce)
    multiplyRows<kRowsAtOnce>(x + row, y + row, packed, bias, depth, columns);
  for (; row + 2 <= count; row += 2) multiplyRows<2>(x + row, y + row, packed, bias, depth, columns);
  for (; row < count; ++row) multiplyRows<1>(x + row, y + row, packed, bias, depth, columns);
}

/// As many columns at once as leave their sums in registers, through all rows.
void addRows(const float* const* rows, std::size_t count, float* sum, std::size_t n) {
  for (std::size_t i = 0; i < n; i += kPanel) {
    Vec sums[kVecs];
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVecs; ++v) sums[v] = load(sum + i + v * kLanes);
    for (std::size_t r = 0; r < count; ++r) {
#pragma GCC unroll 4
      for (std::size_t v = 0; v < kVecs; ++v) sums[v] += load(rows[r] + i + v * kLanes);
    }
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVecs; ++v) store(sums[v], sum + i + v * kLanes);
  }
}

/// Calls change(vector) on all values; those behind the last whole vector stand among copies of `filler`.
template <typename Change>
inline void changeAll(float* values, std::size_t n, float filler, Change change) {
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) store(change(load(values + i)), values + i);
  if (i == n) return;
  Vec rest = all(filler);
  __builtin_memcpy(&rest, values + i, (n - i) * sizeof(float));
  rest = change(rest);
  __builtin_memcpy(values + i, &rest, (n - i) * sizeof(float));
}

void addWeighted(const float* matrix, const float* weights, std::size_t count, float* sum, std::size_t n) {
  const std::size_t whole = n / kPanel * kPanel;
  for (std::size_t i = 0; i < whole; i += kPanel) {
    Vec sums[kVecs];
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVecs; ++v) sums[v] = load(sum + i + v * kLanes);
    const float* row = matrix + i;
    for (std::size_t r = 0; r < count; ++r, row += n) {
#pragma GCC unroll 4
      for (std::size_t v = 0; v < kVecs; ++v) sums[v] += weights[r] * load(row + v * kLanes);
    }
#pragma GCC unroll 4
    for (std::size_t v = 0; v < kVecs; ++v) store(sums[v], sum + i + v * kLanes);
  }
  for (std::size_t r = 0; whole < n && r < count; ++r)
    for (std::size_t i = whole; i < n; ++i) sum[i] += weights[r] * matrix[r * n + i];
}

void addScaled(const float* row, float factor, float* sum, std::size_t n) {
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) store(load(sum + i) + factor * load(row + i), sum + i);
  for (; i < n; ++i) sum[i] += factor * row[i];
}

/// e^x, x clamped to [-80, 80]; relative error under 1e-7. Source: Cephes expf (Moshier), coefficients as published.
inline Vec exponential(Vec x) {
  x = x < -80.0f ? all(-80.0f) : x;
  x = x > 80.0f ? all(80.0f) : x;
  const Vec scaled = x * 1.44269504f;
  const Vec half = scaled < 0.0f ? all(-0.5f) : all(0.5f);
  const IntVec power = __builtin_convertvector(scaled + half, IntVec);
  const Vec n = __builtin_convertvector(power, Vec);
  const Vec r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  Vec y = all(1.9875691500e-4f);
  y = y * r + 1.3981999507e-3f;
  y = y * r + 8.3334519073e-3f;
  y = y * r + 4.1665795894e-2f;
  y = y * r + 1.6666665459e-1f;
  y = y * r + 5.0000001201e-1f;
  y = y * (r * r) + r + 1.0f;
  const IntVec bits = (power + 127) << 23;
  Vec scale;
  __builtin_memcpy(&scale, &bits, sizeof scale);
  return y * scale;
}
inline Vec sigmoid(Vec x) { return 1.0f / (1.0f + exponential(-x)); }
inline Vec hyperbolicTangent(Vec x) { return 2.0f / (1.0f + exponential(-2.0f * x)) - 1.0f; }

void advance(const float* input, const float* recurrent, float* state, std::size_t hidden) {
  for (std::size_t i = 0; i < hidden; i += kLanes) {
    const Vec r = sigmoid(load(input + i) + load(recurrent + i));
    const Vec z = sigmoid(load(input + hidden + i) + load(recurrent + hidden + i));
    const Vec n = hyperbolicTangent(load(input + 2 * hidden + i) + r * load(recurrent + 2 * hidden + i));
    store((1.0f - z) * n + z * load(state + i), state + i);
  }
}

/// Exponent and a polynomial on [sqrt(1/2), sqrt(2)). Source: Cephes logf (Moshier), coefficients as published.
inline Vec logarithm(Vec x) {
  IntVec bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  const IntVec exponent = (bits - 0x3f3504f3) >> 23;
  const IntVec mantissa = bits - (exponent << 23);
  Vec m;
  __builtin_memcpy(&m, &mantissa, sizeof m);
  m = m - 1.0f;
  const Vec z = m * m;
  Vec y = all(7.0376836292e-2f);
  y = y * m - 1.1514610310e-1f;
  y = y * m + 1.1676998740e-1f;
  y = y * m - 1.2420140846e-1f;
  y = y * m + 1.4249322787e-1f;
  y = y * m - 1.6668057665e-1f;
  y = y * m + 2.0000714765e-1f;
  y = y * m - 2.4999993993e-1f;
  y = y * m + 3.3333331174e-1f;
  return m + (y * m * z - 0.5f * z) + __builtin_convertvector(exponent, Vec) * 0.693147181f;
}

void logarithms(float* values, std::size_t n) {
  changeAll(values, n, 1.0f, [](Vec x) { return logarithm(x); });
}

void exponentials(float* values, std::size_t n) {
  changeAll(values, n, 0.0f, [](Vec x) { return exponential(x); });
}

void softmax(float* logits, std::size_t n) {
  float top = logits[0];
  for (std::size_t i = 1; i < n; ++i) top = logits[i] > top ? logits[i] : top;
  Vec sums{};
  // What stands in for values behind the end is too low to count.
  changeAll(logits, n, top - 1e4f, [&](Vec x) {
    const Vec p = exponential(x - top);
    sums += p;
    return p;
  });
  float sum = 0;
  for (std::size_t lane = 0; lane < kLanes; ++lane) sum += sums[lane];
  const float scale = 1.0f / sum;
  changeAll(logits, n, 0.0f, [&](Vec x) { return x * scale; });
}
