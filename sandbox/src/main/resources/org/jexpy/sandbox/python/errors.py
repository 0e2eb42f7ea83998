# What becomes of an error that nothing caught. Evaluated at the first one.
def _make():
    import sys

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

    def ignored(what, error):
        print(f"Exception ignored in: {what!r}", file=sys.stderr)
        sys.__excepthook__(type(error), error, strip(error.__traceback__))

    return {"guarded": guarded, "report": report, "ignored": ignored}


_make()
