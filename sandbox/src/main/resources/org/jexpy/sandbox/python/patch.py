# Finds a module as others do, and has a piece of ours mend it right after it is executed.
def _spec(finder, mend, original, host, name, path, target):
    import sys

    class Loader:
        def __init__(self, loader):
            self._loader = loader

        def __getattr__(self, name):
            return getattr(self._loader, name)

        def create_module(self, spec):
            return self._loader.create_module(spec)

        def exec_module(self, module):
            loader = self._loader
            if module.__spec__ is not None:
                module.__spec__.loader = loader
            module.__loader__ = loader
            loader.exec_module(module)
            mend(module)

    class BuiltIn:
        """A module that the runtime had loaded before the script came."""

        def create_module(self, spec):
            self._seen = getattr(original, "__spec__", None), getattr(original, "__loader__", None)
            return original

        def exec_module(self, module):
            module.__spec__, module.__loader__ = self._seen
            mend(module)

    if name == "_jexpy_host":
        original, mend = mend(None), lambda module: None
    if original is not None:
        from _frozen_importlib import ModuleSpec
        return ModuleSpec(name, BuiltIn())
    for other in sys.meta_path:
        if other is not finder and hasattr(other, "find_spec"):
            spec = other.find_spec(name, path, target)
            if spec is not None:
                spec.loader = Loader(spec.loader)
                return spec
    return None


_spec
