# shellcheck shell=bash
# For the scripts of this folder: source it, make claims, end with `finish`.
#
#   . "$(dirname "$0")/lib.sh"
#   claim "version prints a number" grep -qE '^[0-9]' <("$AMUSE_BIN/amuse" --version)
#   claim_fails "bars 33 is refused with status 2" 2 "$AMUSE_BIN/amuse" suggest x --bars 33
#   finish
#
# ./dev test sets AMUSE_BIN, the folder of the built programs; `scratch` is an empty folder, gone afterwards.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
AMUSE_BIN=${AMUSE_BIN:-$PWD/build/dev/bin}
claims_passed=0 claims_failed=0 claims_skipped=0
# shellcheck disable=SC2034  # for the scripts
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# claim SENTENCE COMMAND...: passes when the command does; what it printed is shown only when it fails.
claim() {
  if "${@:2}" >"$scratch/.said" 2>&1; then
    claims_passed=$((claims_passed + 1))
  else
    claims_failed=$((claims_failed + 1))
    printf 'FAILED: %s\n' "$1"
    head -20 "$scratch/.said" | cut -c1-400
  fi
}

# claim_fails SENTENCE STATUS COMMAND...: passes when the command ends with that very status.
claim_fails() {
  local status=0
  "${@:3}" >"$scratch/.said" 2>&1 || status=$?
  if [[ $status -eq $2 ]]; then
    claims_passed=$((claims_passed + 1))
  else
    claims_failed=$((claims_failed + 1))
    printf 'FAILED: %s (status %s, not %s)\n' "$1" "$status" "$2"
    head -20 "$scratch/.said" | cut -c1-400
  fi
}

# skip SENTENCE WHY: counts a claim that cannot be tried here.
skip() {
  claims_skipped=$((claims_skipped + 1))
  printf 'skipped: %s: %s\n' "$1" "$2"
}

# Prints the count line ./dev test reads and ends the script.
finish() {
  if [[ $claims_skipped -gt 0 ]]; then
    printf '%s passed, %s failed, %s skipped\n' "$claims_passed" "$claims_failed" "$claims_skipped"
  else
    printf '%s passed, %s failed\n' "$claims_passed" "$claims_failed"
  fi
  [[ $claims_failed -eq 0 ]]
  exit
}
