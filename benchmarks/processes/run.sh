#!/bin/sh
# Measures processes of a container beside spawned CPython, and 'jexpy exec' beside 'java -version'; prints one Markdown table.
# Usage: benchmarks/processes/run.sh [ROUNDS [IDLE [PARTS]]], PARTS of starts,bursts,idle. Wants a quiet machine; needs python3.
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd -P)
cd "$root"
dist=host/target/dist/jexpy
[ -d $dist ] && [ -d benchmarks/target/classes ] || mvn -q -B -ntp -Dquick package
home=$($dist/bin/jexpy version --json | sed 's/.*"javaHome": *"\([^"]*\)".*/\1/')
classes=benchmarks/target/classes
while read -r jar; do classes=$classes:$dist/lib/$jar; done <$dist/lib/class-path
quiet='--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dpolyglot.engine.WarnInterpreterOnly=false -XX:+UseSerialGC'
quick="$quiet -XX:TieredStopAtLevel=1"
jit="$quiet -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI --upgrade-module-path=$dist/lib/compiler"
# shellcheck disable=SC2086 # flags, without spaces
"$home/bin/java" $quick -cp "$classes" org.jexpy.benchmarks.ProcessBenchmark "$@"
# shellcheck disable=SC2086
"$home/bin/java" $quick -cp "$classes" org.jexpy.benchmarks.EventLatency quick
# shellcheck disable=SC2086
"$home/bin/java" $jit -cp "$classes" org.jexpy.benchmarks.EventLatency jit
exec python3 benchmarks/processes/exec.py "$root/$dist/bin/jexpy" "$home/bin/java"
