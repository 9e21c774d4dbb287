// The native door of the TorchSharp binding: one way into libtorch's dispatcher, and the few things that are no operator.
//
// An operator is looked up once by name (hep_operator_find) and called boxed with tagged arguments (hep_operator_call);
// autograd, in-place and multi-output operators included. Handles are owned TensorImpl pointers. Every entry catches
// everything: it returns false (or a negative count) and hep_last_error() tells why, so that a mistake is an exception in
// C# and never a dead process. Only what libtorch 1.13 and 2.x share is used.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include "door.h"

#include <malloc.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

using namespace hep;

namespace {

struct Operator {
  c10::OperatorHandle handle;
  std::vector<c10::IValue> defaults;
  std::vector<char> has_default;
  std::string signature;
};

// What a loop over bare memory can work on.
bool plain(const at::Tensor& t) {
  return t.layout() == at::kStrided && t.device().is_cpu() && t.scalar_type() == at::kFloat && t.is_contiguous() && !t.is_neg();
}

c10::IValue unpack(const Argument& a) {
  switch (a.tag) {
    case kNone: return c10::IValue();
    case kTensor: return c10::IValue(borrow(a.pointer));
    case kInt: return c10::IValue(a.integer);
    case kDouble: return c10::IValue(a.real);
    case kBool: return c10::IValue(a.integer != 0);
    case kIntList: return c10::IValue(at::IntArrayRef(static_cast<int64_t*>(a.pointer), a.length));
    case kDoubleList: return c10::IValue(at::ArrayRef<double>(static_cast<double*>(a.pointer), a.length));
    case kBoolList: {
      c10::List<bool> list;
      for (int i = 0; i < a.length; ++i) list.push_back(static_cast<const uint8_t*>(a.pointer)[i] != 0);
      return c10::IValue(std::move(list));
    }
    case kTensorList: {
      c10::List<at::Tensor> list;
      list.reserve(a.length);
      for (int i = 0; i < a.length; ++i) list.push_back(borrow(static_cast<void**>(a.pointer)[i]));
      return c10::IValue(std::move(list));
    }
    case kOptionalTensorList: {
      c10::List<Optional<at::Tensor>> list;
      list.reserve(a.length);
      for (int i = 0; i < a.length; ++i) {
        void* handle = static_cast<void**>(a.pointer)[i];
        list.push_back(handle == nullptr ? Optional<at::Tensor>() : Optional<at::Tensor>(borrow(handle)));
      }
      return c10::IValue(std::move(list));
    }
    case kString: return c10::IValue(std::string(static_cast<const char*>(a.pointer), a.length));
    case kDevice: return c10::IValue(c10::Device(static_cast<c10::DeviceType>(a.length), static_cast<c10::DeviceIndex>(a.integer)));
    case kGenerator: return c10::IValue(*static_cast<at::Generator*>(a.pointer));
  }
  TORCH_CHECK(false, "argument tag ", a.tag, " is not known");
}

void** pack_list(std::vector<at::Tensor>&& tensors) {
  auto** handles = static_cast<void**>(std::malloc(sizeof(void*) * (tensors.empty() ? 1 : tensors.size())));
  if (handles == nullptr) throw std::bad_alloc();
  for (size_t i = 0; i < tensors.size(); ++i) handles[i] = release(std::move(tensors[i]));
  return handles;
}

void pack(c10::IValue&& value, Argument& out) {
  out = Argument{kNone, 0, {nullptr}};
  if (value.isTensor()) {
    pack(std::move(value).toTensor(), out);
  } else if (value.isTensorList()) {
    auto tensors = value.toTensorVector();
    out.tag = kTensorList;
    out.length = static_cast<int32_t>(tensors.size());
    out.pointer = pack_list(std::move(tensors));
  } else if (value.isInt()) {
    out.tag = kInt;
    out.integer = value.toInt();
  } else if (value.isDouble()) {
    out.tag = kDouble;
    out.real = value.toDouble();
  } else if (value.isBool()) {
    out.tag = kBool;
    out.integer = value.toBool();
  } else {
    TORCH_CHECK(value.isNone(), "a result of kind ", value.tagKind(), " cannot be returned");
  }
}

// One stack a thread is kept, so that a call does not allocate; a nested call (a hook) takes a fresh one.
struct StackLease {
  static thread_local std::vector<c10::IValue> kept;
  std::vector<c10::IValue> stack = std::move(kept);
  StackLease() { stack.clear(); }
  ~StackLease() {
    stack.clear();
    kept = std::move(stack);
  }
};
thread_local std::vector<c10::IValue> StackLease::kept;

}  // namespace

// A training step frees and takes the same blocks again and again: they are kept, not given back to the system each time. The
// setting is the whole process's. Older C libraries take no threshold beyond 32 MiB.
[[maybe_unused]] static const bool blocks_are_kept = [] {
  const bool large = mallopt(M_MMAP_THRESHOLD, 64 << 20) != 0 || mallopt(M_MMAP_THRESHOLD, 32 << 20) != 0;
  return mallopt(M_TRIM_THRESHOLD, 256 << 20) != 0 && large;
}();

HEP_API const char* hep_last_error() { return last_error.c_str(); }

HEP_API const char* hep_version() { return TORCH_VERSION; }

// ---- operators ----------------------------------------------------------------------------------------------------------

// The signature tells C# what may be passed: one line an argument, "name TAB type TAB 1 if there is a default".
HEP_API void* hep_operator_find(const char* name, const char* overload, const char** signature) {
  Operator* found = nullptr;
  guarded([&] {
    auto op = std::make_unique<Operator>(Operator{c10::Dispatcher::singleton().findSchemaOrThrow(name, overload), {}, {}, {}});
    for (const auto& argument : op->handle.schema().arguments()) {
      const auto& value = argument.default_value();
      op->has_default.push_back(value.has_value());
      op->defaults.push_back(value.has_value() ? *value : c10::IValue());
      op->signature += argument.name() + "\t" + argument.type()->str() + "\t" + (value.has_value() ? "1" : "0") + "\n";
    }
    *signature = op->signature.c_str();
    found = op.release();
  });
  return found;
}

// Calls with one argument for each of the schema's; kDefault takes the schema's own. Returns how many results there are
// (those beyond the capacity are dropped), or -1.
HEP_API int32_t hep_operator_call(const void* handle, const Argument* arguments, Argument* results, int32_t capacity) {
  int32_t count = -1;
  guarded([&] {
    const auto* op = static_cast<const Operator*>(handle);
    StackLease lease;
    auto& stack = lease.stack;
    for (size_t i = 0; i < op->defaults.size(); ++i) stack.push_back(arguments[i].tag == kDefault ? op->defaults[i] : unpack(arguments[i]));
    op->handle.callBoxed(&stack);
    auto returned = static_cast<int32_t>(stack.size());
    for (int32_t i = 0; i < returned && i < capacity; ++i) pack(std::move(stack[i]), results[i]);
    count = returned;
  });
  return count;
}

// ---- tensors ------------------------------------------------------------------------------------------------------------

struct TensorFacts {
  int64_t dimensions, elements, element_size, data;
  int32_t dtype, device_type, device_index, flags;  // flags: 1 requires_grad, 2 leaf, 4 contiguous, 8 sparse
};

HEP_API bool hep_tensor_facts(void* handle, TensorFacts* facts) {
  return guarded([&] {
    const auto tensor = borrow(handle);
    const bool strided = tensor.layout() == at::kStrided;
    facts->dimensions = tensor.dim();
    facts->elements = tensor.numel();
    facts->element_size = static_cast<int64_t>(tensor.element_size());
    facts->data = strided && tensor.has_storage() ? reinterpret_cast<int64_t>(tensor.data_ptr()) : 0;
    facts->dtype = static_cast<int32_t>(tensor.scalar_type());
    facts->device_type = static_cast<int32_t>(tensor.device().type());
    facts->device_index = tensor.device().index();
    facts->flags = (tensor.requires_grad() ? 1 : 0) | (tensor.is_leaf() ? 2 : 0) | (strided && tensor.is_contiguous() ? 4 : 0) | (strided ? 0 : 8);
  });
}

HEP_API bool hep_tensor_shape(void* handle, int64_t* sizes, int64_t* strides) {
  return guarded([&] {
    const auto tensor = borrow(handle);
    std::memcpy(sizes, tensor.sizes().data(), sizeof(int64_t) * tensor.dim());
    if (strides != nullptr) std::memcpy(strides, tensor.strides().data(), sizeof(int64_t) * tensor.dim());
  });
}

HEP_API void hep_tensor_free(void* handle) {
  guarded([&] { TensorPtr::reclaim(static_cast<at::TensorImpl*>(handle)); });
}

HEP_API void hep_list_free(void* list) { std::free(list); }

// Memory of the caller's, no copy; free(context) is called when libtorch lets go of it.
HEP_API void* hep_tensor_from_blob(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*free)(void*), void* context) {
  void* made = nullptr;
  guarded([&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    made = release(at::from_blob(data, at::IntArrayRef(sizes, dimensions), [free, context](void*) { free(context); }, options));
  });
  return made;
}

// The handle stays, the values become the source's: the same memory, not a copy.
HEP_API bool hep_tensor_set_data(void* handle, void* source) {
  return guarded([&] { borrow(handle).set_data(borrow(source)); });
}

// ---- autograd -----------------------------------------------------------------------------------------------------------

HEP_API bool hep_tensor_set_requires_grad(void* handle, bool value) {
  return guarded([&] { borrow(handle).set_requires_grad(value); });
}

HEP_API bool hep_tensor_retain_grad(void* handle) {
  return guarded([&] { borrow(handle).retain_grad(); });
}

HEP_API bool hep_tensor_grad(void* handle, void** grad) {
  return guarded([&] { *grad = release(at::Tensor(borrow(handle).grad())); });
}

HEP_API bool hep_tensor_set_grad(void* handle, void* grad) {
  return guarded([&] { borrow(handle).mutable_grad() = borrow(grad); });
}

// ---- optimisers: one crossing for all parameters ------------------------------------------------------------------------

HEP_API bool hep_drop_gradients(void* const* parameters, int32_t count) {
  return guarded([&] {
    for (int32_t i = 0; i < count; ++i) borrow(parameters[i]).mutable_grad().reset();
  });
}

struct ParameterFacts {
  void *data, *gradient;
  int64_t elements, flags;  // flags: 1 has a gradient, 2 both are contiguous float in the CPU's memory
};

// Where parameters and gradients lie, for an update in place. Graphs that have saved such a parameter learn that it changes.
HEP_API bool hep_begin_update(void* const* parameters, int32_t count, ParameterFacts* facts) {
  return guarded([&] {
    for (int32_t i = 0; i < count; ++i) {
      const auto parameter = borrow(parameters[i]);
      const auto& gradient = parameter.grad();
      facts[i] = ParameterFacts{nullptr, nullptr, parameter.numel(), gradient.defined() ? 1 : 0};
      if (!gradient.defined() || !plain(parameter) || !plain(gradient) || gradient.numel() != parameter.numel()) continue;
      facts[i].data = parameter.data_ptr();
      facts[i].gradient = gradient.data_ptr();
      facts[i].flags |= 2;
      parameter.unsafeGetTensorImpl()->bump_version();
    }
  });
}

// ---- a loss in one pass -------------------------------------------------------------------------------------------------

namespace {

// mean of w (max(x, 0) - x y + log(1 + exp(-|x|))), and its gradient w (sigmoid(x) - y) / n in the same pass, where libtorch
// takes two dozen operators for the two.
struct MeanCrossEntropy : torch::autograd::Function<MeanCrossEntropy> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, const at::Tensor& target,
                            const Optional<at::Tensor>& weight) {
    const auto count = input.numel();
    auto slope = at::empty_like(input);
    const float *x = input.data_ptr<float>(), *y = target.data_ptr<float>(), *w = weight.has_value() ? weight->data_ptr<float>() : nullptr;
    auto* d = slope.data_ptr<float>();
    double sum = 0;
    for (int64_t i = 0; i < count; ++i) {
      const float scale = w == nullptr ? 1.0f : w[i], e = std::exp(-std::abs(x[i])), positive = 1.0f / (1.0f + e);
      sum += scale * (std::max(x[i], 0.0f) - x[i] * y[i] + std::log1p(e));
      d[i] = scale * ((x[i] >= 0 ? positive : e * positive) - y[i]) / static_cast<float>(count);
    }
    context->save_for_backward({input, target, weight.has_value() ? *weight : at::Tensor(), slope});
    auto loss = at::empty({}, input.options());
    *loss.data_ptr<float>() = static_cast<float>(sum / static_cast<double>(count));
    return loss;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, const torch::autograd::variable_list& outer) {
    const auto saved = context->get_saved_variables();
    auto slope = saved[3];
    if (c10::GradMode::is_enabled()) {  // create_graph: by operators, which can be differentiated again
      slope = (saved[0].sigmoid() - saved[1]) / saved[0].numel();
      if (saved[2].defined()) slope = slope * saved[2];
    }
    return {slope * outer[0], at::Tensor(), at::Tensor()};
  }
};

}  // namespace

// The mean of binary cross entropy with logits, for contiguous float in the CPU's memory; null (and true) for anything else.
HEP_API bool hep_mean_cross_entropy(void* input, void* target, void* weight, void** loss) {
  *loss = nullptr;
  return guarded([&] {
    const auto x = borrow(input), y = borrow(target), w = borrow(weight);
    if (!plain(x) || !plain(y) || x.numel() == 0 || x.sizes() != y.sizes() || y.requires_grad()) return;
    if (w.defined() && (!plain(w) || w.sizes() != x.sizes() || w.requires_grad())) return;
    *loss = release(MeanCrossEntropy::apply(x, y, w.defined() ? Optional<at::Tensor>(w) : Optional<at::Tensor>()));
  });
}

// ---- a linear layer as one node of the graph ----------------------------------------------------------------------------

namespace {

// x w^T + b of two-dimensional x, where libtorch's linear makes a node for the transpose, one for the product and views between.
struct Affine : torch::autograd::Function<Affine> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x, const at::Tensor& w, const at::Tensor& b) {
    context->save_for_backward({x, w});
    at::AutoDispatchBelowADInplaceOrView guard;
    return at::addmm(b, x, w.t());
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, const torch::autograd::variable_list& outer) {
    const auto saved = context->get_saved_variables();
    const auto& g = outer[0];
    return {context->needs_input_grad(0) ? g.mm(saved[1]) : at::Tensor(), g.t().mm(saved[0]), g.sum(0)};
  }
};

}  // namespace

// A linear layer of floating-point matrices; null (and true) for anything else.
HEP_API bool hep_affine(void* input, void* weight, void* bias, Argument* output) {
  output->pointer = nullptr;
  return guarded([&] {
    const auto x = borrow(input), w = borrow(weight), b = borrow(bias);
    if (!b.defined() || x.dim() != 2 || w.dim() != 2 || b.dim() != 1 || x.size(1) != w.size(1) || b.size(0) != w.size(0)) return;
    if (x.layout() != at::kStrided || w.layout() != at::kStrided || !at::isFloatingType(x.scalar_type())) return;
    if (x.scalar_type() != w.scalar_type() || b.scalar_type() != w.scalar_type()) return;
    if (x.device() != w.device() || b.device() != w.device()) return;
    pack(Affine::apply(x, w, b), *output);
  });
}

// ---- differentiation ----------------------------------------------------------------------------------------------------

HEP_API bool hep_backward(void* const* tensors, int32_t count, void* const* gradients, int32_t gradient_count, void* const* inputs,
                          int32_t input_count, bool retain_graph, bool create_graph) {
  return guarded([&] {
    torch::autograd::backward(borrow_all(tensors, count), borrow_all(gradients, gradient_count), retain_graph, create_graph,
                              borrow_all(inputs, input_count));
  });
}

HEP_API bool hep_grad(void* const* outputs, int32_t output_count, void* const* inputs, int32_t input_count, void* const* gradients,
                      int32_t gradient_count, bool retain_graph, bool create_graph, bool allow_unused, void*** results) {
  return guarded([&] {
    *results = pack_list(torch::autograd::grad(borrow_all(outputs, output_count), borrow_all(inputs, input_count),
                                               borrow_all(gradients, gradient_count), retain_graph, create_graph, allow_unused));
  });
}

HEP_API bool hep_grad_mode() { return c10::GradMode::is_enabled(); }

HEP_API void hep_set_grad_mode(bool enabled) { c10::GradMode::set_enabled(enabled); }

// ---- random numbers -----------------------------------------------------------------------------------------------------

HEP_API void* hep_generator_new(uint64_t seed, int32_t device_type, int32_t device_index) {
  void* made = nullptr;
  guarded([&] {
    const c10::Device device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    if (device.is_cpu()) {
      made = new at::Generator(at::detail::createCPUGenerator(seed));
      return;
    }
    auto generator = at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(seed);
    made = new at::Generator(std::move(generator));
  });
  return made;
}

HEP_API void* hep_generator_default(int32_t device_type, int32_t device_index) {
  void* made = nullptr;
  guarded([&] {
    const c10::Device device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    made = new at::Generator(at::globalContext().defaultGenerator(device));
  });
  return made;
}

HEP_API void hep_generator_free(void* generator) {
  guarded([&] { delete static_cast<at::Generator*>(generator); });
}

HEP_API bool hep_generator_seed(void* generator, uint64_t seed) {
  return guarded([&] {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_current_seed(seed);
  });
}

HEP_API bool hep_generator_initial_seed(void* generator, uint64_t* seed) {
  return guarded([&] { *seed = static_cast<at::Generator*>(generator)->current_seed(); });
}

HEP_API bool hep_generator_fresh_seed(void* generator, uint64_t* seed) {
  return guarded([&] {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    *seed = g.seed();
  });
}

HEP_API bool hep_generator_get_state(void* generator, void** state) {
  return guarded([&] {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    *state = release(g.get_state());
  });
}

HEP_API bool hep_generator_set_state(void* generator, void* state) {
  return guarded([&] {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_state(borrow(state));
  });
}

HEP_API bool hep_manual_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

// ---- threads and devices ------------------------------------------------------------------------------------------------

HEP_API int32_t hep_num_threads() { return at::get_num_threads(); }

HEP_API bool hep_set_num_threads(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}

HEP_API int32_t hep_cuda_device_count() {
  int32_t count = 0;
  guarded([&] { count = at::globalContext().hasCUDA() ? static_cast<int32_t>(at::detail::getCUDAHooks().getNumGPUs()) : 0; });
  return count;
}

HEP_API bool hep_cuda_synchronize(int32_t index) {
  return guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(static_cast<c10::DeviceIndex>(index)); });
}
