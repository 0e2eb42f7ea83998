# The runtime's own kind of child process is a context inside this one, which a sandbox does not allow.
def _mend(module, host):
    import errno

    def _spawn_context(*args, **kwargs):
        raise OSError(errno.ENOSYS, "multiprocessing does not exist in jexpy; use threads or subprocess")

    module._spawn_context = _spawn_context


_mend
