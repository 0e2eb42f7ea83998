# shellcheck shell=sh
# Builds a checkout for ./jexpy: into $work, under a lock, in a way that an interruption at any moment leaves the old build or none.
# Needs common.sh, jdk.sh, $checkout, $work and sources_changed of ./jexpy.

build() {
  find_jdk
  [ "$jdk_feature" -eq "$wanted_java" ] || die 1 "building needs a JDK $wanted_java, found only Java $jdk_version in $jdk_home: install one or name its folder in JAVA_HOME"
  command -v mvn >/dev/null 2>&1 || die 1 "building needs Maven 3.8 or newer (mvn is not on PATH): install it (for example the package maven), or use a ready-made archive"
  mkdir -p -- "$work" 2>/dev/null || die 1 "cannot make '$work': is the disk full, or the folder not yours?"
  with_lock "$work/lock" build_locked
}

build_locked() {
  sources_changed || return 0 # another process built while this one waited
  build_log=$work/build.log
  rm -f -- "$work/stamp.new"
  # Written, not only created: an empty file can be made on a full disk.
  echo "being built by $$" 2>/dev/null >"$work/stamp.new" || die 1 "cannot write in '$work': is the disk full?"
  tree=$checkout
  case $work in
    "$checkout"/*) ;;
    *) copy_sources || die 1 "cannot copy the sources to '$tree': is the disk full?" ;;
  esac
  run_maven >"$build_log" 2>&1 </dev/null &
  watch_progress $! "building (once, and after changes; log: $build_log)" build_phase
  build_status=$?
  if [ "$build_status" -ne 0 ]; then
    [ "$build_status" -lt 128 ] || exit "$build_status"
    explain_failure
    exit 1
  fi
  place_build || die 1 "cannot place the build in '$work': is the disk full?"
}

# A checkout that cannot be written is built from a copy; files that git does not know are not copied.
copy_sources() {
  tree=$work/source
  say "'$checkout' cannot be written: building a copy of it in $work"
  rm -rf -- "$tree" && mkdir -p -- "$tree" || return 1
  if git -c safe.directory="$checkout" -C "$checkout" ls-files >"$work/files" 2>/dev/null && [ -s "$work/files" ]; then
    (cd -- "$checkout" && tar -cf - -T "$work/files") | (cd -- "$tree" && tar -xf -)
  else
    (cd -- "$checkout" && tar -cf - --exclude=target --exclude=.git .) | (cd -- "$tree" && tar -xf -)
  fi
  [ -r "$tree/pom.xml" ]
}

# No tests and no quality gates (-Dquick): they are `mvn verify`'s. Nothing is installed into the local Maven repository.
run_maven() {
  cd -- "$tree" || exit 1
  export JAVA25_HOME="$jdk_home" # the toolchain selection looks at it; finds a JDK in an unusual place
  if [ -z "${JAVA_HOME:-}" ] && ! command -v java >/dev/null 2>&1; then export JAVA_HOME="$jdk_home"; fi
  exec mvn -B -ntp -Dquick -Dstyle.color=never package
}

build_phase() { sed -n 's/^\[INFO\] Building \([^ ]*\) .*\(\[[0-9]*\/[0-9]*\]\)$/\1 \2/p' "$build_log" 2>/dev/null | tail -n 1; }

explain_failure() {
  if grep -q 'No space left on device' "$build_log" || ! { echo >>"$build_log"; } 2>/dev/null; then
    say "the build failed: a disk is full (of '$work', the Maven repository or the temporary folder); nothing of this build is used; log: $build_log"
    return
  fi
  first_error=$(grep -m 1 '^\[ERROR\]' "$build_log" || tail -n 1 "$build_log")
  say "the build failed; its log is $build_log; the first error:"
  printf '  %s\n' "$first_error" >&2
}

# A running JVM keeps its jars mapped, so a build never overwrites one that may be in use: it gets its own directory, and one
# renaming of a link makes it current. The directory is named after the content, so a build that changed nothing changes nothing.
place_build() {
  built=$tree/host/target/dist/jexpy
  read -r id <"$built/lib/build-id" || return 1
  final=$work/$id
  if [ ! -d "$final" ]; then
    mv -- "$built" "$final" || return 1 # same file system: one renaming; the next build lays its own out again
  fi
  previous=$(readlink -- "$work/current" 2>/dev/null)
  rm -f -- "$work/current.new" && ln -s -- "$id" "$work/current.new" && rename_link "$work/current.new" "$work/current" || return 1
  mv -f -- "$work/stamp.new" "$work/stamp" || return 1
  # The build before this one may still be running; what is older goes.
  for old in "$work"/*/; do
    old=${old%/}
    case ${old##*/} in "$id" | "$previous" | current | source) ;; *) rm -rf -- "$old" ;; esac
  done
}

# rename_link FROM TO: plain mv would move FROM *into* the directory that TO links to.
rename_link() { mv -fT -- "$1" "$2" 2>/dev/null || mv -fh -- "$1" "$2" 2>/dev/null || { rm -f -- "$2" && mv -- "$1" "$2"; }; }
