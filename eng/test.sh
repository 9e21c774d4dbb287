#!/usr/bin/env bash
# test.sh: builds and runs every test; run by './hep test'. The last line is 'N passed, N failed, N skipped', and nothing else.
#   test.sh [FILTER]     FILTER: part of a test's full name, or an expression of 'dotnet test --filter'
#   test.sh [OPTION...]  options of 'dotnet test'
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"

case ${1:-} in
  -h | --help)
    sed -n '2,4s/^# //p' "$0"
    exit 0
    ;;
  '' | -*) ;;
  *) set -- --filter "$@" ;;
esac

set_up_and_build_tests() {
  # shellcheck source=eng/setup.sh
  . "$root/eng/setup.sh"
  set_up
  build Hep.sln
}

choose_packages
under_lock set_up_and_build_tests

results=$root/.hep/test
rm -rf "$results"
mkdir -p "$results"
say "running the tests"
status=0
dotnet_cli test "Hep.Tests/bin/$packages/Release/net10.0/Hep.Tests.dll" --logger "trx;LogFileName=results.trx" --logger "console;verbosity=quiet" \
  --results-directory "$results" --blame-hang-timeout 10min --blame-hang-dump-type none "$@" >"$results/log" 2>&1 || status=$?

# What the runner wrote down counts, not what it printed, which changes with version and language.
summary=$([ -f "$results/results.trx" ] && awk -f "$root/eng/trx.awk" "$results/results.trx") || true
read -r passed failed skipped <<<"${summary##*$'\n'}"
[[ $summary != *$'\n'* ]] || printf '%s\n' "${summary%$'\n'*}"
: "${passed:=0}" "${failed:=0}" "${skipped:=0}"

# A runner that died or hung is a failure of its own.
if ((status != 0 && failed == 0)); then
  head -n 80 "$results/log"
  ((failed += 1))
fi
((passed + failed > 0)) || say "no test ran"
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0 && passed > 0))
