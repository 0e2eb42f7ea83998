# What every Python context starts with. Evaluated once per context, before the script is known; `enter` and `leave` are called
# when it is. Imports as little as it can: whatever is imported here is paid by every run.
def _make():
    import sys

    class _HostModule(type(sys)):
        """`_jexpy_host`: host objects by name, bound at their first use."""

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            value = _lookup(name)
            if value is None:
                raise AttributeError(f"jexpy has no host object named {name!r}")
            setattr(self, name, value)
            return value

    _lookup = None

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

    def explain(function, last_refusal):
        """Have a PermissionError say which flag would grant the access, which the runtime drops on its way here."""
        def explained(*args, **kwargs):
            try:
                return function(*args, **kwargs)
            except PermissionError as error:
                reason = last_refusal()
                if reason is not None:
                    error.strerror = reason
                raise
        explained.__name__ = explained.__qualname__ = function.__name__
        explained.__doc__ = function.__doc__
        return explained

    def explain_refusals(last_refusal):
        import builtins
        import io
        import posix
        import os
        builtins.open = io.open = explain(io.open, last_refusal)
        for name in ("open", "listdir", "scandir", "stat", "lstat", "mkdir", "rmdir", "remove", "unlink", "rename",
                     "replace", "symlink", "link", "readlink", "chmod", "utime", "truncate", "chdir"):
            function = getattr(posix, name, None)
            if function is not None:
                wrapped = explain(function, last_refusal)
                setattr(posix, name, wrapped)
                if hasattr(os, name):
                    setattr(os, name, wrapped)

    def enter(host, argv, paths, overrides, mount, environment):
        """Make the context the script's own: arguments, module path, environment, facades."""
        nonlocal _lookup
        _lookup = host.lookup
        sys.modules["_jexpy_host"] = _HostModule("_jexpy_host")
        attributes = iter(host.sysAttributes())
        for name, value in zip(attributes, attributes):
            setattr(sys, name, value)
        sys.argv[:] = argv
        sys.orig_argv = [sys.executable, *argv]
        if overrides:
            sys.meta_path.insert(0, _OverrideFinder(overrides, mount))
        sys.path[:0] = paths
        at = next((i for i, entry in enumerate(sys.path) if entry.endswith("site-packages")), len(sys.path))
        sys.path.insert(at, mount)
        if environment:
            import os
            for name, value in environment:
                os.environ[name] = value
        if host.restricted():
            explain_refusals(host.takeLastRefusal)

    def main_file(path, name):
        """Give `__main__` what it has when a file is run."""
        main = sys.modules["__main__"]
        main.__file__ = path
        main.__cached__ = None
        main.__spec__ = None
        from importlib.machinery import SourceFileLoader
        main.__loader__ = SourceFileLoader("__main__", path)

    def run_module(name):
        import runpy
        runpy._run_module_as_main(name)

    def compile_bytes(content, name):
        """Let the compiler itself say what is wrong with bytes that are no source text."""
        compile(bytes(content), name, "exec")

    def leave():
        """What an interpreter does at its end: wait for threads, run exit handlers, flush. Gives the status if that fails."""
        threading = sys.modules.get("threading")
        if threading is not None:
            threading._shutdown()
        atexit = sys.modules.get("atexit")
        if atexit is not None:
            atexit._run_exitfuncs()
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

    return {
        "enter": enter,
        "main_file": main_file,
        "run_module": run_module,
        "compile_bytes": compile_bytes,
        "leave": leave,
    }


_make()
