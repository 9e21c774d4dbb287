// LSTM and GRU of float in the CPU's memory: a layer's direction is one node of the graph, with one product for the inputs of all
// steps, one product and one element-wise pass a step, and one product over all steps for each gradient of a weight. libtorch makes a
// dozen operators a step, each a pass over memory and a node of the graph.
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include "door.h"
#include "recurrent_cells.h"
#include "recurrent_steps.h"

#include <algorithm>
#include <tuple>

using namespace hep;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

Optional<at::Tensor> given(const at::Tensor& tensor) { return tensor.defined() ? Optional<at::Tensor>(tensor) : Optional<at::Tensor>(); }

at::Tensor product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  return bias.defined() ? at::addmm(bias, x, weight.t()) : x.mm(weight.t());
}

struct Lstm {
  static constexpr bool has_cell = true;

  static variable_list forward(const variable_list& in, const Steps& steps, variable_list& kept) {
    const auto &x = in[0], &w_ih = in[3], &w_hh = in[4];
    const auto n = w_hh.size(1);
    const State hidden(in[1], steps), cell(in[2], steps);
    const auto gates = product(x, w_ih, in[5].defined() ? in[5] + in[6] : at::Tensor()), output = at::empty({steps.rows, n}, x.options());
    for (size_t i = 0; i < steps.order.size(); ++i) {
      const auto& step = steps.order[i];
      rows_of(gates, step).addmm_(rows_of(hidden.before, step), w_hh.t());
      steps.work(i, n, [&](int64_t first, int64_t count, int64_t next) {
        const auto at = step.at + first;
        run(LstmForward{floats(gates) + at * 4 * n, cell.row(at), cell.after(next, first), hidden.after(next, first), floats(output) + at * n}, count, n);
      });
    }
    kept = {gates, hidden.before, cell.before};
    return {output, hidden.last, cell.last};
  }

  static variable_list backward(const variable_list& in, const Steps& steps, const variable_list& kept, const variable_list& outer, bool of_input) {
    const auto &x = in[0], &w_ih = in[3], &w_hh = in[4], &gates = kept[0], &hidden = kept[1], &cell = kept[2];
    const auto n = w_hh.size(1);
    const Rows d_output(outer[0], hidden);
    const auto d_hidden = carried(outer[1], in[1]), d_cell = carried(outer[2], in[2]), d_gates = at::empty_like(gates);
    for (size_t i = steps.order.size(); i-- > 0;) {
      const auto& step = steps.order[i];
      steps.work(i, n, [&](int64_t first, int64_t count, int64_t) {
        const auto at = step.at + first;
        run(LstmBackward{floats(gates) + at * 4 * n, floats(cell) + at * n, d_output.row(at), d_output.stride, floats(d_hidden) + first * n,
                         floats(d_cell) + first * n, floats(d_gates) + at * 4 * n}, count, n);
      });
      auto before = d_hidden.narrow(0, 0, step.count);
      at::mm_out(before, rows_of(d_gates, step), w_hh);
    }
    const auto turned = d_gates.t();
    const auto d_bias = in[5].defined() ? d_gates.sum(0) : at::Tensor();
    return {of_input ? d_gates.mm(w_ih) : at::Tensor(), d_hidden, d_cell, turned.mm(x), turned.mm(hidden), d_bias,
            d_bias.defined() ? d_bias.clone() : d_bias};
  }

  static void step_by_operators(const at::Tensor& x, at::Tensor& hidden, at::Tensor& cell, const variable_list& in) {
    std::tie(hidden, cell) = at::lstm_cell(x, {hidden, cell}, in[3], in[4], given(in[5]), given(in[6]));
  }
};

struct Gru {
  static constexpr bool has_cell = false;

  static variable_list forward(const variable_list& in, const Steps& steps, variable_list& kept) {
    const auto &x = in[0], &w_ih = in[3], &w_hh = in[4];
    const auto n = w_hh.size(1);
    const State state(in[1], steps);
    at::Tensor bias, inner_bias = at::zeros({n}, x.options());
    if (in[5].defined()) {  // that of the state in n stands inside of the reset gate's bracket, the others are summed with the input's
      bias = in[5].clone();
      bias.narrow(0, 0, 2 * n).add_(in[6].narrow(0, 0, 2 * n));
      inner_bias = in[6].narrow(0, 2 * n, n).contiguous();
    }
    const auto gates = product(x, w_ih, bias), inner = at::empty({steps.rows, n}, x.options()), output = at::empty_like(inner);
    const auto products = at::empty({in[1].size(0), 3 * n}, x.options());
    for (size_t i = 0; i < steps.order.size(); ++i) {
      const auto& step = steps.order[i];
      auto here = products.narrow(0, 0, step.count);
      at::mm_out(here, rows_of(state.before, step), w_hh.t());
      steps.work(i, n, [&](int64_t first, int64_t count, int64_t next) {
        const auto at = step.at + first;
        run(GruForward{floats(gates) + at * 3 * n, floats(products) + first * 3 * n, floats(inner_bias), state.row(at), floats(inner) + at * n,
                       state.after(next, first), floats(output) + at * n}, count, n);
      });
    }
    kept = {gates, state.before, inner};
    return {output, state.last};
  }

  // The gradients of the four products stand as n of the input, r, z, n of the state: the first three are those of the input's products
  // with n moved to the front, the last three those of the state's.
  static variable_list backward(const variable_list& in, const Steps& steps, const variable_list& kept, const variable_list& outer, bool of_input) {
    const auto &x = in[0], &w_ih = in[3], &w_hh = in[4], &gates = kept[0], &state = kept[1], &inner = kept[2];
    const auto n = w_hh.size(1);
    const Rows d_output(outer[0], state);
    const auto d_state = carried(outer[1], in[1]), d_gates = at::empty({steps.rows, 4 * n}, gates.options());
    const auto of_inputs = d_gates.narrow(1, 0, 3 * n), of_states = d_gates.narrow(1, n, 3 * n);
    for (size_t i = steps.order.size(); i-- > 0;) {
      const auto& step = steps.order[i];
      steps.work(i, n, [&](int64_t first, int64_t count, int64_t) {
        const auto at = step.at + first;
        run(GruBackward{floats(gates) + at * 3 * n, floats(inner) + at * n, floats(state) + at * n, d_output.row(at), d_output.stride,
                        floats(d_state) + first * n, floats(d_gates) + at * 4 * n}, count, n);
      });
      d_state.narrow(0, 0, step.count).addmm_(rows_of(of_states, step), w_hh);
    }
    at::Tensor d_bias_ih, d_bias_hh;
    if (in[5].defined()) {
      const auto sums = d_gates.sum(0);
      d_bias_ih = sums.narrow(0, 0, 3 * n).roll(-n, 0);
      d_bias_hh = sums.narrow(0, n, 3 * n).clone();
    }
    return {of_input ? of_inputs.mm(w_ih.roll(n, 0)) : at::Tensor(), d_state, at::Tensor(), of_inputs.t().mm(x).roll(-n, 0), of_states.t().mm(state),
            d_bias_ih, d_bias_hh};
  }

  static void step_by_operators(const at::Tensor& x, at::Tensor& hidden, at::Tensor&, const variable_list& in) {
    hidden = at::gru_cell(x, hidden, in[3], in[4], given(in[5]), given(in[6]));
  }
};

// The layer by operators of libtorch, for derivatives of derivatives.
template <class Cell> variable_list by_operators(const variable_list& in, const Steps& steps) {
  variable_list outputs, hidden_ends, cell_ends;
  auto hidden = in[1].narrow(0, 0, 0), cell = Cell::has_cell ? in[2].narrow(0, 0, 0) : at::Tensor();
  const auto resize = [&](at::Tensor& state, const at::Tensor& first, variable_list& ends, int64_t count) {
    const auto running = state.size(0);
    if (running > count) ends.insert(ends.begin(), state.narrow(0, count, running - count));
    state = running > count ? state.narrow(0, 0, count) : at::cat({state, first.narrow(0, running, count - running)});
  };
  const auto resize_all = [&](int64_t count) {
    resize(hidden, in[1], hidden_ends, count);
    if (Cell::has_cell) resize(cell, in[2], cell_ends, count);
  };
  for (const auto& step : steps.order) {
    resize_all(step.count);
    Cell::step_by_operators(rows_of(in[0], step), hidden, cell, in);
    outputs.push_back(hidden);
  }
  resize_all(0);
  if (steps.reversed) std::reverse(outputs.begin(), outputs.end());
  variable_list results{at::cat(outputs), at::cat(hidden_ends)};
  if (Cell::has_cell) results.push_back(at::cat(cell_ends));
  return results;
}

// One layer's direction. Inputs: x [rows, features], first states h [sequences, hidden] and c (none in a GRU), w_ih, w_hh, b_ih, b_hh (or none).
template <class Cell> struct Direction : torch::autograd::Function<Direction<Cell>> {
  static constexpr size_t inputs = 7;

  static variable_list forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& h, const Optional<at::Tensor>& c, const at::Tensor& w_ih,
                               const at::Tensor& w_hh, const Optional<at::Tensor>& b_ih, const Optional<at::Tensor>& b_hh, const Steps& steps) {
    at::AutoDispatchBelowADInplaceOrView guard;
    const auto tensor = [](const Optional<at::Tensor>& t) { return t.has_value() ? *t : at::Tensor(); };
    variable_list saved{x, h, tensor(c), w_ih, w_hh, tensor(b_ih), tensor(b_hh)}, kept;
    auto results = Cell::forward(saved, steps, kept);
    saved.insert(saved.end(), kept.begin(), kept.end());
    context->save_for_backward(std::move(saved));
    context->saved_data["counts"] = steps.counts;
    context->saved_data["reversed"] = steps.reversed;
    context->set_materialize_grads(false);
    return results;
  }

  static variable_list backward(AutogradContext* context, const variable_list& outer) {
    const auto saved = context->get_saved_variables();
    const Steps steps(context->saved_data["counts"].toIntVector(), context->saved_data["reversed"].toBool());
    const variable_list in(saved.begin(), saved.begin() + inputs), kept(saved.begin() + inputs, saved.end());
    auto gradients = c10::GradMode::is_enabled() ? by_graph(in, steps, outer) : Cell::backward(in, steps, kept, outer, context->needs_input_grad(0));
    gradients.resize(inputs + 1);  // the steps have none
    return gradients;
  }

  // create_graph: gradients that can be differentiated again. One tensor may stand at several places, so each place gets an alias.
  static variable_list by_graph(variable_list in, const Steps& steps, const variable_list& outer) {
    variable_list asked, weights, wanted, gradients(in.size());
    for (auto& tensor : in) {
      if (tensor.defined() && tensor.requires_grad()) wanted.push_back(tensor = tensor.alias());
    }
    const auto results = by_operators<Cell>(in, steps);
    for (size_t i = 0; i < outer.size(); ++i) {
      if (!outer[i].defined()) continue;
      asked.push_back(results[i]);
      weights.push_back(outer[i]);
    }
    const auto found = torch::autograd::grad(asked, wanted, weights, true, true, true);
    for (size_t i = 0, next = 0; i < in.size(); ++i) {
      if (in[i].defined() && in[i].requires_grad()) gradients[i] = found[next++];
    }
    return gradients;
  }
};

// Mirrored by RecurrentPass.Options.
struct Options {
  int64_t layers;
  double dropout;
  uint8_t biased, training, bidirectional, batch_first;
};

variable_list apply(const at::Tensor& x, const at::Tensor& h, const at::Tensor& c, const at::Tensor* weights, bool biased, const Steps& steps) {
  const auto b_ih = biased ? given(weights[2]) : given({}), b_hh = biased ? given(weights[3]) : given({});
  return c.defined() ? Direction<Lstm>::apply(x, h, given(c), weights[0], weights[1], b_ih, b_hh, steps)
                     : Direction<Gru>::apply(x, h, given({}), weights[0], weights[1], b_ih, b_hh, steps);
}

at::Tensor stacked(const variable_list& states) { return states.size() == 1 ? states[0].unsqueeze(0) : at::stack(states); }

// All layers: rows of the last one's output, and the last states.
variable_list apply_all(at::Tensor x, const std::vector<int64_t>& counts, const at::Tensor& h, const at::Tensor& c, const variable_list& weights,
                        const Options& options) {
  const int directions = options.bidirectional ? 2 : 1, of_direction = options.biased ? 4 : 2;
  variable_list h_last, c_last;
  for (int64_t layer = 0; layer < options.layers; ++layer) {
    variable_list outputs;
    for (int direction = 0; direction < directions; ++direction) {
      const auto index = layer * directions + direction;
      const auto first = h.select(0, index).contiguous(), cell = c.defined() ? c.select(0, index).contiguous() : at::Tensor();
      auto results = apply(x, first, cell, &weights[index * of_direction], options.biased, Steps(counts, direction == 1));
      outputs.push_back(results[0]);
      h_last.push_back(results[1]);
      if (c.defined()) c_last.push_back(results[2]);
    }
    x = directions == 1 ? outputs[0] : at::cat(outputs, 1);
    if (options.dropout != 0 && options.training && layer + 1 < options.layers) x = at::dropout(x, options.dropout, true);
  }
  return {x, stacked(h_last), c.defined() ? stacked(c_last) : at::Tensor()};
}

bool fits(const at::Tensor& tensor) {
  return !tensor.defined() || (tensor.layout() == at::kStrided && tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && !tensor.is_neg());
}

}  // namespace

// An LSTM, or a GRU where there is no cell state, of a padded batch [steps, sequences, features] (or batch first) or, with batch sizes, of
// a packed one [rows, features]; shapes are the caller's to check. Three results (two of a GRU), or none (and true) for what is not float in the
// CPU's memory, or empty.
HEP_API bool hep_recurrent(void* input, void* batch_sizes, void* hidden, void* cell, void* const* weights, int32_t weight_count,
                           const Options* options, Argument* results) {
  for (int i = 0; i < 3; ++i) results[i] = Argument{kNone, 0, {nullptr}};
  return guarded([&] {
    const auto x = borrow(input), sizes = borrow(batch_sizes), h = borrow(hidden), c = borrow(cell);
    const auto parameters = borrow_all(weights, weight_count);
    if (!fits(x) || !fits(h) || !fits(c) || !std::all_of(parameters.begin(), parameters.end(), fits) || x.numel() == 0) return;

    variable_list out;
    if (sizes.defined()) {
      const auto* counts = sizes.data_ptr<int64_t>();
      out = apply_all(x.contiguous(), {counts, counts + sizes.numel()}, h, c, parameters, *options);
    } else {
      const auto by_time = options->batch_first ? x.transpose(0, 1) : x;
      const auto steps = by_time.size(0), sequences = by_time.size(1);
      out = apply_all(by_time.reshape({steps * sequences, x.size(2)}), std::vector<int64_t>(steps, sequences), h, c, parameters, *options);
      out[0] = out[0].view({steps, sequences, -1});
      if (options->batch_first) out[0] = out[0].transpose(0, 1);
    }
    for (int i = 0; i < 3 && out[i].defined(); ++i) pack(std::move(out[i]), results[i]);
  });
}
