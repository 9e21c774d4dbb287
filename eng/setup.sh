#!/usr/bin/env bash
# setup.sh: everything that has to be on the machine before a build. Run by ./hep; './hep setup' runs it alone.
#   setup.sh [--packages nuget|system]
# Says what it installs and why; does nothing, at once, when nothing is missing. Without root or sudo it prints the line to run.

set_up() {
  require_sdk
  [ -n "$packages" ] || find_packages
  [ "$packages" != system ] || is_set_up || set_up_system
}

require_sdk() {
  local newest=0 version
  if command -v dotnet >/dev/null; then
    while IFS=. read -r version _; do
      ((version <= newest)) || newest=$version
    done < <(dotnet --list-sdks)
  fi
  ((newest >= 10)) || die 2 "needs the .NET SDK 10 or newer, found $( ((newest == 0)) && echo none || echo "$newest"): see https://dotnet.microsoft.com/download/dotnet/10.0"
}

remember_packages() { # nuget|system
  packages=$1
  export HepPackages=$packages
  cat >"$root/hep.local.props" <<END
<Project>
  <!-- Written by ./hep: which packages this machine can use. Delete this file to let it ask the NuGet feed again. -->
  <PropertyGroup>
    <HepPackages Condition="'\$(HepPackages)' == ''">$1</HepPackages>
  </PropertyGroup>
</Project>
END
}

# Asks the NuGet feed for the packages that some feeds lack, by restoring a project that wants nothing else. It stands inside the
# repository, so that the same NuGet.Config applies. Of ONNX Runtime it asks for the managed half, which is small.
find_packages() {
  local probe=$root/.hep/probe name version wanted='' answer=0
  while read -r name version; do
    case $name in
      Microsoft.ML.OnnxRuntime) name=Microsoft.ML.OnnxRuntime.Managed ;;
      TorchSharp | TorchSharp-cpu | ScottPlot) ;;
      *) continue ;;
    esac
    wanted+="    <PackageDownload Include=\"$name\" Version=\"[$version]\" />"$'\n'
  done < <(sed -nE 's/.*<PackageVersion Include="([^"]*)" Version="([^"]*)".*/\1 \2/p' "$root/Directory.Packages.props")

  mkdir -p "$probe"
  for name in Directory.Build.props Directory.Build.targets Directory.Packages.props; do
    echo '<Project />' >"$probe/$name"
  done
  cat >"$probe/probe.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
$wanted  </ItemGroup>
</Project>
END
  limit=90 dotnet_cli restore .hep/probe/probe.csproj -tl:off -v quiet >"$probe/log" 2>&1 || answer=$?
  if ((answer == 0)); then
    remember_packages nuget
    say "the NuGet feed has TorchSharp, ONNX Runtime and ScottPlot: using them (remembered in hep.local.props)"
  elif grep -qE 'NU110[123]' "$probe/log"; then
    name=$(sed -nE "s/.*error NU110[123]: Unable to find [a-z ]*package ([A-Za-z.-]*[A-Za-z]).*/\1/p" "$probe/log" | sort -u | paste -sd, | sed 's/,/, /g')
    remember_packages system
    say "the NuGet feed lacks ${name:-the packages}: using our bindings on this machine's libraries (remembered in hep.local.props)"
  else
    remember_packages system
    say "the NuGet feed gave no answer in time (.hep/probe/log): using our bindings on this machine's libraries; './hep setup --packages nuget' changes that"
  fi
}

set_up_system() {
  check_libtorch
  install_debian_packages
  check_blas
  [ ! -x "$root/eng/install-onnxruntime.sh" ] || [ -n "${HEP_ONNXRUNTIME:-}" ] || "$root/eng/install-onnxruntime.sh" >&2 9>&- || exit
  system_stamp >"$root/.hep/system"
}

check_libtorch() {
  [ -z "${HEP_LIBTORCH:-}" ] || [ -e "$HEP_LIBTORCH/lib/libtorch_cpu.so" ] ||
    die 2 "HEP_LIBTORCH=$HEP_LIBTORCH holds no lib/libtorch_cpu.so; it is the folder of an unpacked libtorch archive, or the 'torch' folder of a Python environment"
}

install_debian_packages() {
  local name why missing=() command update='' lacking
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "this is no Debian or Ubuntu: trusting that these are here:" "$(system_packages | cut -d' ' -f1 | paste -sd' ')"
    return
  fi
  while read -r name why; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || {
      missing+=("$name")
      say "needs $name: $why"
    }
  done < <(system_packages)
  ((${#missing[@]})) || return 0

  [ -z "$(without_candidate "${missing[@]}")" ] || update="apt-get update && "
  command="apt-get install -y --no-install-recommends ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    as_root=(sudo)
    { command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; } ||
      die 2 "installing needs root, and there is no sudo without a password here. Run this once as root: $update$command"
  fi
  [ -z "$update" ] || apt_get update
  lacking=$(without_candidate "${missing[@]}")
  [[ $lacking != *libtorch-dev* ]] ||
    die 2 "this release has no libtorch-dev 1.13 or newer (Debian 12 has, Ubuntu from 25.04 on; 24.04 has none). Unpack the libtorch archive of pytorch.org for CPU and set HEP_LIBTORCH to its folder"
  [ -z "$lacking" ] || die 2 "this machine's package sources lack $lacking; on Ubuntu they may be in 'universe' (add-apt-repository universe)"
  say "installing ${#missing[@]} Debian packages (apt-get, .hep/apt.log)"
  # Lists that are older than the mirror name files that it no longer has.
  apt_get install -y --no-install-recommends "${missing[@]}" || {
    apt_get update
    apt_get install -y --no-install-recommends "${missing[@]}"
  } || {
    tail -n 20 "$root/.hep/apt.log" >&2
    die 1 "apt-get could not install: ${missing[*]}; all that it said is in .hep/apt.log"
  }
}

apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >>"$root/.hep/apt.log" 2>&1 9>&- </dev/null; }

# Those of the packages which apt knows no source of, or, of libtorch, only versions that are too old.
without_candidate() { # PACKAGE...
  local name version lacking=()
  for name in "$@"; do
    version=$(apt-cache policy "$name" 2>/dev/null | sed -n 's/ *Candidate: //p')
    [[ -n $version && $version != '(none)' ]] && { [ "$name" != libtorch-dev ] || dpkg --compare-versions "$version" ge 1.13; } || lacking+=("$name")
  done
  echo "${lacking[*]}"
}

# OpenBLAS for OpenMP wins over the other BLAS by its priority, unless somebody has chosen another by hand.
check_blas() {
  [ -z "${HEP_LIBTORCH:-}" ] || return 0
  local name library
  for name in libblas.so.3 liblapack.so.3; do
    library=$(/sbin/ldconfig -p 2>/dev/null | sed -nE "s/.*$name .*=> (.*)/\1/p" | head -n 1)
    [[ -z $library || $(readlink -f "$library") == */openblas-openmp/* ]] ||
      say "$name is $(readlink -f "$library"), not OpenBLAS for OpenMP; training will be slow. As root: update-alternatives --auto $name-$(basename "$(dirname "$library")")"
  done
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
  # shellcheck source=eng/lib.sh
  . "$root/eng/lib.sh"
  chosen=''
  case ${1:-} in
    '') ;;
    --packages) chosen=${2:-} ;;
    --packages=*) chosen=${1#*=} ;;
    *) die 2 "setup takes --packages nuget or --packages system, not '$1'" ;;
  esac
  if [ $# != 0 ]; then
    [[ $chosen =~ ^(nuget|system)$ ]] || die 2 "--packages is nuget (the official packages) or system (our bindings on this machine's libraries), not '$chosen'"
    remember_packages "$chosen"
  fi
  choose_packages
  under_lock set_up
  say "set up for the '$packages' packages"
fi
