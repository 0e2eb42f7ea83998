# `atexit` whose failing handlers are reported as CPython does. What was registered before this runs last, as it should.
def _mend(module, host):
    import sys
    from types import SimpleNamespace
    earlier, handlers = module._run_exitfuncs, []
    unregister_earlier, clear_earlier, count_earlier = module.unregister, module._clear, module._ncallbacks

    def register(func, /, *args, **kwargs):
        """Register a function to be executed upon normal program termination."""
        if not callable(func):
            raise TypeError("the first argument must be callable")
        handlers.append((func, args, kwargs))
        return func

    def unregister(func, /):
        """Unregister an exit function which was previously registered using atexit.register."""
        handlers[:] = [handler for handler in handlers if not handler[0] == func]
        unregister_earlier(func)

    def _clear():
        handlers.clear()
        clear_earlier()

    def _run_exitfuncs():
        for handler in handlers[::-1]:
            if handler in handlers:  # an earlier one may have removed it; what one adds is not called
                func, args, kwargs = handler
                try:
                    func(*args, **kwargs)
                except BaseException as error:
                    report(func, error)
        handlers.clear()
        earlier()

    def report(func, error):
        problem = SimpleNamespace(exc_type=type(error), exc_value=error, exc_traceback=error.__traceback__, object=None,
                                  err_msg=f"Exception ignored in atexit callback: {func!r}")
        if sys.unraisablehook is not sys.__unraisablehook__:
            return sys.unraisablehook(problem)
        print(problem.err_msg, file=sys.stderr)
        sys.__excepthook__(problem.exc_type, error, error.__traceback__)

    module.register, module.unregister, module._clear, module._run_exitfuncs = register, unregister, _clear, _run_exitfuncs
    module._ncallbacks = lambda: len(handlers) + count_earlier()


_mend
