# The standard streams where something is special about them: terminals, closed ones, `-u`, PYTHONIOENCODING.
def _make(posix, stream, piece, terminals, setup, io_encoding):
    import builtins
    import sys

    unbuffered = "unbuffered" in setup
    asked, _, asked_errors = io_encoding.partition(":")
    for name in ("stdin", "stdout", "stderr"):
        if f"no-{name}" in setup:
            setattr(sys, name, None)
            setattr(sys, f"__{name}__", None)
            builtins.input = piece("input")(builtins.input)
            continue
        terminal = name in terminals
        if terminals and not terminal:
            getattr(sys, name).buffer.raw.isatty = lambda: False
        through = unbuffered and name != "stdin"
        if io_encoding or through or name == "stdin" or name == "stdout" and not terminal:
            errors = asked_errors or "strict" if io_encoding and name != "stderr" else None
            stream(name, asked, errors, line_buffering=terminal or name == "stderr", write_through=through)
    if terminals and len(terminals) < 3:
        answers = dict(enumerate(name in terminals for name in ("stdin", "stdout", "stderr")))
        isatty = posix.isatty
        posix.isatty = lambda fd: answers[fd] if fd in answers else isatty(fd)
        if "os" in sys.modules:
            sys.modules["os"].isatty = posix.isatty


_make
