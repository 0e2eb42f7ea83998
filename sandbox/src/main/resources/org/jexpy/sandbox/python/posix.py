# Mends the runtime's `posix` module: refusals name the permission and the flag that grants it, and what the runtime does not
# have is an OSError that a script can catch.
def _mend(posix, host, explain):
    import errno
    import sys

    os = sys.modules.get("os")  # if it is there already, it has taken over what is mended here

    abilities = [] if os is None else [value for name, value in vars(os).items()
                                       if name.startswith("supports_") and isinstance(value, set)]

    def put(name, function):
        old = getattr(posix, name, None)
        setattr(posix, name, function)
        if os is not None and hasattr(os, name):
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
    for name in ("mmap", "sched_getaffinity"):
        if hasattr(posix, name):
            put(name, attempted(name))
    exit_code_of, find_child = posix.waitstatus_to_exitcode, posix.waitpid

    def waitpid(pid, options, /):
        """Wait for completion of a given child process."""
        known, result = host.attempt(find_child, pid, options)
        if not known:
            raise ChildProcessError(errno.ECHILD, posix.strerror(errno.ECHILD))
        pid, status = result
        code = exit_code_of(status)
        return pid, code << 8 if code >= 0 else -code

    # The runtime's own encoding of a status is not the system's, which scripts take apart.
    put("waitpid", waitpid)
    put("waitstatus_to_exitcode", lambda status: status >> 8 if status & 0x7F == 0 else -(status & 0x7F))
    put("WIFEXITED", lambda status: status & 0x7F == 0)
    put("WEXITSTATUS", lambda status: status >> 8 & 0xFF)
    put("WIFSIGNALED", lambda status: 0 < status & 0x7F < 0x7F)
    put("WTERMSIG", lambda status: status & 0x7F)
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
        sent = subprocess.run(["kill", f"-{int(signum)}", str(int(pid))], stderr=subprocess.PIPE, env={"LC_ALL": "C"})
        if sent.returncode:
            number = errno.EPERM if b"not permitted" in sent.stderr else errno.ESRCH
            raise OSError(number, posix.strerror(number))

    put("kill", kill)

    def system(command):
        """Execute the command in a subshell."""
        import os
        import subprocess
        status = subprocess.call(["/bin/sh", "-c", os.fsdecode(command)])
        return -status if status < 0 else status << 8

    put("system", system)

    def refused_program(program):
        import os
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

    leave_at_once = posix._exit

    def _exit(status):
        """Exit to the system with specified status, without normal exit processing."""
        host.exitAtOnce(status)
        leave_at_once(status)

    put("_exit", _exit)

    def own(pid, field):
        if pid not in (0, posix.getpid()):
            raise PermissionError(errno.EPERM, posix.strerror(errno.EPERM))
        return host.processField(field)

    # The runtime's own gives where a link leads in the end, if there is anything, instead of what it says.
    follow = posix.readlink

    def readlink(path, *, dir_fd=None):
        """Return a string representing the path to which the symbolic link points."""
        if dir_fd is not None:
            return follow(path, dir_fd=dir_fd)
        name = posix.fspath(path)
        from os import fsdecode, fsencode
        text = fsdecode(name)
        says = host.readLink(text if text.startswith("/") else f"{posix.getcwd()}/{text}")
        if says is None:
            posix.lstat(path)  # says why not, unless that is all right
            raise OSError(errno.EINVAL, posix.strerror(errno.EINVAL), path)
        return fsencode(says) if type(name) is bytes else says

    put("readlink", readlink)

    if explain is not None:
        for name in ("open", "listdir", "scandir", "stat", "lstat", "mkdir", "rmdir", "remove", "unlink", "rename",
                     "replace", "symlink", "link", "readlink", "chmod", "utime", "truncate", "chdir"):
            function = getattr(posix, name, None)
            if function is not None:
                put(name, explain(function))


_mend
