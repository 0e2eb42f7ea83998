# What the host calls by name: functions of `__main__`, with plain data.
def _make():
    import sys

    def native(value):
        if isinstance(value, (bool, int, float, str)):
            return value
        kind = value[0]
        if kind == "n":
            return None
        if kind == "i":
            return int(value[1])
        if kind == "b":
            return value[1].encode("latin-1")
        items = [native(value[at]) for at in range(1, len(value))]
        return items if kind == "l" else dict(zip(items[::2], items[1::2]))

    def find(path):
        here = sys.modules["__main__"]
        for name in path.split("."):
            here = getattr(here, name, None)
        return here

    def names():
        main = vars(sys.modules["__main__"])
        return [name for name, value in list(main.items())
                if callable(value) and not name.startswith("_") and getattr(value, "__module__", None) == "__main__"]

    def call(path, arguments, reply):
        function = find(path)
        if not callable(function):
            reply("missing", names())
            return
        try:
            result = function(*[native(arguments[at]) for at in range(len(arguments))])
            if hasattr(result, "cr_await"):
                import asyncio
                result = asyncio.run(result)
        except BaseException as error:
            import traceback
            lines = traceback.format_exception(error)
            reply("raised", traceback.format_exception_only(error)[-1].strip(), "".join(lines))
            return
        reply("done", result)

    return call


_make()
