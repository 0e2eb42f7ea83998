"""Whole processes, one Markdown table: see run.sh. Sides of one figure are measured in turn, so that a busy moment meets all."""
import argparse
import glob
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCRIPTS = os.path.join(ROOT, "benchmarks", "startup", "scripts")
JEXPY = os.path.join(ROOT, "host", "target", "dist", "jexpy", "bin", "jexpy")
WARMED = ("fib", "nbody", "json", "re", "strings")


def spawn(words, env=None):
    """Runs a process; gives its wall time in seconds and its output."""
    start = time.perf_counter()
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})})
    wall = time.perf_counter() - start
    if done.returncode:
        sys.exit("failed with %d: %s\n%s" % (done.returncode, " ".join(words), done.stderr.decode()[-2000:]))
    return wall, done.stdout.decode()


def in_turn(sides, repeat, value=lambda wall, out: wall):
    """Measures all sides in turn after one unmeasured round; gives the median of each."""
    results = {name: [] for name in sides}
    for turn in range(repeat + 1):
        for name, (words, env) in sides.items():
            figure = value(*spawn(words, env))
            if turn:
                results[name].append(figure)
    return {name: statistics.median(figures) for name, figures in results.items()}


class Table:
    def __init__(self):
        self.rows = []

    def add(self, figure, side, seconds, against=None, reference=None, goal=""):
        ratio = "" if reference is None else "%.2f × %s" % (seconds / reference, against)
        self.rows.append((figure, side, "%.0f ms" % (seconds * 1000) if seconds >= 0.1 else "%.2f ms" % (seconds * 1000), ratio, goal))

    def note(self, figure, text, goal=""):
        self.rows.append((figure, "", "", text, goal))

    def show(self):
        print("| figure | side | median | ratio | goal |\n|---|---|---|---|---|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


class Sides:
    """The command lines of jexpy and of its peers; those that this machine lacks are None."""

    def __init__(self):
        about = json.loads(spawn([JEXPY, "version", "--json"])[1])
        self.java = os.path.join(about["javaHome"], "bin", "java")
        self.image = about["image"] in ("ready", "graalvm")
        self.about = about
        self.node = shutil.which("node")
        self.python = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
        jython = glob.glob(os.path.join(ROOT, "benchmarks/target/peers/jython-standalone-*.jar"))
        self.jython = jython[0] if jython else None
        lib = os.path.join(ROOT, "host/target/dist/jexpy/lib")
        with open(os.path.join(lib, "class-path")) as names:
            jars = [os.path.join(lib, name.strip()) for name in names]
        self.plain = [self.java, "-cp", ":".join(jars + [os.path.join(ROOT, "benchmarks/target/classes")]), "org.jexpy.benchmarks.PlainEmbedding"]

    def run(self, profile, *words):
        return [JEXPY, "run", *words], {"JEXPY_PROFILE": profile}


def cold(sides, table, repeat):
    script = os.path.join(SCRIPTS, "hello.py")
    all_sides = {"plain embedding": (sides.plain + [script], None), "jexpy run": sides.run("quick", script), "CPython": ([sides.python, script], None)}
    if sides.image:
        all_sides["jexpy run, jit"] = sides.run("jit", script)
    if sides.jython:
        all_sides["Jython 2.7"] = ([sides.java, "-jar", sides.jython, script], None)
    goals = {"jexpy run": "≤ 0.30 (0.25)", "jexpy run, jit": "≤ 0.45"}
    medians = in_turn(all_sides, repeat)
    for name, seconds in medians.items():
        table.add("cold hello.py", name, seconds, "plain", medians["plain embedding"], goals.get(name, ""))
    script = os.path.join(SCRIPTS, "hello.mjs")
    all_sides = {"plain embedding": (sides.plain + [script], None), "jexpy run": sides.run("quick", script)}
    if sides.image:
        all_sides["jexpy run, jit"] = sides.run("jit", script)
    if sides.node:
        all_sides["Node"] = ([sides.node, script], None)
    medians = in_turn(all_sides, repeat)
    for name, seconds in medians.items():
        table.add("cold hello.mjs", name, seconds, "plain", medians["plain embedding"])
    medians = in_turn({"java -version": ([sides.java, "-version"], None), "jexpy version": ([JEXPY, "version"], None)}, repeat)
    for name, seconds in medians.items():
        table.add("no script", name, seconds, "java", medians["java -version"], "≤ 4" if name.startswith("jexpy") else "")


def warmed(sides, table, repeat, seconds):
    script = os.path.join(SCRIPTS, "workloads.py")
    ratios = []
    for name in WARMED:
        words = (script, name, str(seconds))
        all_sides = {"CPython": ([sides.python, *words], None), "jexpy run": sides.run("quick", *words)}
        if sides.image:
            all_sides["jexpy run, jit"] = sides.run("jit", *words)
        medians = in_turn(all_sides, repeat, lambda wall, out: float(out))
        for side, figure in medians.items():
            table.add("warmed " + name, side, figure, "CPython", medians["CPython"], "≤ 0.5" if (name, side) == ("fib", "jexpy run, jit") else "")
        if sides.image:
            ratios.append(medians["jexpy run, jit"] / medians["CPython"])
    if ratios:
        mean = math.exp(statistics.fmean(math.log(ratio) for ratio in ratios))
        table.note("warmed, geometric mean, jit", "%.2f × CPython" % mean, "≤ 1")


def long(sides, table, scale):
    words = (os.path.join(SCRIPTS, "workloads.py"), "long", str(scale))
    walls = {"CPython": spawn([sides.python, *words])[0], "jexpy run": spawn(*sides.run("quick", *words))[0]}
    if sides.image:
        walls["jexpy run, jit"] = spawn(*sides.run("jit", *words))[0]
    for name, wall in walls.items():
        against = ("jit", walls["jexpy run, jit"]) if sides.image else ("CPython", walls["CPython"])
        goal = "≤ 1.3, or run names the flag" if name == "jexpy run" else ""
        table.add("long script, scale %g, one run" % scale, name, wall, *against, goal)


def main():
    parser = argparse.ArgumentParser(description="Measure jexpy's start-up beside its peers.")
    parser.add_argument("--repeat", type=int, default=5, help="measured rounds (default 5)")
    parser.add_argument("--only", default="cold,warmed,long", help="of cold,warmed,long")
    parser.add_argument("--warm-seconds", type=float, default=30, help="per CPU-bound script (default 30: on two cores the guest compiler is busy for 20)")
    parser.add_argument("--long-scale", type=float, default=1, help="1 is about 60 s in the interpreter")
    options = parser.parse_args()
    parts = options.only.split(",")
    hello = os.path.join(SCRIPTS, "hello.py")
    spawn([JEXPY, "run", hello])  # makes the start-up cache
    sides = Sides()
    table = Table()
    before = os.getloadavg()
    if "cold" in parts:
        cold(sides, table, options.repeat)
    if "warmed" in parts:
        warmed(sides, table, max(1, options.repeat // 2), options.warm_seconds)
    if "long" in parts:
        long(sides, table, options.long_scale)
    print("%s; Java %s; %d CPUs; load average %.1f before, %.1f after; median of %d, sides in turn" % (
        sides.about["build"], sides.about["java"], os.cpu_count(), before[0], os.getloadavg()[0], options.repeat))
    if not sides.image:
        print("\nNo run-time image: '%s setup' adds the jit rows." % JEXPY)
    print()
    table.show()


main()
