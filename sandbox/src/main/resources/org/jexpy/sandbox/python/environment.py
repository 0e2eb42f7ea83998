# The environment variables that the script sees. `os`, once it is there, has taken over what `posix` had.
def _fill(posix, pairs):
    import sys

    def encoded(text):
        return text.encode("utf-8", "surrogateescape")

    os = sys.modules.get("os")
    seen = posix.environ if os is None else os.environ
    for name in list(seen):
        del seen[name]
    for pair in pairs:
        name, _, value = pair.partition("=")
        if os is None:
            seen[encoded(name)] = encoded(value)
        else:
            seen[name] = value


_fill
