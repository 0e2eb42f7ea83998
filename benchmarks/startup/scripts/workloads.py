"""Five small CPU-bound workloads, and a way to run one until it is warm. Pure Python, no argument but the name and the seconds."""
import json
import math
import re
import sys
import time


def fib(n=22):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def nbody(steps=2000):
    # Sun and four planets: position, velocity, mass.
    bodies = [[float(i + 1), i * 0.5, i * 0.25, 0.01 * i, 0.02, 0.03 * i, 1.0 / (i + 1)] for i in range(5)]
    for _ in range(steps):
        for i, a in enumerate(bodies):
            for b in bodies[i + 1:]:
                dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
                distance = math.sqrt(dx * dx + dy * dy + dz * dz) + 0.01
                force = 0.001 / (distance * distance * distance)
                for k, d in ((3, dx), (4, dy), (5, dz)):
                    a[k] -= d * b[6] * force
                    b[k] += d * a[6] * force
        for a in bodies:
            for k in range(3):
                a[k] += 0.001 * a[k + 3]
    return bodies[0][0]


DOCUMENT = {"items": [{"id": i, "name": "name %d" % i, "tags": ["a", "b", str(i)], "value": i / 3.0} for i in range(300)]}


def json_round_trip():
    return len(json.dumps(json.loads(json.dumps(DOCUMENT))))


TEXT = "\n".join("2026-11-%02d host%d app[%d]: user=u%d status=%d" % (i % 28 + 1, i, i, i % 7, i % 5) for i in range(400))
LINE = re.compile(r"^(\d{4})-(\d\d)-(\d\d) (\w+) (\w+)\[(\d+)\]: user=(\w+) status=(\d)$", re.M)


def re_scan():
    return sum(int(match.group(8)) for match in LINE.finditer(TEXT)) + len(re.sub(r"user=\w+", "user=x", TEXT))


def strings():
    parts = []
    for i in range(5000):
        parts.append("%05d-%s" % (i, str(i)[::-1].upper()))
    text = ",".join(parts)
    return len(text.replace("0", "zero").split(","))


WORKLOADS = {"fib": fib, "nbody": nbody, "json": json_round_trip, "re": re_scan, "strings": strings}


# time.time() moves in steps of a millisecond on jexpy, longer than some of the workloads take.
clock = getattr(time, "perf_counter", time.time)


def warmed(work, seconds):
    """The median time of one call in the last fifth of the given time."""
    end = clock() + seconds
    times = []
    while clock() < end or len(times) < 10:
        start = clock()
        work()
        times.append(clock() - start)
    tail = sorted(times[-max(5, len(times) // 5):])
    return tail[len(tail) // 2]


def main():
    name = sys.argv[1]
    if name == "long":
        # A fixed amount of work: about 60 s in an interpreter without a guest compiler at scale 1.
        for _ in range(int(float(sys.argv[2]) * 150)):
            fib(23), nbody(500), json_round_trip(), re_scan(), strings()
        return
    print(warmed(WORKLOADS[name], float(sys.argv[2])))


main()
