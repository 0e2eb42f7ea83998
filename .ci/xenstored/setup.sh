#!/usr/bin/env bash
# Makes the kit that runs Debian's own xenstored and oxenstored without Xen, as peers of the tests and benchmarks.
# Usage: .ci/xenstored/setup.sh KIT
# KIT is a folder to make; done again, only what is missing is done. Nothing is installed and nothing needs root, but for an
# "apt-get update" on a machine that has no package lists. Needs Debian 12, apt-get, dpkg and gcc with libc6-dev.
set -euo pipefail
export PATH # in an empty environment the shell has one of its own, and gcc does not find its parts without

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
say() { printf 'xenstored kit: %s\n' "$*"; }
die() {
  printf 'xenstored kit: %s\n' "$*" >&2
  exit 1
}

(($# == 1)) || die "usage: ${0##*/} KIT (a folder to make)"
mkdir -p "$1"
kit=$(cd "$1" && pwd -P)
# LD_PRELOAD and LD_LIBRARY_PATH split there.
[[ $kit != *[[:space:]:]* ]] || die "the folder is '$kit' (expected a path without spaces and colons)"
for tool in apt-get dpkg gcc ldd; do
  command -v "$tool" >/dev/null || die "there is no $tool (it is made on Debian 12, with gcc and libc6-dev)"
done

release=4.17
packages=("xen-utils-$release" xen-utils-common xenstore-utils libxenstore4 libxentoolcore1 libxen-dev "libxenmisc$release"
  libxencall1 libxendevicemodel1 libxenevtchn1 libxenforeignmemory1 libxengnttab1 libxenhypfs1 libxentoollog1 libyajl2
  python3-pyxs)

debs=$kit/debs
root=$kit/root
mkdir -p "$debs" "$root"

missing=()
for package in "${packages[@]}"; do
  compgen -G "$debs/${package}_*.deb" >/dev/null || missing+=("$package")
done
download() {
  # The sandbox of apt's own user cannot write here; what it says is kept.
  (cd "$debs" && apt-get -q -o APT::Sandbox::User=root -o Acquire::Retries=3 download "${missing[@]}") >"$kit/download.log" 2>&1
}
if ((${#missing[@]})); then
  say "downloading ${#missing[@]} packages, 3.4 MB"
  if ! download; then
    apt-get -q update >"$kit/update.log" 2>&1 || say "apt-get update failed: see $kit/update.log"
    download || {
      tail -n 5 "$kit/download.log" >&2
      die "cannot download ${missing[*]}: see $kit/download.log (these are packages of Debian 12)"
    }
  fi
fi

for deb in "$debs"/*.deb; do
  [[ -e $deb.done ]] && continue
  dpkg -x "$deb" "$root"
  : >"$deb.done"
done

if [[ ! -e $kit/libxenstub.so || $here/xenstub.c -nt $kit/libxenstub.so ]]; then
  gcc -shared -fPIC -O1 -Wall -Werror -I"$root/usr/include" -o "$kit/libxenstub.so" "$here/xenstub.c" -ldl
fi
cp "$here/start.sh" "$kit/start.sh"

# Daemons and tools that lack a library would say so only much later.
lib=$(dirname "$(compgen -G "$root/usr/lib/*/libxenctrl.so.$release" | head -n 1)")
ln -sfn "$lib" "$kit/lib"
ln -sfn "$root/usr/lib/xen-$release/bin" "$kit/bin"
for program in "$kit/bin/xenstored" "$kit/bin/oxenstored" "$kit/bin/xenstore-control" "$root/usr/bin/xenstore-ls"; do
  [[ -x $program ]] || die "$program is not there"
  lacking=$(LD_LIBRARY_PATH=$lib ldd "$program" | grep 'not found' || true)
  [[ -z $lacking ]] || die "$program lacks libraries:"$'\n'"$lacking"
done
say "ready; tests and benchmarks find it by JEXPY_XENSTORED_KIT=$kit"
