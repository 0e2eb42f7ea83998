# Running what the import system finds, as `__main__`: `-m`, archives and folders.
def _execute(kind, name, errors, host):
    import sys

    def archive():
        if not runnable():
            errors["complain"](f"{sys.executable}: can't find '__main__' module in {name!r}")
            raise SystemExit(1)
        frozen_runpy()._run_module_as_main("__main__", False)

    def runnable():
        from pkgutil import get_importer
        return get_importer(name).find_spec("__main__") is not None

    def module():
        sys.argv[0] = "-m"
        try:
            frozen_runpy()._run_module_as_main(name)
        except SystemExit as error:
            if isinstance(error.code, str) and error.code.startswith(sys.executable + ": "):
                # It comes from runpy, which could not find or read the module: no exit of the script's.
                host.uncaught()
            if isinstance(error.code, str) and error.code.endswith(f"No module named {name}"):
                import os
                here = os.getcwd()
                if host.refusal("read", here) is not None:
                    error.code += f" ({here!r} is not searched: run again with --path . if it is there)"
            raise

    def frozen_runpy():
        # In CPython it is a frozen module, of which tracebacks show no lines.
        import _imp
        import runpy
        for function in (runpy._run_module_as_main, runpy._run_code, runpy._get_module_details, runpy._get_main_module_details):
            _imp._fix_co_filename(function.__code__, "<frozen runpy>")
        return runpy

    return errors["guarded"]({"archive": archive, "module": module}[kind])


_execute
