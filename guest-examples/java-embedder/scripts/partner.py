"""Asks its partner, who asks back."""
import sys

import java
from exos.api import ready

partner = sys.argv[1]
others = java.type("example.Deadlock")


def ask_and_be_asked():
    return others.ask(partner, "ask_back")


def ask_back():
    # The partner has one worker for calls, and that one waits for this answer.
    return others.ask(partner, "answer")


def answer():
    return "never given"


ready()
