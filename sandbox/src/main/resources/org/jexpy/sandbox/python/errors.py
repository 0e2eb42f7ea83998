# What becomes of an error that nothing caught. Evaluated at the first one.
def _make(host):
    import sys

    def strip(traceback):
        """A traceback without our own frames at its head."""
        while traceback is not None:
            # A Ctrl-C between two frames leaves a traceback whose frame the runtime cannot give.
            known, own = host.attempt(is_own, traceback)
            if not known:
                return None
            if not own:
                break
            traceback = traceback.tb_next
        return traceback

    def is_own(traceback):
        return traceback.tb_frame.f_code.co_filename == "<jexpy>"

    def complain(*words):
        """Print to standard error, if that can be done: whether it can never changes what the run does or its status."""
        try:
            if sys.stderr is not None:
                print(*words, file=sys.stderr, flush=True)
        except BaseException:
            pass

    def show(kind, error, traceback):
        try:
            sys.__excepthook__(kind, error, traceback)
        except BaseException:
            pass

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
        complain(code)
        return 1

    def uncaught(error):
        """Report an error that nothing caught; gives the status."""
        if type(error).__name__ == "ForeignException" and host.isStopping():
            # What the container tore the script out with: its end is wanted, and no error (143 is that of SIGTERM).
            return 143
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
            complain("sys.excepthook is missing")
            hook = sys.__excepthook__
        try:
            hook(kind, error, traceback)
        except SystemExit as leaving:
            return exit_status(leaving)
        except BaseException as failure:
            complain("Error in sys.excepthook:")
            show(type(failure), failure, strip(failure.__traceback__))
            complain("\nOriginal exception was:")
            show(kind, error, traceback)
        host.uncaught()
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
        complain(f"Exception ignored in: {what!r}")
        show(type(error), error, strip(error.__traceback__))

    def lost(stream, error):
        """Output could not be flushed at the end. Gives whether the script ended by this very failure: what could not be
        written then is still in the buffer."""
        last = getattr(sys, "last_value", None)
        if isinstance(error, OSError) and isinstance(last, OSError) and last.errno == error.errno:
            return True
        if stream is sys.stdout:
            complain(f"Exception ignored in: {stream!r}\n{type(error).__name__}: {error}")
        return False

    return {"guarded": guarded, "report": report, "ignored": ignored, "lost": lost, "complain": complain}


_make
