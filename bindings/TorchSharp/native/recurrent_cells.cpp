// Loops that the compiler turns into vectors, for the widest that the processor has. exp and tanh are polynomials (coefficients of
// Cephes, S. L. Moshier), within 2 units in the last place of float; a number that is none stays none.
#include "recurrent_cells.h"

#include <cstring>

#define HEP_INLINE static inline __attribute__((always_inline))

namespace {

// Beyond +-87 the result would leave the range of normal floats.
HEP_INLINE float exponential(float x) {
  constexpr float log2e = 1.44269504088896341f, high = 0.693359375f, low = -2.12194440e-4f;
  constexpr float shift = 12582912.0f;  // 1.5 * 2^23: added, it leaves the nearest whole number in the last bits
  x = x < -87.0f ? -87.0f : x;
  x = x > 87.0f ? 87.0f : x;
  const float shifted = x * log2e + shift, whole = shifted - shift, rest = (x - whole * high) - whole * low;
  float p = 1.9875691500e-4f;
  p = p * rest + 1.3981999507e-3f;
  p = p * rest + 8.3334519073e-3f;
  p = p * rest + 4.1665795894e-2f;
  p = p * rest + 1.6666665459e-1f;
  p = p * rest + 5.0000001201e-1f;
  p = p * (rest * rest) + rest + 1.0f;
  uint32_t bits;
  std::memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 127u) << 23;
  float scale;
  std::memcpy(&scale, &bits, sizeof scale);
  return p * scale;
}

HEP_INLINE float sigmoid(float x) { return 1.0f / (1.0f + exponential(-x)); }

HEP_INLINE float tangent(float x) {
  const float size = __builtin_fabsf(x), square = x * x;
  float p = -5.70498872745e-3f;
  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  const float small = p * square * x + x, large = __builtin_copysignf(1.0f - 2.0f / (exponential(2.0f * size) + 1.0f), x);
  return size > 0.625f ? large : small;
}

HEP_INLINE void row(const hep::LstmForward& at, int64_t i, int64_t hidden) {
  float *in = at.gates + 4 * i * hidden, *forget = in + hidden, *candidate = forget + hidden, *out = candidate + hidden;
  const float* cell = at.cell + i * hidden;
  float *next_cell = at.next_cell + i * hidden, *next_hidden = at.next_hidden + i * hidden, *output = at.output + i * hidden;
#pragma GCC ivdep
  for (int64_t j = 0; j < hidden; ++j) {
    const float a = sigmoid(in[j]), f = sigmoid(forget[j]), g = tangent(candidate[j]), o = sigmoid(out[j]);
    const float c = f * cell[j] + a * g, h = o * tangent(c);
    in[j] = a;
    forget[j] = f;
    candidate[j] = g;
    out[j] = o;
    next_cell[j] = c;
    next_hidden[j] = h;
    output[j] = h;
  }
}

HEP_INLINE void row(const hep::LstmBackward& at, int64_t i, int64_t hidden) {
  const float *in = at.gates + 4 * i * hidden, *forget = in + hidden, *candidate = forget + hidden, *out = candidate + hidden;
  const float *cell = at.cell + i * hidden, *d_output = at.d_output + i * at.d_output_stride, *d_hidden = at.d_hidden + i * hidden;
  float *d_cell = at.d_cell + i * hidden, *d_gates = at.d_gates + 4 * i * hidden;
#pragma GCC ivdep
  for (int64_t j = 0; j < hidden; ++j) {
    const float a = in[j], f = forget[j], g = candidate[j], o = out[j], t = tangent(f * cell[j] + a * g);
    const float dh = d_output[j] + d_hidden[j], dc = d_cell[j] + dh * o * (1.0f - t * t);
    d_gates[j] = dc * g * a * (1.0f - a);
    d_gates[hidden + j] = dc * cell[j] * f * (1.0f - f);
    d_gates[2 * hidden + j] = dc * a * (1.0f - g * g);
    d_gates[3 * hidden + j] = dh * t * o * (1.0f - o);
    d_cell[j] = dc * f;
  }
}

HEP_INLINE void row(const hep::GruForward& at, int64_t i, int64_t hidden) {
  float *reset = at.gates + 3 * i * hidden, *update = reset + hidden, *candidate = update + hidden;
  const float *products = at.products + 3 * i * hidden, *state = at.state + i * hidden, *bias = at.bias;
  float *inner = at.inner + i * hidden, *next_state = at.next_state + i * hidden, *output = at.output + i * hidden;
#pragma GCC ivdep
  for (int64_t j = 0; j < hidden; ++j) {
    const float r = sigmoid(reset[j] + products[j]), z = sigmoid(update[j] + products[hidden + j]), q = products[2 * hidden + j] + bias[j];
    const float n = tangent(candidate[j] + r * q), h = n + z * (state[j] - n);
    reset[j] = r;
    update[j] = z;
    candidate[j] = n;
    inner[j] = q;
    next_state[j] = h;
    output[j] = h;
  }
}

HEP_INLINE void row(const hep::GruBackward& at, int64_t i, int64_t hidden) {
  const float *reset = at.gates + 3 * i * hidden, *update = reset + hidden, *candidate = update + hidden;
  const float *inner = at.inner + i * hidden, *state = at.state + i * hidden, *d_output = at.d_output + i * at.d_output_stride;
  float *d_state = at.d_state + i * hidden, *d_gates = at.d_gates + 4 * i * hidden;
#pragma GCC ivdep
  for (int64_t j = 0; j < hidden; ++j) {
    const float r = reset[j], z = update[j], n = candidate[j], d = d_output[j] + d_state[j], dn = d * (1.0f - z) * (1.0f - n * n);
    d_gates[j] = dn;
    d_gates[hidden + j] = dn * inner[j] * r * (1.0f - r);
    d_gates[2 * hidden + j] = d * (state[j] - n) * z * (1.0f - z);
    d_gates[3 * hidden + j] = dn * r;
    d_state[j] = d * z;
  }
}

template <class Pass> HEP_INLINE void rows_of(const Pass& at, int64_t rows, int64_t hidden) {
  for (int64_t i = 0; i < rows; ++i) row(at, i, hidden);
}

#if defined(__x86_64__)
template <class Pass> __attribute__((target("avx512f"))) void widest(const Pass& at, int64_t rows, int64_t hidden) { rows_of(at, rows, hidden); }

template <class Pass> __attribute__((target("avx2,fma"))) void wide(const Pass& at, int64_t rows, int64_t hidden) { rows_of(at, rows, hidden); }

template <class Pass> void choose(const Pass& at, int64_t rows, int64_t hidden) {
  static const bool has512 = __builtin_cpu_supports("avx512f"), has256 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (has512) return widest(at, rows, hidden);
  if (has256) return wide(at, rows, hidden);
  rows_of(at, rows, hidden);
}
#else
template <class Pass> void choose(const Pass& at, int64_t rows, int64_t hidden) { rows_of(at, rows, hidden); }
#endif

}  // namespace

void hep::run(const LstmForward& at, int64_t rows, int64_t hidden) { choose(at, rows, hidden); }
void hep::run(const LstmBackward& at, int64_t rows, int64_t hidden) { choose(at, rows, hidden); }
void hep::run(const GruForward& at, int64_t rows, int64_t hidden) { choose(at, rows, hidden); }
void hep::run(const GruBackward& at, int64_t rows, int64_t hidden) { choose(at, rows, hidden); }
