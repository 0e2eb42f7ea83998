# Says of a compiled extension module why it cannot be used, instead of that there is none.
def _spec(name, path):
    import posix
    import sys
    from _frozen_importlib import ModuleSpec

    class Loader:
        def create_module(self, spec):
            raise ImportError(f"{name!r} is a compiled extension module for another Python ({spec.origin}), and jexpy runs packages "
                              "written in Python: install the package without compiled parts (many offer that: "
                              "pip install --no-binary :all: PACKAGE), or another one in its place", name=name, path=spec.origin)

        def exec_module(self, module):
            pass

    stem = name.rpartition(".")[2] + "."
    for folder in sys.path if path is None else path:
        if str(folder).startswith(sys.prefix):
            continue  # the runtime's own library, which tries many accelerators that it does not have
        try:
            files = posix.listdir(folder or ".")
        except (OSError, TypeError, ValueError):
            continue  # an archive, or nothing that may be read
        for file in files:
            if file.startswith(stem) and file.endswith(".so"):
                return ModuleSpec(name, Loader(), origin=f"{folder}/{file}")
    return None


_spec
