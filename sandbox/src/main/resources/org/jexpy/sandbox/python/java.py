# Java classes: a refusal is a PermissionError that names the flag.
def _mend(module, host):
    import errno

    class Refused(PermissionError, KeyError):
        """Both what scripts expect and what the runtime's own import looks for."""

    Refused.__name__ = Refused.__qualname__ = "PermissionError"
    Refused.__module__ = "builtins"
    lookup = module.type
    make_getattr = module.JavaPackageLoader._make_getattr

    def refuse(name):
        reason = host.refusal("host", name)
        if reason is not None:
            raise Refused(errno.EACCES, reason) from None

    def type(name):
        """The Java class of this name."""
        try:
            return lookup(name)
        except KeyError:
            refuse(name)
            raise

    def _make_getattr(package):
        inner = make_getattr(package)

        def __getattr__(key, default=None):
            try:
                return inner(key)
            except (AttributeError, KeyError):
                if key[:1].isupper():
                    refuse(f"{package}.{key}")
                raise
        return __getattr__

    module.type = type
    module.JavaPackageLoader._make_getattr = staticmethod(_make_getattr)


_mend
