"""Counts words: arguments by argparse, text from standard input.

    printf 'a b a\n' | jexpy run guest-examples/python/arguments.py --top 1
"""
import argparse
import sys
from collections import Counter

parser = argparse.ArgumentParser(prog="arguments.py", description="Count the words of standard input.")
parser.add_argument("--top", type=int, default=3, help="how many words to print (default: %(default)s)")
options = parser.parse_args()

words = Counter(word for line in sys.stdin for word in line.split())
if not words:
    sys.exit("no words on standard input")
for word, count in sorted(words.items(), key=lambda item: (-item[1], item[0]))[:options.top]:
    print(f"{count:3} {word}")
