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
        """Whether the reason is about a file of the error. Without `os`, which may be on its way in."""
        paths = [path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path
                 for path in (error.filename, error.filename2) if isinstance(path, (str, bytes))]
        ends = [path.rstrip("/").rpartition("/")[2] for path in paths]
        return not ends or any(end in ("", ".", "..") or end in reason for end in ends)

    return _Explained


_explaining
