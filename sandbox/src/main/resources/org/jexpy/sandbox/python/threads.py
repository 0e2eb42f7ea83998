# A process without the permission to make threads: the refusal names the flag.
def _mend(_thread, host):
    import errno

    def start_new_thread(*args, **kwargs):
        raise PermissionError(errno.EPERM, host.refusal("threads", "threads"))
    for name in ("start_new_thread", "start_new", "start_joinable_thread"):
        if hasattr(_thread, name):
            setattr(_thread, name, start_new_thread)


_mend
