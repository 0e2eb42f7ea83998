# What every Python context starts with. Evaluated once per context; `settle` is called before the script is known, in the time of
# a spare, `enter` when it is known. Every line and every import here is paid by every run: what only some runs need is a piece of its own, evaluated at its first
# use. Its frames are hidden from scripts and from their tracebacks, because its source is marked internal.
def _make(load):
    import _imp
    import builtins
    import posix
    import sys

    main = sys.modules["__main__"]
    bound = None
    finder = None
    reports = None
    pieces = {}

    def piece(name):
        if name not in pieces:
            pieces[name] = load(name)
        return pieces[name]

    class Host:
        """The host object of the process, which is there after `enter`."""

        def __getattr__(self, name):
            return getattr(bound, name)

    host = Host()

    class HostObjects:
        """`_jexpy_host`: host objects by name, bound at their first use. No real module: making one costs more than a class."""

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            value = host.lookup(name)
            if value is None:
                raise AttributeError(f"jexpy has no host object named {name!r}")
            setattr(self, name, value)
            return value

    class Finder:
        """Serves the modules that must beat built-in ones of the same name, and mends some of the runtime's."""

        def __init__(self, overrides, mount):
            self.overrides = overrides
            self.mount = [mount]
            self.mends = {}
            self.loaded = {}

        def find_spec(self, name, path=None, target=None):
            if name in self.overrides:
                from _frozen_importlib_external import PathFinder
                return PathFinder.find_spec(name, self.mount)
            mend = self.mends.pop(name, None)
            return mend and piece("patch")(self, mend, self.loaded.get(name), name, path, target)

        def mend(self, name, mend, user=None):
            """Mend a module right after it is loaded. One that the runtime has loaded already is mended when a script asks for
            it, or now if a module that uses it has."""
            loaded = sys.modules.get(name)
            if loaded is None or user not in sys.modules:
                self.mends[name] = mend
                if loaded is not None:
                    self.loaded[name] = sys.modules.pop(name)
            else:
                mend(loaded)

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

    def streams(terminals, setup, io_encoding):
        """Buffer, encode and name the standard streams as CPython does, each by what it is connected to."""
        unbuffered = "unbuffered" in setup
        asked, _, asked_errors = io_encoding.partition(":")
        for name in ("stdin", "stdout", "stderr"):
            if f"no-{name}" in setup:
                setattr(sys, name, None)
                setattr(sys, f"__{name}__", None)
                builtins.input = piece("input")(builtins.input)
                continue
            stream = getattr(sys, name)
            terminal = name in terminals
            if terminals and not terminal:
                stream.buffer.raw.isatty = lambda: False
            through = unbuffered and name != "stdin"
            if io_encoding or through or name == "stdin" or name == "stdout" and not terminal:
                # Not by reconfigure(), which imports half of the library.
                encoding, errors = asked or stream.encoding, stream.errors
                if io_encoding and name != "stderr":
                    errors = asked_errors or "strict"
                below = stream.detach()
                # Line ends of the input reach the script as they are.
                stream = type(stream)(below.detach() if through else below, encoding, errors, "\n" if name == "stdin" else None,
                                      line_buffering=terminal or name == "stderr", write_through=through)
                stream.mode = "r" if name == "stdin" else "w"
                setattr(sys, name, stream)
                setattr(sys, f"__{name}__", stream)
        if terminals and len(terminals) < 3:
            answers = dict(enumerate(name in terminals for name in ("stdin", "stdout", "stderr")))
            isatty = posix.isatty
            posix.isatty = lambda fd: answers[fd] if fd in answers else isatty(fd)
            if "os" in sys.modules:
                sys.modules["os"].isatty = posix.isatty

    def environment(pairs):
        seen = sys.modules["os"].environ if "os" in sys.modules else None
        names = posix.environ if seen is None else seen
        for name in list(names):
            del names[name]
        for pair in pairs:
            name, _, value = pair.partition("=")
            if seen is None:
                posix.environ[name.encode("utf-8", "surrogateescape")] = value.encode("utf-8", "surrogateescape")
            else:
                seen[name] = value

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

    def make_excepthook():
        simple = sys.excepthook

        def excepthook(exctype, value, traceback, /):
            """Handle an exception by displaying it with a traceback on sys.stderr."""
            if sys.stderr is None:
                return
            try:
                text = piece("excepthook")(value, traceback)
            except BaseException:
                return simple(exctype, value, traceback)
            sys.stderr.write(text)
            sys.stderr.flush()
        excepthook.__qualname__ = "excepthook"
        return excepthook

    def getdefaultencoding():
        """Return the current default encoding used by the Unicode implementation."""
        return "utf-8"

    class Extensions:
        """The last finder asked: says of compiled extension modules why they cannot be used."""

        def find_spec(self, name, path=None, target=None):
            return piece("extensions")(name, path)

    def by_piece(name, *arguments):
        return lambda module: piece(name)(module, host, *arguments)

    def settle(setup, overrides, mount):
        """Do what needs no process: what is mended, and what is built in. `setup` holds words for what the context is made for."""
        nonlocal finder
        sys.modules["_jexpy_host"] = HostObjects()
        sys.flags = make_flags()
        sys.excepthook = sys.__excepthook__ = make_excepthook()
        sys.getdefaultencoding = getdefaultencoding
        sys._xoptions = {}
        name_sources()
        finder = Finder(parts(overrides), mount)
        sys.meta_path.insert(0, finder)
        sys.meta_path.append(Extensions())
        for name in ("exit", "quit", "copyright", "credits", "license", "help"):
            setattr(builtins, name, Later(name))
        explain = None
        if "restricted" in setup:
            explain = piece("refusals")(host)
            builtins.open = opened = explain(builtins.open)
            finder.mend("_io", lambda module: setattr(module, "open", opened), "_io")
            if "io" in sys.modules:
                sys.modules["io"].open = opened
        finder.mend("posix", by_piece("posix", explain), "os")
        if "interrupts" in setup:
            finder.mend("_signal", by_piece("signal", guard()), "signal")
        else:
            finder.mend("_signal", by_piece("signal", None), "signal")
        if "threadless" in setup:
            finder.mend("_thread", by_piece("threads"), "_thread")
        if "nativeless" in setup:
            without_native(finder)
        for name in ("_posixsubprocess", "subprocess", "site", "java", "_crypt", "zoneinfo", "zlib"):
            finder.mend(name, by_piece(name))
        finder.mend("time", by_piece("time"), "logging")
        finder.mend("atexit", by_piece("atexit"), "logging")
        for name in ("multiprocessing.popen_truffleprocess", "concurrent.futures.process", "_multiprocessing_graalpy"):
            finder.mend(name, by_piece("multiprocessing"))
        close_back_door(finder)

    def enter(the_host, argv, command_line, path, site_folders, variables, setup, terminals, io_encoding, warn_options,
              *attributes):
        """Make the context the script's own: arguments, module path, environment. A list comes as one text, its parts ended by
        null characters: calling a host object costs a millisecond for each of its methods."""
        nonlocal bound
        bound = the_host
        sys.argv[:] = parts(argv)
        sys.orig_argv = parts(command_line)
        streams(parts(terminals), setup, io_encoding)
        sys.warnoptions[:] = parts(warn_options)
        if warn_options and "warnings" in sys.modules:
            sys.modules["warnings"]._processoptions(sys.warnoptions)
        sys.path[:0] = parts(path)
        sys.path += finder.mount
        environment(parts(variables))
        for name, value in zip(attributes[::2], attributes[1::2]):
            setattr(sys, name, value)
        if site_folders:
            import site
            for folder in parts(site_folders):
                site.addsitedir(folder)

    def without_native(finder):
        def create_dynamic(spec, file=None):
            raise piece("native")(host, spec.name)

        def refuse(module):
            finder.mends["_ctypes"] = refuse
            raise piece("native")(host, "_ctypes")

        _imp.create_dynamic = create_dynamic
        finder.mends["_ctypes"] = refuse

    def close_back_door(finder):
        """Have the import system's own way to built-in modules give those that wait to be mended mended as well."""
        create = _imp.create_builtin

        def create_builtin(spec):
            return __import__(spec.name) if spec.name in finder.mends else create(spec)

        _imp.create_builtin = create_builtin

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

    def wait():
        """Stay while the script holds something that keeps it alive, and let signals through meanwhile; gives the status."""
        threading = sys.modules.get("threading")
        if threading is not None:
            threading._shutdown()
        while not host.awaitIdle():
            pass

    def leave():
        """What an interpreter does at its end: wait for threads, run exit handlers, flush. Gives the status if that fails."""
        threading = sys.modules.get("threading")
        if threading is not None:
            try:
                threading._shutdown()
            except BaseException as error:
                errors()["ignored"](threading, error)
        atexit = sys.modules.get("atexit")
        if atexit is not None:
            try:
                atexit._run_exitfuncs()
            except BaseException:
                pass
        status = 0
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None and not stream.closed:
                    stream.flush()
            except BaseException as error:
                if not errors()["lost"](stream, error):
                    status = 120
        return status

    def report(error, exit):
        return errors()["report"](error, exit)

    functions = {"settle": settle, "enter": enter, "prepare": prepare, "execute": execute, "wait": wait, "leave": leave,
                 "report": report}

    def call(function, *arguments):
        return functions[function](*arguments)

    return call


_make
