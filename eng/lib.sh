# shellcheck shell=bash
# lib.sh: what ./hep, setup.sh and test.sh share. The caller has set $root. Everything said goes to stderr: stdout is the program's.

say() { printf 'hep: %s\n' "$*" >&2; }
die() { # EXIT-CODE MESSAGE...
  local code=$1
  shift
  say "$@"
  exit "$code"
}

command -v dotnet >/dev/null || PATH=${DOTNET_ROOT:-${HOME:-}/.dotnet}:$PATH
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

# Paths in the environment are relative to where the user stands, while builds and tests run elsewhere.
for name in HEP_HDF5 HEP_LIBTORCH HEP_ONNXRUNTIME HEP_ONNXRUNTIME_TARBALL HEP_SHARED_DATA; do
  [[ -z ${!name:-} || ${!name} == /* ]] || export "$name=$PWD/${!name}"
done

# $packages becomes nuget or system: HEP_PACKAGES, else MSBuild's HepPackages, else what was remembered, else '' (not known yet).
choose_packages() {
  packages=${HEP_PACKAGES:-${HepPackages:-}}
  if [ -z "$packages" ] && [ -f "$root/hep.local.props" ]; then
    [[ $(<"$root/hep.local.props") =~ \>(nuget|system)\</HepPackages\> ]] && packages=${BASH_REMATCH[1]}
  fi
  case $packages in
    '') ;;
    nuget | system) export HepPackages=$packages ;;
    *) die 2 "HEP_PACKAGES is '$packages'; it can be nuget (the official packages) or system (our bindings on this machine's libraries)" ;;
  esac
}

# Debian packages for our bindings, one a line, with what each is for.
system_packages() {
  [ -n "${HEP_LIBTORCH:-}" ] || {
    echo 'libtorch-dev tensors and gradients'
    echo 'libopenblas0-openmp fast matrix products on the threads that libtorch uses (20 times the reference BLAS)'
  }
  echo 'g++ compiles the bridge from C# to libtorch, once'
  echo 'libcairo2 draws the plots'
  echo 'hdf5-tools brings libhdf5, which reads and writes HDF5 files, under any of its package names'
  echo 'fonts-liberation text in the plots'
  echo 'fonts-dejavu-core mathematical signs in the plots'
  needs_npm && echo 'npm downloads ONNX Runtime, which the npm package onnxruntime-node carries'
  return 0
}

needs_onnxruntime() {
  [ -z "${HEP_ONNXRUNTIME:-}" ] && ! compgen -G "$root/.hep/onnxruntime/*/libonnxruntime.so.1" >/dev/null
}

needs_npm() {
  needs_onnxruntime && [ -z "${HEP_ONNXRUNTIME_TARBALL:-}" ] && ! command -v npm >/dev/null &&
    ! { [ -n "${npm_config_registry:-}" ] && command -v curl >/dev/null; }
}

# Nothing to install. dpkg rewrites its status file with every change, so a stamp that is newer still tells the truth.
is_set_up() {
  case $packages in
    nuget) return 0 ;;
    system) [ "$root/.hep/system" -nt /var/lib/dpkg/status ] && ! needs_onnxruntime && [ "$(<"$root/.hep/system")" = "$(system_stamp)" ] ;;
    *) return 1 ;;
  esac
}

system_stamp() {
  cksum "$root"/eng/*.sh | cut -d' ' -f1
  echo "libtorch ${HEP_LIBTORCH:-of this machine}"
  system_packages
}

program() { echo "$root/Hep.Cli/bin/$packages/Release/net10.0/hep.dll"; }

# What the build depends on: name, size and time of every source file (so that a deleted file and another branch show too), the
# commit, which the program writes into its run folders, and the choices made by environment variables.
fingerprint() {
  (
    cd "$root" || exit
    echo "$packages ${HEP_LIBTORCH:-}"
    git rev-parse HEAD 2>/dev/null
    find Hep.* Directory.* .editorconfig bindings eng \( -name bin -o -name obj -o -name Hep.Tests \) -prune \
      -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort
  ) | cksum
}

is_built() {
  local stamp
  stamp=$(program).stamp
  [ -f "$stamp" ] && [ "$(<"$stamp")" = "$(fingerprint)" ]
}

set_up_and_build() {
  . "$root/eng/setup.sh"
  set_up
  is_built || {
    local before
    before=$(fingerprint)
    build Hep.Cli/Hep.Cli.csproj
    echo "$before" >"$(program).stamp"
  }
}

# One ./hep at a time installs or builds; what the command starts does not inherit the lock, since a compiler server may outlive it.
under_lock() { # COMMAND...
  { mkdir -p "$root/.hep" && : >>"$root/.hep/lock"; } 2>/dev/null ||
    die 2 "cannot write $root/.hep, where set-up and build leave their notes; give yourself the right to write into $root"
  exec 9>>"$root/.hep/lock"
  flock -n 9 || {
    say "another ./hep is setting up or building; waiting for it"
    flock 9
  }
  "$@"
  exec 9>&-
}

# The .NET command line from the repository's root, for $limit seconds if that is set. Its state is kept inside the repository where
# the user has no home folder to keep it in.
dotnet_cli() {
  (
    cd "$root" || exit
    if [ ! -w "${HOME:-/nonexistent}" ]; then
      export HOME=$root/.hep/home
      mkdir -p "$HOME"
    fi
    # A build server that stays behind after a CI job only keeps its folder busy.
    [ "${CI:-}" != true ] || export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
    exec ${limit:+timeout "$limit"} dotnet "$@" 9>&- </dev/null
  )
}

build() { # PROJECT-OR-SOLUTION
  local log=$root/.hep/build.log
  say "building $(basename "${1%.*}") on the '$packages' packages (a minute the first time)"
  dotnet_cli build "$1" -c Release -v quiet -tl:off -nologo >"$log" 2>&1 || {
    grep -E '(error|warning) [A-Z]*[0-9]+:|error :' "$log" | sort -u | head -n 40 >&2 || tail -n 40 "$log" >&2
    ! grep -qE 'error NU(1101|1102|1103)' "$log" || [ "$packages" = system ] ||
      say "the NuGet feed lacks packages; './hep setup --packages system' uses this machine's libraries in their place"
    die 1 "the build failed; all that it said is in .hep/build.log"
  }
}
