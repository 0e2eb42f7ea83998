"""A process of a Java program: greets everybody it was told of, and says that it has."""
import sys

from exos.api import ready

for name in sys.argv[1:]:
    print(f"Hello, {name}, from Python")
ready()
