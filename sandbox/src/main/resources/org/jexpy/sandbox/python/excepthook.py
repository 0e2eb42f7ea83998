# Shows an error as CPython does; the runtime's own hook leaves out positions, notes, groups and suggestions. The text is the
# standard library's. Of what that imports, little is needed for it, and the rest would cost a failing run more than all else does:
# modules that stand for those have just that little, and become the real ones for whoever asks for more.
def _make():
    import sys

    class _Later(type(sys)):
        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            return getattr(__import__(self.__name__), name)

    def indent(text, prefix, predicate=None):
        return "".join(prefix + line for line in text.splitlines(True))

    def open_source(name):
        import io
        with io.open(name, "rb") as file:
            content = file.read()
        if b"coding" in b"".join(content.split(b"\n", 2)[:2]):
            del sys.modules["tokenize"]
            import tokenize
            return tokenize.open(name)
        return io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", line_buffering=True)

    def parse(source):
        import _ast
        return compile(source, "<unknown>", "exec", _ast.PyCF_ONLY_AST)

    def stand_in(name, **attributes):
        if name not in sys.modules:
            module = sys.modules[name] = _Later(name)
            module.__dict__.update(attributes)
            return module
        return None

    def standing_in():
        import _ast
        nodes = {name: getattr(_ast, name) for name in ("Expr", "BinOp", "Subscript", "Constant")}
        modules = (stand_in("tokenize", open=open_source), stand_in("textwrap", indent=indent),
                   stand_in("ast", parse=parse, **nodes))
        return [module for module in modules if module is not None]

    def text(error, traceback):
        modules = standing_in()
        try:
            from traceback import TracebackException
            return "".join(TracebackException(type(error), error, traceback, compact=True).format())
        finally:
            for module in modules:
                if sys.modules.get(module.__name__) is module:
                    del sys.modules[module.__name__]

    def show(simple, kind, error, traceback):
        if sys.stderr is None:
            return
        try:
            shown = text(error, traceback)
        except BaseException:
            simple(kind, error, traceback)
            return
        sys.stderr.write(shown)
        sys.stderr.flush()

    return show


_make()
