# Processes of `multiprocessing` would be forks, or children that inherit descriptors. Neither exists here, and what the runtime has
# in their place needs rights over the sandbox itself; it fails so that no script could catch it.
def _mend(module, host):
    import errno

    def refused(*args, **kwargs):
        raise OSError(errno.ENOSYS, "jexpy cannot start processes of multiprocessing; use threads (ThreadPoolExecutor, "
                                    "multiprocessing.dummy), or subprocess with sys.executable and --allow-run")

    put = {"concurrent.futures.process": "_check_system_limits", "_multiprocessing_graalpy": "_spawn_context"}
    setattr(module, put.get(module.__name__, "Popen"), refused)


_mend
