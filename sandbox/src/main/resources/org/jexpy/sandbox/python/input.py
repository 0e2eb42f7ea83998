# `input` as CPython's when a standard stream is closed: the runtime's own fails in its middle.
def _lose(ask):
    import sys

    def input(prompt="", /):
        for name in ("stdin", "stdout"):
            if getattr(sys, name) is None:
                raise RuntimeError(f"input(): lost sys.{name}")
        return ask(prompt)
    input.__doc__, input.__qualname__ = ask.__doc__, "input"
    return input


_lose
