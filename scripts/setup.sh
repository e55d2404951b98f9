# shellcheck shell=bash
# What scripts/run, test, verify and format share: errors in one line, steps with their times, what must be installed.
# Sourced, never run. Afterwards the working directory is the project's, whichever it was before.
#
# Exit codes, as of every command of the project: 0 success, 1 failed check, 2 wrong use, 3 could not run.

script=$(readlink -f "$0")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

# Debian packages that the build, the tests or the demo need, each with its reason.
debian_packages=(
  libsqlite3-dev # SQLiteStore: GRDB links the system's SQLite
  libpq-dev      # PostgresStore: the headers of libpq, the server's own client, and the library, which is opened when a Postgres database is named
  postgresql     # tests and laws start a private server (scripts/postgres)
  zlib1g-dev     # swift-nio-extras, which Hummingbird and async-http-client build on, links zlib
  espeak-ng      # the offline receptionist's voice
  pocketsphinx   # its ears, as a process (docs/decisions/0011)
  pocketsphinx-en-us # and what they know of English
)

# One configuration for run, test and verify, so that nothing is built twice (docs/decisions/0002).
build_flags=(--configuration release)

logs=.build/logs

# fail STATUS WORDS...: one line on standard error that says what is wrong, and the end.
fail() {
  local status=$1
  shift
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit "$status"
}

# usage: the comment at the head of the calling script, which is its documentation.
usage() {
  sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$script"
}

# Progress is rewritten in place on a terminal, and told once a minute elsewhere (CI logs); colour only where it is welcome.
if [ -t 2 ] && [ -z "${CI:-}" ] && [ "${TERM:-dumb}" != dumb ]; then live=yes; else live=no; fi
if [ "$live" = yes ] && [ -z "${NO_COLOR:-}" ]; then
  good=$'\e[32m' bad=$'\e[31m' faint=$'\e[2m' plain=$'\e[0m'
else
  good='' bad='' faint='' plain=''
fi

step_number=0
steps=1 # the calling script says how many it has

# heartbeat LOG STARTED: tells what the build is at, until it is killed.
heartbeat() {
  local log=$1 started=$2 pause=60 line nap=
  [ "$live" = yes ] && pause=1
  trap 'kill $nap 2>/dev/null; exit 0' TERM # no sleep is left behind that would keep a pipe open
  while true; do
    sleep "$pause" &
    nap=$!
    wait "$nap"
    line=$(tail -c 4096 "$log" 2>/dev/null | tr '\r' '\n' | grep -oE '\[[0-9]+/[0-9]+\] .*' | tail -n 1 | cut -c 1-60) || true
    if [ "$live" = yes ]; then
      printf '\r\e[K[%d/%d] %-44s %s%5d s  %s%s' "$step_number" "$steps" "$step_title" "$faint" \
        $((SECONDS - started)) "$line" "$plain" >&2
    else
      printf '      … %5d s  %s\n' $((SECONDS - started)) "$line" >&2
    fi
  done
}

# step TITLE COMMAND...: runs the command with its output in a log, says how long it took and, if it failed, why.
# Answers the command's status. The command stays in the foreground, so that Ctrl-C reaches it.
step() {
  step_title=$1
  shift
  step_number=$((step_number + 1))
  mkdir -p "$logs"
  step_log=$logs/$(basename "$0")-$step_number.log
  local started=$SECONDS status=0 verdict="${good}ok${plain}"
  [ "$live" = yes ] || printf '[%d/%d] %s\n' "$step_number" "$steps" "$step_title" >&2
  : >"$step_log"
  heartbeat "$step_log" "$started" &
  local beat=$!
  # shellcheck disable=SC2064 # the number of this heartbeat, now
  trap "kill $beat 2>/dev/null || true" EXIT
  "$@" >"$step_log" 2>&1 </dev/null || status=$?
  kill "$beat" 2>/dev/null || true
  wait "$beat" 2>/dev/null || true
  trap - EXIT
  [ "$status" -eq 0 ] || verdict="${bad}failed${plain}"
  [ "$live" = yes ] && printf '\r\e[K' >&2
  printf '[%d/%d] %-44s %5d s  %s\n' "$step_number" "$steps" "$step_title" $((SECONDS - started)) "$verdict" >&2
  if [ "$status" -ne 0 ]; then
    explain "$step_log" >&2
  fi
  return "$status"
}

# explain LOG: what a person needs of a failed step's output: its failed tests with what they say, its errors, else its end.
explain() {
  local reasons
  reasons=$(awk '
    /^✘ .* failed after / { failing = 0; next }
    /^✘/ { failing = 1 }
    /^(✔|◇|➜)/ { failing = 0 }
    (failing || /(error|warning): / || /^E: /) && !seen[$0]++
  ' "$1" | head -n 100) || true
  if [ -n "$reasons" ]; then printf '%s\n' "$reasons"; else tail -n 20 "$1"; fi | sed 's/^/      /'
  printf '      all of it: %s\n' "$1"
}

# missing_packages: those of `debian_packages` that aren't installed, one a line.
missing_packages() {
  local package
  for package in "${debian_packages[@]}"; do
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
  done
}

install_packages() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    # Without a terminal nobody can type a password: fail instead of waiting for one.
    if [ -t 0 ] && [ -z "${CI:-}" ]; then as_root=(sudo); else as_root=(sudo -n); fi
  fi
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends "$@"
}

# setup: everything the machine must have. A second run asks dpkg, finds nothing missing and needs no network.
setup() {
  local missing=()
  if command -v dpkg-query >/dev/null; then
    mapfile -t missing < <(missing_packages)
    if [ "${#missing[@]}" -gt 0 ]; then
      [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        fail 3 "these Debian packages are missing and there is no sudo; as root: apt-get install ${missing[*]}"
      # sudo asks for its password here, before its output goes to a log.
      if [ "$(id -u)" -ne 0 ] && [ -t 0 ] && [ -z "${CI:-}" ]; then sudo -v || fail 3 "sudo was refused; missing: ${missing[*]}"; fi
      steps=$((steps + 1))
      step "install ${missing[*]}" install_packages "${missing[@]}" || fail 3 "could not install: ${missing[*]}"
    fi
  else
    printf '%s: no Debian system; make sure that these are installed: %s\n' "${0##*/}" "${debian_packages[*]}" >&2
  fi
  require_swift
}

# require_swift: the manifest's tools version asks for Swift 6.2.
require_swift() {
  local version
  version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | head -n 1 | grep -oE '[0-9]+\.[0-9]+') || true
  case "$version" in
    6.[2-9] | 6.[1-9][0-9]) ;;
    '') fail 3 "Swift isn't installed; get Swift 6.3 from https://swift.org/install" ;;
    *) fail 3 "Swift $version is here, 6.2 or a later 6 is needed; get it from https://swift.org/install" ;;
  esac
}
