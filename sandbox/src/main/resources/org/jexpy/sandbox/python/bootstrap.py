# What every Python context starts with. Evaluated once per context, before the script is known; `enter`, `execute` and `leave`
# are called when it is. Imports as little as it can: whatever is imported here is paid by every run. Its frames are hidden
# from scripts and from their tracebacks, because its source is marked internal.
def _make():
    import sys

    main = sys.modules["__main__"]
    host = None

    class _HostModule(type(sys)):
        """`_jexpy_host`: host objects by name, bound at their first use."""

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            value = host.lookup(name)
            if value is None:
                raise AttributeError(f"jexpy has no host object named {name!r}")
            setattr(self, name, value)
            return value

    class _OverrideFinder:
        """Serves the modules that must beat built-in ones of the same name."""

        def __init__(self, names, path):
            self._names = frozenset(names)
            self._path = [path]

        def find_spec(self, name, path=None, target=None):
            if name not in self._names:
                return None
            from importlib.machinery import PathFinder
            return PathFinder.find_spec(name, self._path)

    class _PatchFinder:
        """Finds some modules of the runtime as others do, and has a piece of ours mend them right after they are executed."""

        def __init__(self, patches):
            self._patches = patches

        def find_spec(self, name, path=None, target=None):
            piece = self._patches.pop(name, None)
            if piece is None:
                return None
            for finder in sys.meta_path:
                if finder is not self and hasattr(finder, "find_spec"):
                    spec = finder.find_spec(name, path, target)
                    if spec is not None:
                        spec.loader = _PatchLoader(spec.loader, piece)
                        return spec
            return None

    class _PatchLoader:
        def __init__(self, loader, piece):
            self._loader = loader
            self._piece = piece

        def __getattr__(self, name):
            return getattr(self._loader, name)

        def create_module(self, spec):
            return self._loader.create_module(spec)

        def exec_module(self, module):
            loader = self._loader
            if module.__spec__ is not None:
                module.__spec__.loader = loader
            module.__loader__ = loader
            loader.exec_module(module)
            host.piece(self._piece)(module, host)

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

    def streams(terminals, unbuffered):
        """Buffer and name the standard streams as CPython does, each by what it is connected to."""
        for name in ("stdin", "stdout", "stderr"):
            stream = getattr(sys, name)
            terminal = name in terminals
            if terminals and not terminal:
                stream.buffer.raw.isatty = lambda: False
            if unbuffered and name != "stdin":
                import io
                encoding, errors = stream.encoding, stream.errors
                stream = io.TextIOWrapper(stream.detach().detach(), encoding, errors, write_through=True,
                                          line_buffering=terminal)
                stream.mode = "w"
                setattr(sys, name, stream)
                setattr(sys, f"__{name}__", stream)
            elif name == "stdout" and not terminal:
                stream.reconfigure(line_buffering=False)
        if terminals and len(terminals) < 3:
            import os
            import posix
            answers = dict(enumerate(name in terminals for name in ("stdin", "stdout", "stderr")))
            isatty = posix.isatty
            posix.isatty = os.isatty = lambda fd: answers[fd] if fd in answers else isatty(fd)

    def enter(the_host, setup):
        """Make the context the script's own: arguments, module path, environment, facades."""
        nonlocal host
        host = the_host
        sys.modules["_jexpy_host"] = _HostModule("_jexpy_host")
        attributes = iter(host.sysAttributes())
        for name, value in zip(attributes, attributes):
            setattr(sys, name, value)
        sys.argv[:] = setup.argv()
        sys.orig_argv = list(setup.commandLine())
        sys.flags = make_flags()
        streams(tuple(setup.terminals()), setup.unbuffered())
        overrides = list(setup.overrides())
        if overrides:
            sys.meta_path.insert(0, _OverrideFinder(overrides, setup.mount()))
        sys.meta_path.insert(0, _PatchFinder({name: name for name in setup.patches()}))
        sys.path[:0] = setup.searchPath()
        at = next((i for i, entry in enumerate(sys.path) if entry.endswith("site-packages")), len(sys.path))
        sys.path.insert(at, setup.mount())
        import os
        os.environ.pop("UNSAFE_PYO3_SKIP_VERSION_CHECK", None)
        for name, value in setup.environment():
            os.environ[name] = value
        folders = list(setup.siteFolders())
        if folders:
            import site
            for folder in folders:
                site.addsitedir(folder)
        host.piece("posix")(host)
        host.piece("signal")(host, setup.guardsInterrupt())

    def strip(traceback):
        """A traceback without our own frames at its head."""
        while traceback is not None and traceback.tb_frame.f_code.co_filename == "<jexpy>":
            traceback = traceback.tb_next
        return traceback

    def exit_status(error):
        """The status of a SystemExit, as CPython's `_Py_HandleSystemExit` decides it."""
        code = error.code
        if code is None:
            return 0
        if isinstance(code, int):
            return int(code) & 0xFF if -(1 << 63) <= code < 1 << 63 else 255
        try:
            sys.stdout.flush()
        except BaseException:
            pass
        print(code, file=sys.stderr, flush=True)
        return 1

    def uncaught(error):
        """Report an error that nothing caught; gives the status."""
        kind, traceback = type(error), strip(error.__traceback__)
        sys.last_exc, sys.last_type, sys.last_value, sys.last_traceback = error, kind, error, traceback
        try:
            error.__traceback__ = traceback
        except BaseException:
            pass
        try:
            sys.stdout.flush()
        except BaseException:
            pass
        hook = getattr(sys, "excepthook", None)
        if hook is None:
            print("sys.excepthook is missing", file=sys.stderr)
            hook = sys.__excepthook__
        try:
            hook(kind, error, traceback)
        except SystemExit as leaving:
            return exit_status(leaving)
        except BaseException as failure:
            print("Error in sys.excepthook:", file=sys.stderr)
            sys.__excepthook__(type(failure), failure, strip(failure.__traceback__))
            print("\nOriginal exception was:", file=sys.stderr)
            sys.__excepthook__(kind, error, traceback)
        return 130 if isinstance(error, KeyboardInterrupt) else 1

    def guarded(action):
        """Gives the status, or -1 if the action came to its end by itself."""
        try:
            action()
            return -1
        except SystemExit as error:
            return exit_status(error)
        except BaseException as error:
            return uncaught(error)

    def prepare(name):
        """Give `__main__` what it has when a file is run; the host evaluates the source, in the frame of a module."""
        main.__spec__ = None
        if name is not None:
            main.__file__ = name
            main.__cached__ = None
            # Not by importlib.machinery, which hello has no other use for: a module less to load.
            from _frozen_importlib_external import SourceFileLoader
            main.__loader__ = SourceFileLoader("__main__", name)

    def report(error, exit):
        """What the host does with an error that came out of the source; gives the status. `exit` is the status of an exit of
        the runtime's own making, which is no Python exception any more; -1 if it is none."""
        if isinstance(error, SystemExit):
            return exit_status(error)
        if exit >= 0:
            return exit
        if isinstance(error, SyntaxError) and strip(error.__traceback__) is None:
            error.__traceback__ = None
        return uncaught(error)

    def execute(kind, name):
        """Run what the import system finds, as `__main__`; gives the status."""
        def archive():
            if not runnable(name):
                print(f"{sys.executable}: can't find '__main__' module in {name!r}", file=sys.stderr)
                raise SystemExit(1)
            import runpy
            runpy._run_module_as_main("__main__", False)

        def module():
            import runpy
            sys.argv[0] = "-m"
            runpy._run_module_as_main(name)

        return guarded({"archive": archive, "module": module}[kind])

    def runnable(place):
        from pkgutil import get_importer
        return get_importer(place).find_spec("__main__") is not None

    def wait():
        """Stay while the script holds something that keeps it alive, and let signals through meanwhile; gives the status."""
        return guarded(idle)

    def idle():
        threading = sys.modules.get("threading")
        if threading is not None:
            threading._shutdown()
        while not host.awaitIdle():
            pass

    def ignored(what, error):
        print(f"Exception ignored in: {what!r}", file=sys.stderr)
        sys.__excepthook__(type(error), error, strip(error.__traceback__))

    def leave():
        """What an interpreter does at its end: wait for threads, run exit handlers, flush. Gives the status if that fails."""
        threading = sys.modules.get("threading")
        if threading is not None:
            try:
                threading._shutdown()
            except BaseException as error:
                ignored(threading, error)
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
                status = 120
                try:
                    print(f"Exception ignored in: {stream!r}\n{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                except BaseException:
                    pass
        return status

    return {"enter": enter, "prepare": prepare, "report": report, "execute": execute, "wait": wait, "leave": leave}


_make()
