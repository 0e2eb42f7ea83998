# `_jexpy_host`: host objects by name, bound at their first use. Stands in place of a module.
def _objects(module, host):
    class HostObjects:
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
