// The element-wise halves of recurrent cells, one pass over memory each, for some rows (one a sequence) of `hidden` elements.
// Matrix products are the caller's. Names follow PyTorch: gates stand side by side, i f g o in an LSTM and r z n in a GRU.
#pragma once

#include <cstdint>

namespace hep {

struct LstmForward {
  float* gates;           // [rows, 4 hidden]: products in, activations out
  const float* cell;      // [rows, hidden] before the step
  float* next_cell;       // [rows, hidden]
  float* next_hidden;     // [rows, hidden]
  float* output;          // [rows, hidden]: the hidden state again
};

struct LstmBackward {
  const float* gates;     // activations
  const float* cell;
  const float* d_output;  // [rows, hidden], a row every d_output_stride
  int64_t d_output_stride;
  const float* d_hidden;  // [rows, hidden]: what later steps ask of the hidden state
  float* d_cell;          // [rows, hidden]: of the cell state after the step in, before it out
  float* d_gates;         // [rows, 4 hidden]: of the products
};

struct GruForward {
  float* gates;           // [rows, 3 hidden]: products of the input and biases in, activations out
  const float* products;  // [rows, 3 hidden]: of the state
  const float* bias;      // [hidden]: that of the state in n
  const float* state;     // [rows, hidden] before the step
  float* inner;           // [rows, hidden]: what the reset gate multiplies
  float* next_state;      // [rows, hidden]
  float* output;          // [rows, hidden]: the state again
};

struct GruBackward {
  const float* gates;     // activations
  const float* inner;
  const float* state;
  const float* d_output;  // [rows, hidden], a row every d_output_stride
  int64_t d_output_stride;
  float* d_state;         // [rows, hidden]: of the state after the step in; of that before it, products left out, out
  float* d_gates;         // [rows, 4 hidden]: n of the input, then r, z, n of the state
};

void run(const LstmForward& at, int64_t rows, int64_t hidden);
void run(const LstmBackward& at, int64_t rows, int64_t hidden);
void run(const GruForward& at, int64_t rows, int64_t hidden);
void run(const GruBackward& at, int64_t rows, int64_t hidden);

}  // namespace hep
