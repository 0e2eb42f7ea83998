# shellcheck shell=sh
# Shared by the checkout's ./jexpy and the distribution's bin/jexpy. POSIX sh; every external command here costs a millisecond or
# two of start-up, so the normal path uses shell built-ins only.

say() { printf 'jexpy: %s\n' "$*" >&2; }

die() {
  die_status=$1
  shift
  say "$*"
  exit "$die_status"
}

# sanitise PATH: sets $sane to a file name made from an absolute path ("/" becomes "+"), without starting a process.
# Not "%", which the JVM expands in the names of its caches.
sanitise() {
  sane_ifs=$IFS
  set -f
  IFS=/
  # shellcheck disable=SC2086 # splitting at "/" is the purpose
  set -- ${1#/}
  IFS=+
  sane="$*"
  IFS=$sane_ifs
  set +f
  if [ "${#sane}" -gt 120 ]; then
    sane=$(printf '%s' "$sane" | cksum)
    sane="long+${sane%% *}+${sane##* }"
  fi
}

# own_directory DIR: makes DIR, only for this user, and checks that it can be written.
own_directory() {
  [ -d "$1" ] || (umask 077 && mkdir -p -- "$1") 2>/dev/null || return 1
  [ -w "$1" ] && [ -x "$1" ]
}

# find_cache_root: sets $cache_root to our directory for things that can be made again, or to nothing when there is no such place.
find_cache_root() {
  cache_root=
  case ${XDG_CACHE_HOME:-} in
    /*) own_directory "$XDG_CACHE_HOME/jexpy" && cache_root=$XDG_CACHE_HOME/jexpy && return 0 ;;
  esac
  case ${HOME:-} in
    /*) own_directory "$HOME/.cache/jexpy" && cache_root=$HOME/.cache/jexpy && return 0 ;;
  esac
  # A shared temporary folder: the name is guessable, so the directory must be really ours, and closed to others.
  fallback=${TMPDIR:-/tmp}
  fallback=${fallback%/}/jexpy-$(id -u)
  mkdir -m 700 -- "$fallback" 2>/dev/null
  if [ -d "$fallback" ] && [ ! -h "$fallback" ] && [ -O "$fallback" ] && [ -w "$fallback" ]; then
    chmod 700 "$fallback" && cache_root=$fallback && return 0
  fi
  return 1
}

# with_lock FILE COMMAND [ARG]...: runs COMMAND while this process is the only holder of the lock FILE.
# The kernel's lock where flock(1) is there; else a directory that names its owner, taken over when that process is gone.
with_lock() {
  lock=$1
  shift
  if [ -z "${JEXPY_NO_FLOCK:-}" ] && command -v flock >/dev/null 2>&1; then
    (
      flock -n 9 || {
        say "waiting for another jexpy that is preparing the same thing"
        flock 9
      } || exit 1
      "$@" 9>&-
    ) 9>"$lock"
    return
  fi
  lock_told='' lock_turns=0
  until mkdir -- "$lock.d" 2>/dev/null; do
    [ -d "$lock.d" ] || { own_directory "${lock%/*}" && [ ! -e "$lock.d" ] || die 1 "cannot make the lock '$lock.d'"; }
    owner=
    [ -r "$lock.d/pid" ] && read -r owner 2>/dev/null <"$lock.d/pid"
    # No owner written for many turns: it died between the two steps.
    [ -n "$owner" ] || [ "$lock_turns" -lt 15 ] || owner=0
    if [ "$owner" = 0 ] || { [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; }; then
      # Renaming is atomic: of several that see the dead owner, one wins and removes what it renamed.
      mv -- "$lock.d" "$lock.stale.$$" 2>/dev/null && rm -rf -- "$lock.stale.$$"
      continue
    fi
    [ -n "$lock_told" ] || say "waiting for another jexpy that is preparing the same thing"
    lock_told=1
    lock_turns=$((lock_turns + 1))
    sleep 1
  done
  echo $$ >"$lock.d/pid"
  (
    trap 'rm -rf -- "$lock.d"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    "$@"
  )
}

# watch_progress PID TEXT [FUNCTION]: waits for PID, its status is the result. One line on stderr; on a terminal it is updated in
# place with the seconds and with what FUNCTION prints, and wiped at the end.
watch_progress() {
  watched=$1
  # An asynchronous command of a non-interactive shell ignores SIGINT: pass the interruption on, and wait until it is gone.
  trap 'kill -TERM "$watched" 2>/dev/null; wait "$watched" 2>/dev/null; clear_progress; exit 130' INT
  trap 'kill -TERM "$watched" 2>/dev/null; wait "$watched" 2>/dev/null; clear_progress; exit 143' TERM HUP
  if [ -t 2 ]; then
    seconds=0
    while kill -0 "$watched" 2>/dev/null; do
      detail=
      [ $# -lt 3 ] || detail=$("$3")
      printf '\r\033[Kjexpy: %s, %d s%s' "$2" "$seconds" "${detail:+ ($detail)}" >&2
      sleep 1
      seconds=$((seconds + 1))
    done
    clear_progress
  else
    say "$2"
  fi
  wait "$watched"
  watched_status=$?
  trap - INT TERM HUP
  return "$watched_status"
}

clear_progress() { [ ! -t 2 ] || printf '\r\033[K' >&2; }
