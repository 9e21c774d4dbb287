#!/usr/bin/env bash
# build.sh CACHE   compiles the sources here against libtorch unless CACHE already holds their library; prints its path.
#
# HEP_LIBTORCH=DIR takes another libtorch than the machine's: an unpacked official archive, or the torch folder of a
# Python environment. The key of the cache is the libtorch, its version and the sources.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$1

if [ -n "${HEP_LIBTORCH:-}" ]; then
  [ -d "$HEP_LIBTORCH" ] || { echo "HEP_LIBTORCH: there is no folder $HEP_LIBTORCH" >&2; exit 1; }
  root=$(cd "$HEP_LIBTORCH" && pwd)
  include=$root/include
  lib=$root/lib
else
  include=/usr/include
  lib=$(ldconfig -p 2>/dev/null | awk '$1 ~ /^libtorch_cpu\.so/ && !found { found = $NF } END { sub(/\/[^\/]*$/, "", found); print found }')
fi
if [ ! -f "$include/torch/csrc/api/include/torch/version.h" ] || [ ! -e "$lib/libtorch_cpu.so" ]; then
  echo "libtorch's headers and libraries are not here (looked for $include/torch/csrc/api/include/torch/version.h): run './hep setup', or set HEP_LIBTORCH to a libtorch" >&2
  exit 1
fi

# The C++11 ABI must be the one that libtorch was built with: std::string shows in its symbols.
abi=0
if [ "$(nm -D --defined-only "$lib/libc10.so" 2>/dev/null | grep -c '__cxx11')" != 0 ]; then abi=1; fi

# C++17 is what 1.13 asks for at least; newer ones say so themselves by failing to compile with less.
key=$( { cat "$here"/*.h "$here"/*.cpp "$here/build.sh" "$include/torch/csrc/api/include/torch/version.h"; echo "$lib $abi"; stat -Lc %s "$lib/libtorch_cpu.so"; } | sha256sum | cut -c1-16)
library=$cache/$key/libhep_torch.so
if [ ! -f "$library" ]; then
  mkdir -p "$cache/$key"
  partial=$(mktemp -d "$cache/$key/partial.XXXXXX")
  trap 'rm -rf "$partial"' EXIT
  compile() {
    "${CXX:-g++}" -std=c++17 -fPIC -Wno-deprecated-declarations -fvisibility=hidden -D_GLIBCXX_USE_CXX11_ABI=$abi \
      -I "$include" -I "$include/torch/csrc/api/include" "${@:2}" -c "$here/$1.cpp" -o "$partial/$1.o" >&2
  }
  compile hep_torch -O2 & first=$!
  compile recurrent -O2 & second=$!
  # Vectors of exp and tanh need a compiler that may ignore the processor's exception flags; numbers stay those of IEEE 754.
  compile recurrent_cells -O3 -fno-math-errno -fno-trapping-math -ffp-contract=fast
  wait "$first"
  wait "$second"
  "${CXX:-g++}" -shared "$partial"/*.o -o "$partial/libhep_torch.so" -L"$lib" -Wl,-rpath,"$lib" -Wl,--no-as-needed -ltorch -ltorch_cpu -lc10 >&2
  mv "$partial/libhep_torch.so" "$library"
fi
echo "$library"
