"""What a gateway is to be, as text."""

__all__ = ["XSpec"]


class XSpec:
    """The parts of a text like "popen//python=python3//chdir=/tmp" as attributes; what it does not name is None."""

    env = None
    _spec = ""

    def __init__(self, string):
        self._spec = string
        self.env = {}
        for part in string.split("//"):
            name, equals, value = part.partition("=")
            if not name:
                raise IndexError("string index out of range")
            if name[0] == "_":
                raise AttributeError(f"{name!r} not a valid XSpec key")
            if name in self.__dict__:
                raise ValueError(f"duplicate key: {name!r} in {string!r}")
            if name.startswith("env:"):
                self.env[name[len("env:"):]] = value if equals else True
            else:
                setattr(self, name, value if equals else True)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return None

    def __repr__(self):
        return f"<XSpec {self._spec!r}>"

    def __str__(self):
        return self._spec

    def __hash__(self):
        return hash(self._spec)

    def __eq__(self, other):
        return self._spec == getattr(other, "_spec", None)

    def __ne__(self, other):
        return not self == other

    def _samefilesystem(self):
        return self.popen is not None and self.chdir is None
