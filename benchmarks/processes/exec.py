"""The wall time of `jexpy exec 'show process'` beside `java -version`, in turn: see run.sh. Prints two rows of a Markdown table."""
import statistics
import subprocess
import sys
import tempfile
import time


def wall(words):
    start = time.perf_counter()
    subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main():
    jexpy, java = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        state = folder + "/state"
        serving = subprocess.Popen([jexpy, "serve", "--state", state], stdout=subprocess.PIPE)
        try:
            serving.stdout.readline()
            show = [jexpy, "exec", "--state", state, "show process"]
            wall(show)
            ours, theirs = [], []
            for _ in range(15):
                ours.append(wall(show))
                theirs.append(wall([java, "-version"]))
            mine, peer = statistics.median(ours), statistics.median(theirs)
            print("| exec 'show process', whole process, median ms (goal 350, or 4 × java -version) | %.0f | %.0f (java -version) | %.2f |"
                  % (mine * 1000, peer * 1000, mine / peer))
        finally:
            serving.terminate()
            serving.wait()


main()
