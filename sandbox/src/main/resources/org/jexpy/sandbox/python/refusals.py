# Has file functions say which flag would grant what was refused, which the runtime drops on its way here.
def _explaining(host):
    class _Explained:
        """A function whose PermissionError says which flag would grant the access. No plain function, which would become a method
        in a class body where the original would not."""

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
        import os
        paths = [os.path.abspath(os.fsdecode(path)) for path in (error.filename, error.filename2)
                 if isinstance(path, (str, bytes))]
        return not paths or any(os.path.basename(path) in reason for path in paths)

    return _Explained


_explaining
