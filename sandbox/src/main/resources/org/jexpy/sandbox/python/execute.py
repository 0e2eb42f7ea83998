# Running what the import system finds, as `__main__`: `-m`, archives and folders.
def _execute(kind, name, guarded):
    import sys

    def archive():
        if not runnable():
            print(f"{sys.executable}: can't find '__main__' module in {name!r}", file=sys.stderr)
            raise SystemExit(1)
        import runpy
        runpy._run_module_as_main("__main__", False)

    def runnable():
        from pkgutil import get_importer
        return get_importer(name).find_spec("__main__") is not None

    def module():
        import runpy
        sys.argv[0] = "-m"
        runpy._run_module_as_main(name)

    return guarded({"archive": archive, "module": module}[kind])


_execute
