#!/usr/bin/env bash
# install-onnxruntime.sh   puts libonnxruntime.so.1 into .hep/onnxruntime/VERSION/ of this repository
#
# Microsoft publishes the library inside the npm package onnxruntime-node. The package is downloaded and unpacked, none of its
# scripts is run, and both the archive and the library are checked against the sha256 sums below. Nothing is done, at once,
# when the library is there already. Where the archive comes from, first that applies:
#   HEP_ONNXRUNTIME_TARBALL=FILE   an archive that you have fetched yourself (machines without a network)
#   npm                            the registry that your npm is set up for
#   npm_config_registry=URL, curl  npm's own variable, for machines that have curl but not npm
set -euo pipefail

version=1.29.0
archive_sha256=cfdfb45ec4044b1fdca43e5d2e180fb6817e649ff8ad1e0dfc90e18e51b67037
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) arch=x64 library_sha256=89688f5cf51c7e31befbb7b9101bc027799009b18d1baa9a5b1146a72e69538d ;;
  Linux-aarch64) arch=arm64 library_sha256=a27d21126db312aa8f02f3d5eaebe466e991f51f469882e6d0407d5a8b64afda ;;
  *) echo "onnxruntime: no library for $(uname -s) $(uname -m) here; set HEP_ONNXRUNTIME to your libonnxruntime.so.1" >&2; exit 1 ;;
esac

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/.hep/onnxruntime/$version
[ ! -f "$target/libonnxruntime.so.1" ] || exit 0

fail() { echo "onnxruntime: $1" >&2; exit 1; }
check() { # FILE SHA256 WHAT
  local found
  found=$(sha256sum "$1" | cut -d' ' -f1)
  [ "$found" = "$2" ] || fail "$3 is not the one this repository trusts (sha256 $found, expected $2); nothing was installed"
}

mkdir -p "$target" 2>/dev/null || fail "cannot write $target"
work=$(mktemp -d "$target/unpack.XXXXXX") || fail "cannot write $target"
trap 'rm -rf "$work"' EXIT

name=onnxruntime-node-$version.tgz
if [ -n "${HEP_ONNXRUNTIME_TARBALL:-}" ]; then
  archive=$HEP_ONNXRUNTIME_TARBALL
  [ -f "$archive" ] || fail "HEP_ONNXRUNTIME_TARBALL names no file: $archive"
else
  archive=$work/$name
  announce() { echo "onnxruntime: downloading onnxruntime-node $version (112 MB, once): it carries the library that runs exported models"; }
  if command -v npm >/dev/null; then
    announce
    (cd "$work" && npm pack --silent --ignore-scripts "onnxruntime-node@$version" >/dev/null) \
      || fail "npm could not download onnxruntime-node@$version (npm's message is above); check the network and npm's registry setting"
  elif [ -n "${npm_config_registry:-}" ] && command -v curl >/dev/null; then
    announce
    curl -fsSL --retry 2 -o "$archive" "${npm_config_registry%/}/onnxruntime-node/-/$name" \
      || fail "curl could not download $name from npm_config_registry; check the network and that URL"
  else
    fail "the npm client is missing: run 'apt-get install --no-install-recommends npm' as root (or set npm_config_registry, and curl is used)"
  fi
  [ -f "$archive" ] || fail "the download of onnxruntime-node@$version left no $name"
fi

check "$archive" "$archive_sha256" "$name"
member=package/bin/napi-v6/linux/$arch/libonnxruntime.so.1
tar -xzf "$archive" -C "$work" --no-same-owner "$member" || fail "$name could not be unpacked; is the disk full?"
check "$work/$member" "$library_sha256" "libonnxruntime.so.1"
mv "$work/$member" "$target/libonnxruntime.so.1"
echo "onnxruntime: installed libonnxruntime.so.1 $version into .hep/onnxruntime/$version"
