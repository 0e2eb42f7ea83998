"""A script with a package of its own beside it: modules and data files need no flag.

    jexpy run guest-examples/python/packages/main.py
"""
from importlib import resources

from greetings import greet
from greetings.languages import LANGUAGES

for language in LANGUAGES:
    print(greet(language, "jexpy"))
print(resources.files("greetings").joinpath("motto.txt").read_text(encoding="utf-8").strip())
