# Loggers and trace buffers; imported at their first use, because `logging` takes its time.
import enum
import functools
import logging
import operator

from _jexpy_host import exos as _exos
from exos.api._errors import fail as _fail, text as _text

_log = _exos.log(_fail)
_traces = _exos.traces(_fail)


class Severity(enum.IntEnum):
    """How much a condition matters, most first."""

    CRITICAL = 0
    ERROR = 1
    WARNING = 2
    NOTICE = 3
    INFO = 4
    DEBUG_SUMMARY = 5
    DEBUG_VERBOSE = 6
    DEBUG_DATA = 7


_LEVELS = {
    Severity.CRITICAL: logging.CRITICAL,
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.NOTICE: logging.INFO,
    Severity.INFO: logging.INFO,
}


class ExosLogger:
    """A component of the system's log. After add_condition() and register(), each condition is a method: it takes the values
    of its parameters, in their order, and also logs to Python's logger of the component's name."""

    def __init__(self, name, title=None, content_version=1, format_version=1, _internal_id=None,
                 factory_threshold=Severity.DEBUG_DATA):
        self.name = _text(name, "name")
        self.title = title
        self._component = _log.component(name, Severity(factory_threshold).name)
        self._python = logging.getLogger(name)
        self._levels = {}

    def add_condition(self, name, text, params=(), sev=Severity.INFO):
        """Add a condition. In its text, %param% stands for the value of the parameter of that name."""
        severity = Severity(sev)
        params = list(params)
        for param in params:
            _text(param, "each of params")
        if hasattr(ExosLogger, _text(name, "name")) or name in vars(self) and name not in self._levels:
            raise ValueError(f"name of a condition: '{name}' (expected: a name that the logger does not use itself)")
        self._component.add(name, _text(text, "text"), params, severity.name)
        self._levels[name] = _LEVELS.get(severity, logging.DEBUG)

    def register(self):
        """Make a method of each condition."""
        for name, level in self._levels.items():
            setattr(self, name, functools.partial(self._meet, name, level))

    def _meet(self, condition, level, *values):
        text = self._component.meet(condition, [str(value) for value in values])
        # Without handlers, Python would print a second line beside the system's log.
        if self._python.hasHandlers():
            self._python.log(level, text, stacklevel=2)


class TraceBuffer:
    """A log in memory that keeps the last `buffer_size` bytes."""

    def __init__(self, buffer_name, buffer_size):
        self.name = _text(buffer_name, "buffer_name")
        self.size = operator.index(buffer_size)
        _traces.create(self.name, max(-1, min(self.size, 1 << 62)))

    def log(self, msg):
        """Log a text, with the time."""
        _traces.log(self.name, str(msg))

    def dump(self, file_name=None):
        """Write the buffer to a file below /usr/local/tmp, by default to a new one. Returns its path."""
        return dump_trace_buffer(self.name, file_name)

    def clear(self):
        """Empty the buffer."""
        _traces.clear(self.name)


class TraceBufferHandler(logging.Handler):
    """Writes what is logged into a trace buffer of its own, its attribute `trace_buffer`."""

    def __init__(self, buffer_name, buffer_size):
        super().__init__()
        self.trace_buffer = TraceBuffer(buffer_name, buffer_size)

    def emit(self, record):
        try:
            self.trace_buffer.log(self.format(record))
        except Exception:
            self.handleError(record)


def dump_trace_buffer(buffer_name=None, file_name=None):
    """Write a trace buffer, or all, to a file below /usr/local/tmp, by default to a new one. Returns its path."""
    buffer = None if buffer_name is None else _text(buffer_name, "buffer_name")
    return _traces.dump(buffer, None if file_name is None else _text(file_name, "file_name"))


def clear_trace_buffer(buffer_name=None):
    """Empty a trace buffer, or all."""
    _traces.clear(None if buffer_name is None else _text(buffer_name, "buffer_name"))


for _public in (Severity, ExosLogger, TraceBuffer, TraceBufferHandler, dump_trace_buffer, clear_trace_buffer):
    _public.__module__ = "exos.api"
