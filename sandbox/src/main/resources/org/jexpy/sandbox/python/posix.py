# Mends the runtime's `posix` module: refusals name the permission and the flag that grants it, and what the runtime does not
# have is an OSError that a script can catch.
def _mend(host):
    import builtins
    import errno
    import io
    import os
    import posix

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
                reason = host.takeLastRefusal()
                if reason is not None:
                    error.strerror = reason
                raise

    def put(name, function):
        setattr(posix, name, function)
        if hasattr(os, name):
            setattr(os, name, function)

    def missing(name):
        def function(*args, **kwargs):
            raise OSError(errno.ENOSYS, f"os.{name} does not exist in jexpy")
        function.__name__ = function.__qualname__ = name
        return function

    # The runtime answers these with a failure of its own, which no script could catch.
    for name in ("chown", "lchown", "fchown", "setpgid", "setsid", "openpty", "killpg", "setuid", "setgid", "seteuid",
                 "setegid", "setreuid", "setregid", "setgroups", "initgroups", "forkpty", "tcgetpgrp", "tcsetpgrp", "nice"):
        if hasattr(posix, name):
            put(name, missing(name))
    put("geteuid", posix.getuid)
    put("getegid", posix.getgid)
    put("getgroups", lambda: [posix.getgid()])
    put("getppid", lambda: host.processField(3))
    put("getpgrp", lambda: host.processField(4))
    put("getpgid", lambda pid: own(pid, 4))
    put("getsid", lambda pid: own(pid, 5))

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
