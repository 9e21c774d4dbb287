// How a recurrent layer's direction walks over a batch: its steps, the states before them, and rows of a gradient.
#pragma once

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace hep {

// The steps of a batch in the order in which a direction takes them. All steps of all sequences are rows of one matrix, first steps
// first (those of a packed batch, the longest sequence first); a step takes `count` rows from row `at` on, of the sequences 0 to count.
struct Steps {
  struct Step { int64_t at, count; };
  std::vector<int64_t> counts;
  bool reversed;
  std::vector<Step> order;
  int64_t rows = 0;

  Steps(std::vector<int64_t> sequences, bool backwards) : counts(std::move(sequences)), reversed(backwards) {
    for (const auto count : counts) {
      order.push_back({rows, count});
      rows += count;
    }
    if (reversed) std::reverse(order.begin(), order.end());
  }

  // Calls f(step, first sequence that begins there, how many).
  template <class F> void beginnings(F&& f) const {
    for (size_t i = 0; i < order.size(); ++i) {
      const auto running = i == 0 ? 0 : order[i - 1].count;
      if (order[i].count > running) f(order[i], running, order[i].count - running);
    }
  }

  // Works on the rows of a step on all threads: f(first, rows, row of the next step or -1 where the sequences end).
  template <class F> void work(size_t step, int64_t hidden, F&& f) const {
    constexpr int64_t elements = 16384;  // fewer are not worth another thread
    const bool last = step + 1 == order.size();
    const auto going_on = last ? 0 : std::min(order[step].count, order[step + 1].count);
    at::parallel_for(0, order[step].count, std::max<int64_t>(1, elements / hidden), [&](int64_t begin, int64_t end) {
      if (const auto middle = std::min(end, going_on); begin < middle) f(begin, middle - begin, order[step + 1].at + begin);
      if (const auto middle = std::max(begin, going_on); middle < end) f(middle, end - middle, -1);
    });
  }
};

inline at::Tensor rows_of(const at::Tensor& matrix, const Steps::Step& step) { return matrix.narrow(0, step.at, step.count); }

inline float* floats(const at::Tensor& tensor) { return tensor.data_ptr<float>(); }

// The state before each step, of which the first states are known.
struct State {
  at::Tensor before, last;
  int64_t hidden;

  State(const at::Tensor& first, const Steps& steps)
      : before(at::empty({steps.rows, first.size(1)}, first.options())), last(at::empty(first.sizes(), first.options())), hidden(first.size(1)) {
    steps.beginnings([&](const Steps::Step& step, int64_t sequence, int64_t count) {
      before.narrow(0, step.at + sequence, count).copy_(first.narrow(0, sequence, count));
    });
  }

  float* row(int64_t i) const { return floats(before) + i * hidden; }
  float* after(int64_t next, int64_t sequence) const { return next >= 0 ? row(next) : floats(last) + sequence * hidden; }
};

// A gradient by rows; one that nothing asked for is a row of zeros that is read again and again.
struct Rows {
  at::Tensor kept;
  int64_t stride;

  Rows(const at::Tensor& gradient, const at::Tensor& like)
      : kept(!gradient.defined() ? at::zeros({like.size(1)}, like.options()) : gradient.stride(1) == 1 ? gradient : gradient.contiguous()),
        stride(gradient.defined() ? kept.stride(0) : 0) {}

  const float* row(int64_t i) const { return floats(kept) + i * stride; }
};

inline at::Tensor carried(const at::Tensor& gradient, const at::Tensor& like) {
  return gradient.defined() ? gradient.clone(at::MemoryFormat::Contiguous) : at::zeros(like.sizes(), like.options());
}

}  // namespace hep
