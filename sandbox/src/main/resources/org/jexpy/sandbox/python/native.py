# What becomes of an import of native code without permission.
def _refuse(host, mends, name):
    def again(module):
        _refuse(host, mends, name)

    if name == "_ctypes":
        mends[name] = again  # the next import shall be refused as well
    what = "'ctypes' calls native code" if name == "_ctypes" else f"module {name!r} is written in C"
    raise ImportError(f"{what}: {host.refusal('native', 'native code')}", name=name)


_refuse
