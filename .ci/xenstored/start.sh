#!/usr/bin/env bash
# Becomes C xenstored or oxenstored, in the foreground and without Xen, on an empty store. A copy lies in the kit that setup.sh makes.
# Usage: KIT/start.sh RUN c|ocaml [arguments of the daemon]
# RUN is a folder of its own for each daemon, made if needed: "socket" appears there, and is listened to as soon as it does. Logs and the
# stub's files (see xenstub.c) lie there, too; what an earlier daemon left there is removed.
set -euo pipefail

die() {
  printf 'xenstored kit: %s\n' "$*" >&2
  exit 1
}

kit=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
[[ -e $kit/libxenstub.so ]] || die "there is no kit in '$kit' (make one by setup.sh, and use the start.sh in it)"
(($# >= 2)) || die "usage: ${0##*/} RUN c|ocaml [arguments of the daemon]"
[[ $2 == c || $2 == ocaml ]] || die "unknown daemon '$2' (expected c or ocaml)"
mkdir -p "$1"
run=$(cd "$1" && pwd -P)
daemon=$2
shift 2
# A socket's path has 108 bytes with its NUL, and the longest name bound here is "socket_ro".
((${#run} <= 97)) || die "the folder is '$run' (expected at most 97 characters: it holds a socket)"
[[ $run != *[[:space:]#]* ]] || die "the folder is '$run' (expected a path without spaces and '#')"

cd "$run"
rm -f socket socket_ro pid kva port evtchn notify.log ox.log access.log conf tdb* dom.* ring.*
truncate -s 4096 kva
printf 1 >port # without the end of a line, or oxenstored does not take it
mkfifo -m 600 evtchn
: >notify.log

export LD_LIBRARY_PATH=$kit/lib XENSTUB_DIR=$run XENSTORED_RUNDIR=$run XENSTORED_ROOTDIR=$run
if [[ $daemon == c ]]; then
  exec env LD_PRELOAD="$kit/libxenstub.so" "$kit/bin/xenstored" -N --pid-file "$run/pid" "$@"
fi
sed -e "s#^pid-file.*#pid-file = $run/pid#" \
  -e "s#^xenstored-kva.*#xenstored-kva = $run/kva#" \
  -e "s#^xenstored-port.*#xenstored-port = $run/port#" \
  -e "s@^# xenstored-log-file.*@xenstored-log-file = $run/ox.log@" \
  -e "s@^# access-log-file.*@access-log-file = $run/access.log@" "$kit/root/etc/xen/oxenstored.conf" >conf
exec env LD_PRELOAD="$kit/libxenstub.so" "$kit/bin/oxenstored" --no-fork --no-access-log --config-file "$run/conf" "$@"
