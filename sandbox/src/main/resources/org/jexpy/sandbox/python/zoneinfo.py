# Where Unix systems keep their time zones, which the runtime was not told.
def _mend(module, host):
    if not module.TZPATH:
        module.reset_tzpath(("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"))


_mend
