// No include guard and no includes of the standard library: this text is compiled once for each kind of processor, by a
// file that sets the compiler's target, inside an anonymous namespace, so that no code for a newer processor leaks.
// Wants: kRowsAtOnce, how many rows' sums fit the registers.

using Vec = float __attribute__((vector_size(64)));
using IntVec = int __attribute__((vector_size(64)));

inline Vec load(const float* from) {
  Vec v;
  __builtin_memcpy(&v, from, sizeof v);
  return v;
}
inline void store(Vec v, float* to) { __builtin_memcpy(to, &v, sizeof v); }
inline Vec all(float x) { return x - Vec{}; }

/// `Rows` rows by one panel.
template <int Rows>
inline void multiplyPanel(const float* const* x, float* const* y, const float* panel, const float* bias,
                          std::size_t depth, std::size_t column) {
  Vec sums[Rows];
  for (int r = 0; r < Rows; ++r) sums[r] = load(bias + column);
  for (std::size_t k = 0; k < depth; ++k) {
    const Vec w = load(panel + k * kPanel);
    for (int r = 0; r < Rows; ++r) sums[r] += all(x[r][k]) * w;
  }
  for (int r = 0; r < Rows; ++r) store(sums[r], y[r] + column);
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

void addRow(const float* row, float* sum, std::size_t n) {
  for (std::size_t i = 0; i < n; i += kPanel) store(load(sum + i) + load(row + i), sum + i);
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
  for (std::size_t i = 0; i < hidden; i += kPanel) {
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
  for (std::size_t i = 0; i < n; i += kPanel) store(logarithm(load(values + i)), values + i);
}
