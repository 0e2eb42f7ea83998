# Mends the runtime's `posix` module: refusals name the permission and the flag that grants it, and what the runtime does not
# have is an OSError that a script can catch.
def _mend(host):
    import builtins
    import errno
    import io
    import os
    import posix
    import sys

    class _Explained:
        """A function whose PermissionError says which flag would grant the access, which the runtime drops on its way here. No
        plain function, which would become a method in a class body where the original would not."""

        def __init__(self, function):
            self._function = function
            self.__name__ = self.__qualname__ = function.__name__
            self.__doc__ = function.__doc__
            self.__module__ = getattr(function, "__module__", None)
            self.__wrapped__ = function

        def __repr__(self):
            return repr(self._function)

        def __call__(self, *args, **kwargs):
            try:
                return self._function(*args, **kwargs)
            except PermissionError as error:
                # Only what this very call was refused: an earlier refusal may lie there unread.
                reason = host.takeLastRefusal()
                if reason is not None and names(error, reason):
                    error.strerror = reason
                raise

    def names(error, reason):
        paths = [os.path.abspath(os.fsdecode(path)) for path in (error.filename, error.filename2)
                 if isinstance(path, (str, bytes))]
        return not paths or any(os.path.basename(path) in reason for path in paths)

    abilities = [value for name, value in vars(os).items() if name.startswith("supports_") and isinstance(value, set)]

    def put(name, function):
        old = getattr(posix, name, None)
        setattr(posix, name, function)
        if hasattr(os, name):
            setattr(os, name, function)
        for able in abilities:
            # `os.supports_dir_fd` and its like hold the functions themselves.
            if old in able:
                able.discard(old)
                able.add(function)

    def missing(name):
        def function(*args, **kwargs):
            raise OSError(errno.ENOSYS, f"os.{name} does not exist in jexpy")
        function.__name__ = function.__qualname__ = name
        return function

    def attempted(name):
        """A function that the runtime has for some arguments only, and fails for others so that no script could catch it."""
        original = getattr(posix, name)

        def function(*args):
            exists, result = host.attempt(original, *args)
            if not exists:
                raise OSError(errno.ENOSYS, f"os.{name} does not do this in jexpy")
            return result
        function.__name__ = function.__qualname__ = name
        function.__doc__ = original.__doc__
        return function

    # The runtime answers these with a failure of its own, which no script could catch.
    for name in ("chown", "lchown", "fchown", "setpgid", "setsid", "openpty", "killpg", "setuid", "setgid", "seteuid",
                 "setegid", "setreuid", "setregid", "setgroups", "initgroups", "forkpty", "tcgetpgrp", "tcsetpgrp", "nice"):
        if hasattr(posix, name):
            put(name, missing(name))
    for name in ("waitpid", "mmap", "sched_getaffinity"):
        if hasattr(posix, name):
            put(name, attempted(name))
    put("geteuid", posix.getuid)
    put("getegid", posix.getgid)
    put("getgroups", lambda: [posix.getgid()])
    put("getppid", lambda: host.processField(3))
    put("getpgrp", lambda: host.processField(4))
    put("getpgid", lambda pid: own(pid, 4))
    put("getsid", lambda pid: own(pid, 5))

    kill_child = attempted("kill")

    def kill(pid, signum):
        """Kill a process with a signal."""
        import _signal
        if pid == posix.getpid():
            return _signal.raise_signal(signum) if signum else None
        reason = host.refusal("run", "kill")
        if reason is not None:
            raise PermissionError(errno.EPERM, reason)
        if signum in (_signal.SIGTERM, _signal.SIGKILL):
            return kill_child(pid, signum)
        import subprocess
        if subprocess.run(["kill", f"-{int(signum)}", str(int(pid))], stderr=subprocess.DEVNULL).returncode:
            raise ProcessLookupError(errno.ESRCH, os.strerror(errno.ESRCH))

    put("kill", kill)

    def system(command):
        """Execute the command in a subshell."""
        import subprocess
        status = subprocess.call(["/bin/sh", "-c", os.fsdecode(command)])
        return -status if status < 0 else status << 8

    put("system", system)

    def refused_program(program):
        reason = host.programRefusal(os.fsdecode(program))
        if reason is not None:
            raise PermissionError(errno.EACCES, reason)

    for name in [name for name in ("execv", "execve") if hasattr(posix, name)]:
        def execute(path, *args, _original=getattr(posix, name)):
            refused_program(path)
            sys.stdout.flush()
            return _original(path, *args)
        execute.__name__ = execute.__qualname__ = name
        put(name, execute)

    reason = host.refusal("threads", "threads")
    if reason is not None:
        import _thread

        def start_new_thread(*args, **kwargs):
            raise PermissionError(errno.EPERM, reason)
        for name in ("start_new_thread", "start_new", "start_joinable_thread"):
            if hasattr(_thread, name):
                setattr(_thread, name, start_new_thread)

    leave_at_once = posix._exit

    def _exit(status):
        """Exit to the system with specified status, without normal exit processing."""
        host.exitAtOnce(status)
        leave_at_once(status)

    put("_exit", _exit)

    def own(pid, field):
        if pid not in (0, posix.getpid()):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        return host.processField(field)

    if host.restricted():
        builtins.open = io.open = _Explained(io.open)
        for name in ("open", "listdir", "scandir", "stat", "lstat", "mkdir", "rmdir", "remove", "unlink", "rename",
                     "replace", "symlink", "link", "readlink", "chmod", "utime", "truncate", "chdir"):
            function = getattr(posix, name, None)
            if function is not None:
                put(name, _Explained(function))


_mend
