# Child programs: a refusal names the flag, redirections to files reach the child, and so do the script's variables.
def _mend(module, host):
    import errno
    import os
    import _thread
    start = module.fork_exec
    # Of each thread: between the two halves of a start another thread may start a child.
    known = _thread._local()

    def fork_exec(args, executables, *rest):
        names = [os.fsdecode(name) for name in executables]
        asked = os.fsdecode(args[0]) if args else names[0]
        reason = host.programRefusal("\0".join([asked, *names]))
        if reason is not None:
            raise PermissionError(errno.EACCES, reason)
        # (close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, ...)
        ends = rest[4:10]
        files = getattr(known, "files", {})
        redirects = [files.get(fd, "") for fd in (ends[0], ends[3], ends[5])]
        if any(redirects):
            host.redirectNextChild(*redirects)
        if rest[3] is None:  # for the runtime that means none at all, as the script's are not those of the program
            rest = *rest[:3], [name + b"=" + value for name, value in os.environb.items()], *rest[4:]
        return start(args, executables, *rest)

    module.fork_exec = fork_exec
    module._jexpy_files = known


_mend
