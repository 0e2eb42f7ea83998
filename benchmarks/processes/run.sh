#!/bin/sh
# Measures processes of a container beside spawned CPython, and 'jexpy exec' beside 'java -version'; prints one Markdown table.
# Usage: benchmarks/processes/run.sh [ROUNDS [IDLE]]. Wants a quiet machine; needs python3.
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd -P)
cd "$root"
dist=host/target/dist/jexpy
[ -d $dist ] && [ -d benchmarks/target/classes ] || mvn -q -B -ntp -Dquick package
home=$($dist/bin/jexpy version --json | sed 's/.*"javaHome": *"\([^"]*\)".*/\1/')
classes=benchmarks/target/classes
while read -r jar; do classes=$classes:$dist/lib/$jar; done <$dist/lib/class-path
"$home/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dpolyglot.engine.WarnInterpreterOnly=false \
  -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classes" org.jexpy.benchmarks.ProcessBenchmark "$@"
exec python3 benchmarks/processes/exec.py "$root/$dist/bin/jexpy" "$home/bin/java"
