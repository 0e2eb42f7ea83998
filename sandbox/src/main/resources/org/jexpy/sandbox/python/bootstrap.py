# What every Python context starts with. Evaluated once per context; `settle` is called before the script is known, in the time of
# a spare, `enter` when it is known. Every line (a sixth of a millisecond) and every import here is paid by every run: what only
# some runs need is a piece of its own, evaluated at its first use. Its frames are hidden from scripts and from their tracebacks,
# because its source is marked internal.
def _make(load):
    import _imp
    import builtins
    import posix
    import sys

    main = sys.modules["__main__"]
    bound = mount = reports = None
    pieces, mends, originals, overrides = {}, {}, {}, set()

    def piece(name):
        if name not in pieces:
            pieces[name] = load(name)
        return pieces[name]

    class Host:
        """The host object of the process, which is there after `enter`."""

        def __getattr__(self, name):
            return getattr(bound, name)

    host = Host()

    class Finder:
        """Serves the modules that must beat built-in ones of the same name, and mends some of the runtime's."""

        def find_spec(self, name, path=None, target=None):
            if name in overrides:
                from _frozen_importlib_external import PathFinder
                return PathFinder.find_spec(name, [mount])
            mend = mends.pop(name, None)
            return mend and piece("patch")(self, mend, originals.get(name), host, name, path, target)

    class Extensions:
        """The last finder asked: says of compiled extension modules why they cannot be used."""

        def find_spec(self, name, path=None, target=None):
            return piece("extensions")(name, path)

    class Later:
        """A built-in that `site` makes."""

        def __init__(self, name):
            self._name = name

        def _real(self):
            import site
            return getattr(builtins, self._name)

        def __call__(self, *args, **kwargs):
            return self._real()(*args, **kwargs)

        def __getattr__(self, name):
            return getattr(self._real(), name)

        def __repr__(self):
            return repr(self._real())

    def make_flags():
        """`sys.flags` as CPython's: the runtime's own has wrong values, and cannot be copied with others."""
        old = sys.flags
        names = ("debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site",
                 "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode",
                 "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits")
        body = {name: property(lambda self, at=at: self[at]) for at, name in enumerate(names)}

        def show(self):
            return "sys.flags(" + ", ".join(f"{name}={value!r}" for name, value in zip(names, self)) + ")"
        body.update(__slots__=(), __module__="sys", __repr__=show, n_fields=len(names), n_sequence_fields=len(names),
                    n_unnamed_fields=0, __doc__="Flags provided through command line arguments or environment vars.")
        wrong = {"debug": 0, "interactive": 0}
        return type("flags", (tuple,), body)(wrong.get(name, getattr(old, name)) for name in names)

    def name_sources():
        """Let all code of a compiled module name its source file as it is now. The runtime renames the outermost code only, and
        `logging`, for one, then takes its own frames for the script's."""
        rename, code_type = _imp._fix_co_filename, type(name_sources.__code__)

        def _fix_co_filename(code, path):
            rename(code, path)
            for constant in code.co_consts:
                if type(constant) is code_type:
                    _fix_co_filename(constant, path)
        _imp._fix_co_filename = _fix_co_filename

    def report_warnings():
        """Let a warning bring in `warnings` for its report: without it, the runtime's own has neither CPython's form nor the line."""
        class Reporter:
            def match(self, text):
                import warnings
        filters = sys.modules["_warnings"].filters
        # Behind all others: warnings that are ignored cost nothing.
        filters.append(("default", Reporter(), Warning, None, 0))
        mend("warnings", lambda module: filters.pop())

    def by_piece(name, *arguments):
        return lambda module: piece(name)(module, host, *arguments)

    def mend(name, how, user=None):
        """Mend a module when a script asks for it; one that is loaded already now, if a module that uses it is, too."""
        if name in sys.modules:
            if user in sys.modules:
                return how(sys.modules[name])
            originals[name] = sys.modules.pop(name)
        mends[name] = how

    def when_imported(name, how):
        """Have a module changed by `how(module)`: now if it is loaded, else right after a script first imports it."""
        if name in sys.modules:
            return how(sys.modules[name])
        first = mends.get(name)
        mends[name] = how if first is None else lambda module: (first(module), how(module))

    def settle(setup, override_names, mounted):
        """Do what needs no process: what is mended, and what is built in. `setup` holds words for what the context is made for."""
        nonlocal mount
        mount = mounted
        overrides.update(parts(override_names))
        sys.flags = make_flags()
        simple = sys.excepthook

        def excepthook(exctype, value, traceback, /):
            """Handle an exception by displaying it with a traceback on sys.stderr."""
            piece("excepthook")(simple, exctype, value, traceback)

        def getdefaultencoding():
            """Return the current default encoding used by the Unicode implementation."""
            return "utf-8"

        excepthook.__qualname__ = "excepthook"
        sys.excepthook = sys.__excepthook__ = excepthook
        sys.getdefaultencoding = getdefaultencoding
        sys._xoptions = {}
        name_sources()
        report_warnings()
        sys.meta_path.insert(0, Finder())
        sys.meta_path.append(Extensions())
        for name in ("exit", "quit", "copyright", "credits", "license", "help"):
            setattr(builtins, name, Later(name))
        mend("_jexpy_host", by_piece("_jexpy_host", when_imported))
        for name in ("_posixsubprocess", "subprocess", "site", "java", "_crypt", "zoneinfo", "zlib"):
            mend(name, by_piece(name))
        for name in ("multiprocessing.popen_truffleprocess", "concurrent.futures.process", "_multiprocessing_graalpy"):
            mend(name, by_piece("multiprocessing"))
        mend("_queue", by_piece("queue"))
        mend("json.decoder", by_piece("json"))
        for name in ("time", "atexit"):
            mend(name, by_piece(name), "logging")
        explain = None
        if "restricted" in setup:
            explain = piece("refusals")(host)
            builtins.open = opened = explain(builtins.open)
            mends["_io"] = lambda module: setattr(module, "open", opened)
            for name in ("_io", "io"):
                if name in sys.modules:
                    sys.modules[name].open = opened
        mend("posix", by_piece("posix", explain), "os")
        mend("_signal", by_piece("signal", guard() if "interrupts" in setup else None), "signal")
        if "threadless" in setup:
            mend("_thread", by_piece("threads"), "_thread")
        if "nativeless" in setup:
            mends["_ctypes"] = lambda module: piece("native")(host, mends, "_ctypes")
            _imp.create_dynamic = lambda spec, file=None: piece("native")(host, mends, spec.name)
        create = _imp.create_builtin
        # The import system's own way to built-in modules must not give those unmended that wait for it.
        _imp.create_builtin = lambda spec: __import__(spec.name) if spec.name in mends else create(spec)

    def enter(the_host, argv, command_line, path, site_folders, variables, setup, terminals, io_encoding, warn_options,
              *attributes):
        """Make the context the script's own: arguments, module path, environment. A list comes as one text, its parts ended by
        null characters: calling a host object costs a millisecond for each of its methods."""
        nonlocal bound
        bound = the_host
        sys.argv[:] = parts(argv)
        sys.orig_argv = parts(command_line)
        if terminals or setup or io_encoding:
            piece("streams")(posix, stream, piece, parts(terminals), setup, io_encoding)
        else:
            stream("stdin")
            stream("stdout")
        sys.path[:0] = parts(path)
        sys.path.append(mount)
        if variables or "os" in sys.modules:
            piece("environment")(posix, parts(variables))
        else:
            posix.environ.clear()
        for name, value in zip(attributes[::2], attributes[1::2]):
            setattr(sys, name, value)
        if warn_options:
            sys.warnoptions[:] = parts(warn_options)
            if "warnings" in sys.modules:
                sys.modules["warnings"]._processoptions(sys.warnoptions)
            else:
                import warnings
        if site_folders:
            import site
            for folder in parts(site_folders):
                site.addsitedir(folder)

    def stream(name, encoding=None, errors=None, line_buffering=False, write_through=False):
        """Make a standard stream anew. Not by reconfigure(), which imports half of the library."""
        old = getattr(sys, name)
        encoding, errors = encoding or old.encoding, errors or old.errors
        below = old.detach()
        # Line ends of the input reach the script as they are.
        new = type(old)(below.detach() if write_through else below, encoding, errors, "\n" if name == "stdin" else None,
                        line_buffering=line_buffering, write_through=write_through)
        new.mode = "r" if name == "stdin" else "w"
        setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)

    def guard():
        """Have Ctrl-C tell the host that the script got it. Gives the handler."""
        import _signal

        def default_int_handler(signum, frame):
            """The default handler for SIGINT installed by Python.

It raises KeyboardInterrupt."""
            host.interruptDelivered()
            raise KeyboardInterrupt

        _signal.signal(_signal.SIGINT, default_int_handler)
        return default_int_handler

    def parts(text):
        return text.split("\0")[:-1]

    def prepare(name):
        """Give `__main__` what it has when a file is run; the host evaluates the source, in the frame of a module."""
        main.__spec__ = None
        if name is not None:
            main.__file__ = name
            main.__cached__ = None
        if name is None or name == "<stdin>":
            from _frozen_importlib import BuiltinImporter
            main.__loader__ = BuiltinImporter
        else:
            from _frozen_importlib_external import SourceFileLoader
            main.__loader__ = SourceFileLoader("__main__", name)

    def execute(kind, name):
        return piece("execute")(kind, name, errors(), host)

    def errors():
        nonlocal reports
        if reports is None:
            reports = piece("errors")(host)
        return reports

    def report(error, exit):
        return errors()["report"](error, exit)

    def wait():
        """Stay while the script holds something that keeps it alive, and let signals through meanwhile; gives the status."""
        if "threading" in sys.modules:
            sys.modules["threading"]._shutdown()
        while not host.awaitIdle():
            pass

    def leave():
        """What an interpreter does at its end: wait for threads, run exit handlers, flush. Gives the status if that fails."""
        if "threading" in sys.modules or "atexit" in sys.modules:
            piece("leave")(errors)
        status = 0
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None and not stream.closed:
                    stream.flush()
            except BaseException as error:
                if not errors()["lost"](stream, error):
                    status = 120
        return status

    functions = {"settle": settle, "enter": enter, "prepare": prepare, "execute": execute, "wait": wait, "leave": leave,
                 "report": report}

    def call(function, *arguments):
        return functions[function](*arguments)

    return call


_make
