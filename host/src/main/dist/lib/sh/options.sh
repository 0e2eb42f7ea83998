# shellcheck shell=sh
# What bin/jexpy decides: the kind of command, the profile, the JVM and its flags. Needs common.sh and jdk.sh.

# Flags of `run` and `repl` whose value is the next word: skipped when looking for ours before the script. A test keeps this list
# equal to the commands' own.
flags_with_value='--lang --path --venv --xenstore --profile --max-heap --state --modules --spares'

# choose_command ARGS: sets $kind (script: runs guest code; server: runs long without any; plain: ends soon; setup), $flag_profile and
# $flag_heap.
choose_command() {
  kind=plain flag_profile='' flag_heap=''
  case ${1:-} in
    run | repl | serve) kind=script && shift ;;
    setup) kind=setup && return ;;
    xenstored) kind=server && return ;;
    # As sys.executable is called: no "run", the script at once.
    - | -c* | -m* | -u | -[BEsSI] | *.py | *.pyw | *.js | *.mjs | *.cjs | *.pyz) kind=script ;;
    *) return ;;
  esac
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) kind=plain ;;
      --profile=*) flag_profile=${1#*=} ;;
      --profile) flag_profile=${2:-} ;;
      --max-heap=*) flag_heap=${1#*=} ;;
      --max-heap) flag_heap=${2:-} ;;
      -c* | -m* | - | --) return ;;
      -*) ;;
      *) return ;; # the script: what follows is its own
    esac
    case " $flags_with_value " in *" $1 "*) [ $# -lt 2 ] || shift ;; esac
    shift
  done
}

# add_heap: checks --max-heap and makes it the JVM's; without it, room for a whole start-up before the first collection.
add_heap() {
  case $flag_heap in
    '') [ "$kind" != script ] || ! has_memory_for_start || jvm_flags="$jvm_flags -XX:NewSize=200m" ;;
    *[!0-9kmgKMG]* | [!0-9]* | *[kmgKMG]?*) die 2 "--max-heap is '$flag_heap': give a number of bytes, with k, m or g behind it for larger units (512m)" ;;
    *) jvm_flags="$jvm_flags -Xmx$flag_heap" ;;
  esac
}

# has_memory_for_start: whether this machine and this container have 3 GB, of which the JVM takes a quarter for its heap. The
# script's first 100 MB are then young, and the collection in the middle of the start (a tenth of it) does not happen.
has_memory_for_start() {
  memory_kb=0 memory_limit=max
  [ ! -r /proc/meminfo ] || read -r _ memory_kb _ </proc/meminfo
  [ "$memory_kb" -ge 3000000 ] 2>/dev/null || return 1
  [ ! -r /sys/fs/cgroup/memory.max ] || read -r memory_limit </sys/fs/cgroup/memory.max
  [ "$memory_limit" = max ] || [ "$memory_limit" -ge 3000000000 ] 2>/dev/null
}

# Java cannot ask cheaply which of its streams is a terminal; see GuestStreams.TERMINALS_PROPERTY.
find_terminals() {
  terminals=
  [ ! -t 0 ] || terminals=i
  [ ! -t 1 ] || terminals=${terminals}o
  [ ! -t 2 ] || terminals=${terminals}e
}

choose_profile() {
  if [ -n "$flag_profile" ]; then
    profile=$flag_profile profile_why=--profile
  elif [ -n "${JEXPY_PROFILE:-}" ]; then
    profile=$JEXPY_PROFILE profile_why=JEXPY_PROFILE
  else
    profile=quick profile_why=default
  fi
  case $profile in
    quick | jit) ;;
    *) die 2 "$profile_why is '$profile', which is no profile: use quick (fastest start) or jit (compiles hot guest code)" ;;
  esac
  if [ "$profile" = jit ] && [ "$jdk_feature" -gt "$wanted_java" ]; then
    profile=quick profile_why="$profile_why asked for jit, which needs JDK $wanted_java"
  fi
}

# One directory per distribution and JDK: another place or another JDK never disturbs this one's caches. A checkout is one
# distribution however often it is built, or each build would lose the run-time image; cache_key tells its builds apart.
cache_dir=
locate_caches() {
  owner_home=$home
  case ${JEXPY_EXECUTABLE:-} in
    '' | "$home/bin/jexpy") ;;
    *) owner_home=${JEXPY_EXECUTABLE%/*} ;;
  esac
  sanitise "$owner_home"
  cache_dir=$cache_root/$sane
  sanitise "$jdk_home"
  cache_dir=$cache_dir/$sane
  cache_key="$build_id|$jdk_runtime|$jdk_vendor|$jdk_home|$home"
}

# No warning of the JVM or of Truffle is for our users: native access and Unsafe are GraalVM's own business, a rejected start-up
# cache only costs time. Errors are not logging and still appear.
quiet_flags='--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Dpolyglot.engine.WarnInterpreterOnly=false'
# The largest safe gain of docs/launcher.md: compile Java code with C1 only, collect with one thread.
fast_flags='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
# A server of Java alone is compiled by all tiers: a request costs half of the processor's time once it is warm (docs/xenstore.md).
server_flags='-XX:+UseSerialGC'
# With the guest JIT Java code is compiled by all tiers: it starts as fast, and what guests call in the runtime runs up to three times
# faster in the end (docs/launcher.md).
jit_flags='-XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI -XX:+UseSerialGC'
# On two cores there is one compiler thread for guest code, cold itself. With the usual thresholds (400, 1) it is busy with the import
# system while the script starts, and for seconds after.
jit_flags="$jit_flags -Dpolyglot.engine.FirstTierCompilationThreshold=4000 -Dpolyglot.engine.FirstTierMinInvokeThreshold=100"

# choose_image: sets $java, $jvm_flags, $aot_name (its start-up cache, or nothing) and $image_state by profile.
upgrade_path=
choose_image() {
  java=$jdk_home/bin/java
  jvm_flags="$quiet_flags $fast_flags"
  aot_name=quick
  find_image
  [ "$profile" = quick ] || choose_jit
  script_aot=$aot_name
  [ "$kind" = script ] || { java=$jdk_home/bin/java jvm_flags="$quiet_flags $fast_flags" upgrade_path='' aot_name=plain; }
  [ "$kind" != server ] || jvm_flags="$quiet_flags $server_flags"
}

find_image() {
  image_state=absent compiler_id=none
  [ ! -r "$home/lib/compiler/id" ] || read -r compiler_id <"$home/lib/compiler/id"
  wanted_image_key="$jdk_runtime|$jdk_vendor|$jdk_home|$compiler_id"
  if [ -n "$jdk_graalvm" ]; then
    image_state=graalvm
  elif [ -n "$cache_dir" ] && [ -r "$cache_dir/image/jexpy-key" ]; then
    image_state=stale
    read -r image_key <"$cache_dir/image/jexpy-key"
    [ "$image_key" != "$wanted_image_key" ] || [ "$jdk_home/release" -nt "$cache_dir/image/jexpy-key" ] || image_state=ready
  fi
}

choose_jit() {
  case $image_state in
    graalvm) jvm_flags=$quiet_flags aot_name='' ;;
    ready) java=$cache_dir/image/bin/java jvm_flags="$quiet_flags $jit_flags" aot_name=jit ;;
    *)
      [ "$image_state" != stale ] || [ "$kind" != script ] ||
        say "the run-time image was made for another JDK or compiler: 'jexpy setup' makes it anew; until then this profile starts slowly"
      # The JDK refuses its start-up cache together with a replaced system module; the guest JIT works.
      jvm_flags="$quiet_flags $jit_flags" upgrade_path=$home/lib/compiler aot_name=''
      ;;
  esac
}

# prepare_cache: sets $aot_file, and $script_cache in words; makes the cache once when a script is run.
aot_file=
prepare_cache() {
  case ${JEXPY_AOT:-auto} in
    auto) ;;
    off) script_cache='off by JEXPY_AOT' && return ;;
    *) die 2 "JEXPY_AOT is '$JEXPY_AOT': use auto (make a start-up cache once and use it) or off" ;;
  esac
  [ -n "$cache_dir" ] || { script_cache='none, no directory for it can be written' && return; }
  if [ "$kind" = script ] && [ -n "$aot_name" ] && ! cache_is_fresh "$aot_name" && ! cache_failed "$aot_name"; then
    . "$home/lib/sh/train.sh"
    make_caches
  fi
  [ -z "$aot_name" ] || ! cache_is_fresh "$aot_name" || aot_file=$cache_dir/$aot_name.aot
  if [ -z "$script_aot" ]; then
    script_cache='none in this profile'
  elif cache_is_fresh "$script_aot"; then
    script_cache=$cache_dir/$script_aot.aot
  elif cache_failed "$script_aot"; then
    script_cache="could not be made, see $cache_dir/$script_aot.log; remove $cache_dir/$script_aot.failed to try again"
  else
    script_cache='not made yet: the next script makes it'
  fi
}

cache_failed() { [ -r "$cache_dir/$1.failed" ] && read -r failed_key <"$cache_dir/$1.failed" && [ "$failed_key" = "$cache_key" ]; }

cache_is_fresh() {
  [ -r "$cache_dir/$1.aot" ] && [ -r "$cache_dir/$1.key" ] && read -r made_key <"$cache_dir/$1.key" && [ "$made_key" = "$cache_key" ] &&
    [ ! "$jdk_home/release" -nt "$cache_dir/$1.aot" ] && [ ! "$home/lib/build-id" -nt "$cache_dir/$1.aot" ]
}

# GraalVM's files (the Python library): ready-made and precompiled beside the jars when the build made them for this platform,
# else GraalVM unpacks them below our cache directory.
set_resources() {
  if [ -d "$home/lib/resources/$jdk_os-$jdk_arch" ]; then
    resource_flag=-Dpolyglot.engine.resourcePath=$home/lib/resources/$jdk_os-$jdk_arch
  elif [ -n "$cache_root" ]; then
    resource_flag=-Dpolyglot.engine.userResourceCache=$cache_root/resources
  fi
}
resource_flag=

# In the C locale the JVM cannot decode arguments and file names beyond ASCII. CPython takes C.UTF-8 there (PEP 538); so do we.
use_python_locale() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX)
      [ -z "${LC_ALL:-}" ] || { LC_ALL=C.UTF-8 && export LC_ALL; }
      LC_CTYPE=C.UTF-8
      export LC_CTYPE
      ;;
  esac
}
