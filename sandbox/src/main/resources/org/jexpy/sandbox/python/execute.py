# Running what the import system finds, as `__main__`: `-m`, archives and folders.
def _execute(kind, name, errors, host):
    import sys

    def archive():
        if not runnable():
            errors["complain"](f"{sys.executable}: can't find '__main__' module in {name!r}")
            raise SystemExit(1)
        import runpy
        runpy._run_module_as_main("__main__", False)

    def runnable():
        from pkgutil import get_importer
        return get_importer(name).find_spec("__main__") is not None

    def module():
        import runpy
        sys.argv[0] = "-m"
        try:
            runpy._run_module_as_main(name)
        except SystemExit as error:
            if isinstance(error.code, str) and error.code.endswith(f"No module named {name}"):
                import os
                here = os.getcwd()
                if host.refusal("read", here) is not None:
                    error.code += f" ({here!r} is not searched: run again with --path . if it is there)"
            raise

    return errors["guarded"]({"archive": archive, "module": module}[kind])


_execute
