#!/bin/sh
# Measures XenStore beside its peers, both sides in turn in one run: the embedded server beside C xenstored under CPython's pyxs, pyxs on
# jexpy beside CPython's on one C xenstored, the Java client; prints one Markdown table.
# Usage: benchmarks/xenstore/run.sh [--quick | options of measure.py]. Wants a quiet machine; needs Debian 12, python3 and gcc.
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd -P)
cd "$root"
kit=${JEXPY_XENSTORED_KIT:-$root/target/xenstored}
.ci/xenstored/setup.sh "$kit" >&2
# Always: what was built before may be older than the sources.
mvn -q -B -ntp -Dquick package >&2
# The system's own: what comes first in PATH may be a version manager's shell script.
python=/usr/bin/python3
[ -x $python ] || python=python3
exec $python benchmarks/xenstore/measure.py --kit "$kit" "$@"
