# shellcheck shell=sh
# Makes the start-up caches, under a lock. Read only when one is missing. Needs all variables of bin/jexpy.

# make_caches: makes $aot_name's cache (and with "quick" the one of the commands that run no script).
make_caches() {
  own_directory "$cache_dir" || return 1
  if ! enough_space; then
    say "less than 500 MB free for the start-up cache in $cache_dir; starting without it"
    return 1
  fi
  [ -r "$cache_dir/owner" ] || printf '%s|%s\n' "$jdk_home" "$owner_home" >"$cache_dir/owner" 2>/dev/null
  with_lock "$cache_dir/lock" make_caches_locked
  caches_status=$?
  # Interrupted: the user wants out, not a slower start.
  [ "$caches_status" -lt 128 ] || exit "$caches_status"
  return "$caches_status"
}

enough_space() {
  free=$(df -Pk -- "$cache_dir" 2>/dev/null | awk 'NR == 2 { print $4 }')
  [ "${free:-1000000}" -ge 500000 ]
}

make_caches_locked() {
  ! cache_is_fresh "$aot_name" || return 0
  prune_caches
  work=$cache_dir/work.$$
  mkdir -p -- "$work" || return 1
  (
    trap 'rm -rf -- "$work"' EXIT
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    train_all >"$cache_dir/$aot_name.log" 2>&1 </dev/null &
    if watch_progress $! "preparing a start-up cache for profile $profile (once)" && place "$aot_name"; then
      [ "$aot_name" != quick ] || place plain
      rm -f -- "$cache_dir/$aot_name.failed"
    else
      say "could not make the start-up cache (see $cache_dir/$aot_name.log); starting without it"
      printf '%s\n' "$cache_key" >"$cache_dir/$aot_name.failed" 2>/dev/null
      exit 1
    fi
  )
}

train_all() {
  set_resources
  training='hello.py hello.mjs'
  [ "$aot_name" != jit ] || training="$training smoke.py" # long enough that the compiler's own classes are seen
  # shellcheck disable=SC2086 # names without spaces
  train "$aot_name" "$java" "$jvm_flags" org.jexpy.host.launcher.Training "$home/lib/training" $training || return 1
  [ "$aot_name" != quick ] || train plain "$java" "$jvm_flags" org.jexpy.host.launcher.Main version || :
}

# All are trained with C1 only. What a training with all tiers records of the code it ran has C2 compile it at the next start: with the
# guest JIT 0.9 s more processor time and a third more of the clock (docs/launcher.md).
# A JVM that is killed while it writes a cache can crash over it, and would leave its report in the user's folder.
# train NAME JAVA FLAGS MAIN ARG...: two steps, so that no path travels through an environment variable that the JVM splits at spaces.
train() {
  train_name=$1 train_java=$2 train_flags=$3
  shift 3
  # shellcheck disable=SC2086 # words without spaces
  stoppable "$train_java" "-XX:ErrorFile=$work/error.log" $train_flags -XX:TieredStopAtLevel=1 ${resource_flag:+"$resource_flag"} "-Djexpy.home=$home" "-Djexpy.profile=$profile" \
    -XX:AOTMode=record "-XX:AOTConfiguration=$work/$train_name.conf" -cp "$class_path" "$@" || return 1
  # shellcheck disable=SC2086
  stoppable "$train_java" "-XX:ErrorFile=$work/error.log" $train_flags -XX:TieredStopAtLevel=1 -XX:AOTMode=create "-XX:AOTConfiguration=$work/$train_name.conf" \
    "-XX:AOTCache=$work/$train_name.aot" -cp "$class_path" || return 1
  [ -s "$work/$train_name.aot" ]
}

# stoppable COMMAND: a shell that is told to end leaves its child running; this one takes it along.
stoppable() {
  "$@" &
  child=$!
  trap 'kill -TERM "$child" 2>/dev/null; wait "$child" 2>/dev/null; exit 143' TERM
  wait "$child"
}

# place NAME: the key goes last, and away first: a cache without its key is not used.
place() {
  [ -s "$work/$1.aot" ] || return 1
  rm -f -- "$cache_dir/$1.key"
  printf '%s\n' "$cache_key" >"$work/$1.key" &&
    mv -f -- "$work/$1.aot" "$cache_dir/$1.aot" &&
    mv -f -- "$work/$1.key" "$cache_dir/$1.key"
}

# prune_caches: removes work that died half-way, and what belongs to a distribution or a JDK that is no longer there.
prune_caches() {
  for stale in "$cache_dir"/work.*; do
    owner=${stale##*.}
    [ ! -d "$stale" ] || kill -0 "$owner" 2>/dev/null || rm -rf -- "$stale"
  done
  for owner_file in "$cache_root"/*/*/owner; do
    [ -r "$owner_file" ] && IFS='|' read -r old_jdk old_home <"$owner_file" || continue
    if [ ! -d "$old_home" ] || [ ! -x "$old_jdk/bin/java" ]; then
      rm -rf -- "${owner_file%/*}"
      rmdir -- "${owner_file%/*/*}" 2>/dev/null
    fi
  done
}
