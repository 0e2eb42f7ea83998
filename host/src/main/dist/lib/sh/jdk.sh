# shellcheck shell=sh
# Finds a JDK by its "release" file, so that no JVM is started to ask. Needs common.sh.

wanted_java=25

# read_release HOME: sets jdk_* from HOME/release; fails when HOME holds no JDK.
read_release() {
  jdk_home=${1%/} jdk_version='' jdk_runtime='' jdk_vendor='' jdk_graalvm='' jdk_os='' jdk_arch=''
  [ -x "$jdk_home/bin/java" ] && [ -r "$jdk_home/release" ] || return 1
  while IFS='=' read -r name value || [ -n "$name" ]; do
    value=${value#\"}
    value=${value%\"}
    case $name in
      JAVA_VERSION) jdk_version=$value ;;
      JAVA_RUNTIME_VERSION) jdk_runtime=$value ;;
      IMPLEMENTOR) jdk_vendor=$value ;;
      GRAALVM_VERSION) jdk_graalvm=$value ;;
      OS_NAME) jdk_os=$value ;;
      OS_ARCH) jdk_arch=$value ;;
    esac
  done <"$jdk_home/release"
  jdk_feature=${jdk_version%%[!0-9]*}
  : "${jdk_runtime:=$jdk_version}"
  [ -n "$jdk_feature" ]
}

# consider HOME REASON: succeeds when HOME is the wanted JDK; remembers the first newer one.
consider() {
  read_release "$1" || return 1
  jdk_why=$2
  [ "$jdk_feature" -ne "$wanted_java" ] || return 0
  seen_versions="${seen_versions:+$seen_versions, }$jdk_version in $jdk_home"
  [ "$jdk_feature" -lt "$wanted_java" ] || [ -n "$newer_home" ] || { newer_home=$jdk_home newer_why=$2; }
  return 1
}

# find_jdk: sets jdk_* and $jdk_why; ends the program with one line when there is none.
find_jdk() {
  newer_home='' seen_versions=''
  if [ -n "${JEXPY_JAVA_HOME:-}" ]; then
    # Named for us: never silently replaced by another.
    read_release "$JEXPY_JAVA_HOME" ||
      die 1 "JEXPY_JAVA_HOME is '$JEXPY_JAVA_HOME', which holds no JDK (bin/java and a release file); name the folder of a JDK $wanted_java"
    jdk_why=JEXPY_JAVA_HOME
    [ "$jdk_feature" -ge "$wanted_java" ] ||
      die 1 "JEXPY_JAVA_HOME is '$JEXPY_JAVA_HOME', which holds Java $jdk_version; name the folder of a JDK $wanted_java"
    return 0
  fi
  if [ -n "${JAVA_HOME:-}" ]; then consider "$JAVA_HOME" JAVA_HOME && return 0; fi
  path_java=$(command -v java 2>/dev/null) || path_java=
  if [ -n "$path_java" ]; then
    path_java=$(readlink -f -- "$path_java" 2>/dev/null) || path_java=
    case $path_java in */bin/java) consider "${path_java%/bin/java}" PATH && return 0 ;; esac
  fi
  # JEXPY_JDK_PLACES replaces the list below; its words are patterns. Meant for tests and for unusual machines.
  if [ -n "${JEXPY_JDK_PLACES+set}" ]; then
    # shellcheck disable=SC2086 # patterns to expand
    consider_each $JEXPY_JDK_PLACES && return 0
  else
    consider_each /usr/lib/jvm/* /usr/java/* /usr/local/java/* /usr/local/openjdk* /opt/* /opt/java/* /opt/jdk/* \
      "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
      "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* "${HOME:-/nonexistent}"/.asdf/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home &&
      return 0
  fi
  if [ -n "$newer_home" ]; then
    read_release "$newer_home"
    jdk_why=$newer_why
    return 0
  fi
  die 1 "no JDK $wanted_java found${seen_versions:+ (only $seen_versions)}: install one (for example openjdk-$wanted_java-jdk or Temurin $wanted_java) or name its folder in JEXPY_JAVA_HOME or JAVA_HOME"
}

consider_each() {
  for place in "$@"; do
    consider "$place" "found in ${place%/*}" && return 0
  done
  return 1
}
