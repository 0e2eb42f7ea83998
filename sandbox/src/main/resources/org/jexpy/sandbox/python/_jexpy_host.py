# `_jexpy_host`: host objects by name, bound at their first use. Stands in place of a module. And the way of facades to change a module
# of the library when a script imports it.
def _objects(module, host, wait):
    class HostObjects:
        when_imported = staticmethod(wait)

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            value = host.lookup(name)
            if value is None:
                raise AttributeError(f"jexpy has no host object named {name!r}")
            setattr(self, name, value)
            return value

    return HostObjects()


_objects
