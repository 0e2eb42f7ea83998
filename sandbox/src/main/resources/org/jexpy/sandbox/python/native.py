# What becomes of an import of native code without permission.
def _refusal(host, name):
    what = "'ctypes' calls native code" if name == "_ctypes" else f"module {name!r} is written in C"
    return ImportError(f"{what}: {host.refusal('native', 'native code')}", name=name)


_refusal
