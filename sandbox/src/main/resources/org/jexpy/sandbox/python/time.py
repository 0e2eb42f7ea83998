# `time.strftime` that knows `%z`.
def _mend(module, host):
    known = module.strftime

    def strftime(format, time_tuple=None, /):
        """Convert a time tuple to a string according to a format specification."""
        moment = module.localtime() if time_tuple is None else time_tuple
        if "%z" in format:
            minutes = (getattr(moment, "tm_gmtoff", None) or 0) // 60
            offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
            format = "%%".join(part.replace("%z", offset) for part in format.split("%%"))
        return known(format, moment)

    module.strftime = strftime


_mend
