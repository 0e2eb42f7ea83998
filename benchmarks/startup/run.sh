#!/bin/sh
# Measures start-up and CPU-bound scripts of whole processes beside their peers and prints one Markdown table.
# Usage: benchmarks/startup/run.sh [--help | options of measure.py]. Wants a quiet machine; needs python3 and, for all sides, node.
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd -P)
cd "$root"
peers=benchmarks/target/peers
[ -d host/target/dist/jexpy ] && [ -d benchmarks/target/classes ] || mvn -q -B -ntp -Dquick package
[ -e $peers/jython-standalone-2.7.4.jar ] ||
  mvn -q -B -ntp dependency:copy -Dartifact=org.python:jython-standalone:2.7.4 -DoutputDirectory="$root/$peers"
exec python3 benchmarks/startup/measure.py "$@"
