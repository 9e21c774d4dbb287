// What the files of the native door share: how arguments and results look, who owns a handle, and how a mistake is told.
#pragma once

#include <ATen/ATen.h>
#include <torch/version.h>

#include <cstdint>
#include <string>
#include <vector>

#define HEP_API extern "C" __attribute__((visibility("default")))

namespace hep {

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
template <class T> using Optional = std::optional<T>;
#else
template <class T> using Optional = c10::optional<T>;
#endif

using TensorPtr = c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>;

// Mirrored by TagKind in NativeArgument.cs.
enum Tag : int32_t {
  kDefault, kNone, kTensor, kInt, kDouble, kBool, kIntList, kDoubleList, kBoolList, kTensorList, kOptionalTensorList, kString, kDevice, kGenerator
};

struct Argument {
  int32_t tag;
  int32_t length;
  union { void* pointer; int64_t integer; double real; };
};

inline thread_local std::string last_error;

template <class F> bool guarded(F&& body) noexcept {
  try {
    body();
    return true;
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "unknown C++ exception";
  }
  return false;
}

inline at::Tensor borrow(void* handle) {
  if (handle == nullptr) return at::Tensor();
  return at::Tensor(TensorPtr::unsafe_reclaim_from_nonowning(static_cast<at::TensorImpl*>(handle)));
}

inline void* release(at::Tensor&& tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

inline std::vector<at::Tensor> borrow_all(void* const* handles, int count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int i = 0; i < count; ++i) tensors.push_back(borrow(handles[i]));
  return tensors;
}

// What a new tensor weighs, so that C# can tell its collector; views and small ones say 0.
inline int32_t owned_kib(const at::Tensor& tensor) {
  constexpr int64_t small = 4 * 1024;
  if (!tensor.defined() || tensor.numel() * static_cast<int64_t>(tensor.element_size()) < small || tensor.is_view()) return 0;
  return static_cast<int32_t>(tensor.numel() * static_cast<int64_t>(tensor.element_size()) / 1024);
}

inline void pack(at::Tensor&& tensor, Argument& out) {
  out.tag = kTensor;
  out.length = owned_kib(tensor);
  out.pointer = release(std::move(tensor));
}

}  // namespace hep
