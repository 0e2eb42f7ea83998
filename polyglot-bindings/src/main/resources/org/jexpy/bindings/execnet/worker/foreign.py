"""
The worker of an execnet gateway, complete in itself: it is sent to an interpreter that has nothing
but its standard library, Python 2.7 or 3.4 and later, and executed there. Importing it starts
nothing; serve() does.

The wire is that of execnet 1.9 and 2: frames of nine bytes and a payload, and values as programs
for a stack machine.
"""
import os
import struct
import sys
import threading
import time
import traceback
import weakref

ISPY3 = sys.version_info >= (3,)

if ISPY3:
    import queue as _queue

    unicode = str
    long = int
    bytes_type = bytes

    def bchr(number):
        return bytes((number,))

    def reraise(cls, value, tb=None):
        raise value.with_traceback(tb)

else:
    import Queue as _queue

    bytes_type = str
    bchr = chr

    exec("def reraise(cls, value, tb=None):\n    raise cls, value, tb\n")

DUMPFORMAT_VERSION = bchr(2)
FOUR_BYTE_INT_MAX = 2147483647
FLOAT_FORMAT = "!d"
COMPLEX_FORMAT = "!dd"
INTERRUPT_TEXT = "keyboard-interrupted"
MAIN_THREAD_ONLY_DEADLOCK_TEXT = (
    "concurrent remote_exec would cause deadlock for main_thread_only execmodel"
)
NO_ENDMARKER_WANTED = object()
ENDMARKER = object()

# ---- telling what happens, for those who ask for it by EXECNET_DEBUG

fn = None
debugfile = None


def notrace(*words):
    pass


def _say(stream):
    def trace(*words):
        try:
            stream.write("[%d] %s\n" % (os.getpid(), " ".join([str(word) for word in words])))
            stream.flush()
        except Exception:
            pass  # who cannot be told goes without

    return trace


_debug = os.environ.get("EXECNET_DEBUG")
if not _debug:
    trace = notrace
elif _debug == "2":
    debugfile = sys.stderr
    trace = _say(debugfile)
else:
    import tempfile

    fn = os.path.join(tempfile.gettempdir(), "execnet-debug-%d" % os.getpid())
    debugfile = open(fn, "w")
    trace = _say(debugfile)

# ---- failures


class DataFormatError(Exception):
    pass


class DumpError(DataFormatError):
    """a value that has no form on the wire"""


class LoadError(DataFormatError):
    """bytes that are no value"""


class GatewayReceivedTerminate(Exception):
    """the other side has ended the gateway"""


class TimeoutError(IOError):
    """nothing came in time"""


class RemoteError(Exception):
    """what ran on the other side failed; its traceback is a text"""

    def __init__(self, formatted):
        Exception.__init__(self)
        self.formatted = formatted

    def __str__(self):
        return self.formatted

    def __repr__(self):
        return "%s: %s" % (self.__class__.__name__, self.formatted)

    def warn(self):
        if self.formatted != INTERRUPT_TEXT:
            sys.stderr.write("[%d] Warning: unhandled %r\n" % (os.getpid(), self))


def geterrortext(excinfo, format_exception=traceback.format_exception, sysex=(SystemExit, KeyboardInterrupt)):
    try:
        lines = format_exception(*excinfo)
    except sysex:
        raise
    except Exception:
        lines = ["%s: %s" % (excinfo[0].__name__, excinfo[1])]
    return "".join(lines)


# ---- how things are run


class ExecModel(object):
    """threads: what other models offer, this one does with threads"""

    def __init__(self, backend):
        import socket
        import subprocess

        self.backend = backend
        self.queue = _queue
        self.subprocess = subprocess
        self.socket = socket
        self.threading = threading
        self.get_ident = _ident
        self.sleep = time.sleep
        self.Lock = threading.RLock
        self.RLock = threading.RLock
        self.Event = threading.Event
        self.Semaphore = _semaphore

    def start(self, func, args=()):
        thread = threading.Thread(target=func, args=args)
        thread.daemon = True
        thread.start()

    def fdopen(self, fd, mode, bufsize=1, closefd=True):
        if ISPY3:
            return os.fdopen(fd, mode, bufsize, encoding=None if "b" in mode else "utf-8", closefd=closefd)
        return os.fdopen(fd, mode, bufsize)

    def WorkerPool(self, hasprimary=False):
        return WorkerPool(self, hasprimary)

    def PopenPiped(self, args):
        pipe = self.subprocess.PIPE
        return self.subprocess.Popen(args, stdout=pipe, stdin=pipe)

    def __repr__(self):
        return "<ExecModel %r>" % self.backend


def _ident():
    return threading.current_thread().ident


def _semaphore(size=None):
    return threading.Semaphore(FOUR_BYTE_INT_MAX if size is None else size)


_BACKENDS = ("thread", "main_thread_only", "eventlet", "gevent")


def get_execmodel(backend):
    if isinstance(backend, ExecModel):
        return backend
    if backend not in _BACKENDS:
        raise ValueError("unknown execmodel %r" % (backend,))
    return ExecModel(backend)


class Reply(object):
    """what becomes of a task"""

    def __init__(self, task, threadmodel=None):
        self.task = task
        self.running = True
        self._finished = threading.Event()
        self._error = None

    def run(self):
        function, args, kwargs = self.task
        try:
            self._result = function(*args, **kwargs)
        except BaseException:
            self._error = sys.exc_info()
        finally:
            self.running = False
            self._finished.set()

    def waitfinish(self, timeout=None):
        self._finished.wait(timeout)
        if not self._finished.is_set():
            raise IOError("timeout waiting for task %r" % (self.task,))

    def get(self, timeout=None):
        self.waitfinish(timeout)
        if self._error is not None:
            reraise(*self._error)
        return self._result


class WorkerPool(object):
    """runs tasks: on the thread that has lent itself, if it is idle, otherwise on others"""

    def __init__(self, execmodel, hasprimary=False):
        self.execmodel = execmodel
        self._changed = threading.Condition()
        self._running = set()
        self._shutdown = False
        self._has_primary = hasprimary
        self._for_primary = None
        self._on_primary = None

    def active_count(self):
        with self._changed:
            return len(self._running)

    def spawn(self, func, *args, **kwargs):
        return self._spawn(func, args, kwargs, wait=0)

    def _spawn(self, func, args, kwargs, wait):
        reply = Reply((func, args, kwargs))
        only = self._has_primary and self.execmodel.backend == "main_thread_only"
        with self._changed:
            if self._shutdown:
                raise ValueError("pool is shutting down")
            if only:
                self._until(self._primary_idle, wait)
                if not self._primary_idle():
                    return None
            self._running.add(reply)
            if self._has_primary and self._primary_idle():
                self._for_primary = reply
                self._changed.notify_all()
                return reply
        self.execmodel.start(self._work, (reply,))
        return reply

    def _primary_idle(self):
        return self._for_primary is None and self._on_primary is None

    def _until(self, condition, timeout):
        end = None if timeout is None else time.time() + timeout
        while not condition():
            left = None if end is None else end - time.time()
            if left is not None and left <= 0:
                return False
            # without a limit nothing but a signal ends a wait in Python 2
            self._changed.wait(3600 if left is None else left)
        return True

    def _work(self, reply):
        reply.run()
        with self._changed:
            self._running.discard(reply)
            self._changed.notify_all()

    def integrate_as_primary_thread(self):
        while True:
            with self._changed:
                self._until(lambda: self._for_primary or self._shutdown, None)
                reply, self._for_primary = self._for_primary, None
                if reply is None:
                    return
                self._on_primary = reply
            try:
                reply.run()
                interrupted = reply._error and issubclass(reply._error[0], KeyboardInterrupt)
            finally:
                with self._changed:
                    self._on_primary = None
                    self._running.discard(reply)
                    self._changed.notify_all()
            if interrupted:
                raise KeyboardInterrupt()

    def primary_task_ends(self):
        """free for the next before anybody hears that the task has ended"""
        with self._changed:
            self._running.discard(self._on_primary)
            self._on_primary = None
            self._changed.notify_all()

    def trigger_shutdown(self):
        with self._changed:
            self._shutdown = True
            self._changed.notify_all()

    def waitall(self, timeout=None):
        with self._changed:
            return self._until(lambda: not self._running, timeout)

    def terminate(self, timeout=None):
        self.trigger_shutdown()
        return self.waitall(timeout)


# ---- values


class opcode(object):
    BUILDTUPLE = b"@"
    BYTES = b"A"
    CHANNEL = b"B"
    FALSE = b"C"
    FLOAT = b"D"
    FROZENSET = b"E"
    INT = b"F"
    LONG = b"G"
    LONGINT = b"H"
    LONGLONG = b"I"
    NEWDICT = b"J"
    NEWLIST = b"K"
    NONE = b"L"
    PY2STRING = b"M"
    PY3STRING = b"N"
    SET = b"O"
    SETITEM = b"P"
    STOP = b"Q"
    TRUE = b"R"
    UNICODE = b"S"
    COMPLEX = b"T"


_int4 = struct.Struct("!i")
_op_int4 = struct.Struct("!ci")


class _Serializer(object):
    """writes values; exact types only"""

    def __init__(self, write=None):
        self._pieces = []
        self._write = self._pieces.append if write is None else write

    def save(self, obj, versioned=False):
        if versioned:
            self._write(DUMPFORMAT_VERSION)
        self._save(obj)
        self._write(opcode.STOP)
        return b"".join(self._pieces)

    def _save(self, obj):
        method = _SAVERS.get(type(obj))
        if method is None:
            raise DumpError("can't serialize %s" % (type(obj),))
        method(self, obj)

    def _save_constant(self, obj):
        self._write(opcode.NONE if obj is None else opcode.TRUE if obj else opcode.FALSE)

    def _save_sized(self, op, content, what):
        if len(content) > FOUR_BYTE_INT_MAX:
            raise DumpError("%s is too long" % what)
        self._write(_op_int4.pack(op, len(content)))
        self._write(content)

    def _save_bytes(self, obj):
        self._save_sized(opcode.BYTES if ISPY3 else opcode.PY2STRING, obj, "bytes" if ISPY3 else "string")

    def _save_text(self, obj):
        try:
            content = obj.encode("utf-8")
        except UnicodeEncodeError:
            raise DumpError("strings must be utf-8 encodable")
        self._save_sized(opcode.PY3STRING if ISPY3 else opcode.UNICODE, content, "string")

    def _save_int(self, obj):
        fits = -FOUR_BYTE_INT_MAX - 1 <= obj <= FOUR_BYTE_INT_MAX
        big = not ISPY3 and type(obj) is long
        if fits:
            self._write(_op_int4.pack(opcode.LONG if big else opcode.INT, int(obj)))
        else:
            self._save_sized(
                opcode.LONGLONG if big else opcode.LONGINT, str(obj).encode("ascii"), "int")

    def _save_float(self, obj):
        self._write(opcode.FLOAT + struct.pack(FLOAT_FORMAT, obj))

    def _save_complex(self, obj):
        self._write(opcode.COMPLEX + struct.pack(COMPLEX_FORMAT, obj.real, obj.imag))

    def _count(self, op, number):
        if number > FOUR_BYTE_INT_MAX:
            raise DumpError("too many items")
        self._write(_op_int4.pack(op, number))

    def _save_list(self, obj):
        self._count(opcode.NEWLIST, len(obj))
        for index, item in enumerate(obj):
            self._write(_op_int4.pack(opcode.INT, index))
            self._save(item)
            self._write(opcode.SETITEM)

    def _save_dict(self, obj):
        self._write(opcode.NEWDICT)
        for key, value in obj.items():
            self._save(key)
            self._save(value)
            self._write(opcode.SETITEM)

    def _save_tuple(self, obj):
        for item in obj:
            self._save(item)
        self._count(opcode.BUILDTUPLE, len(obj))

    def _save_set(self, obj):
        for item in obj:
            self._save(item)
        self._count(opcode.SET if type(obj) is set else opcode.FROZENSET, len(obj))

    def _save_channel(self, obj):
        self._count(opcode.CHANNEL, obj.id)


_SAVERS = {
    type(None): _Serializer._save_constant,
    bool: _Serializer._save_constant,
    int: _Serializer._save_int,
    long: _Serializer._save_int,
    float: _Serializer._save_float,
    complex: _Serializer._save_complex,
    bytes_type: _Serializer._save_bytes,
    unicode: _Serializer._save_text,
    list: _Serializer._save_list,
    dict: _Serializer._save_dict,
    tuple: _Serializer._save_tuple,
    set: _Serializer._save_set,
    frozenset: _Serializer._save_set,
}


class Unserializer(object):
    """reads values; whatever the bytes are, the end is a value or a LoadError"""

    py2str_as_py3str = True
    py3str_as_py2str = False

    def __init__(self, stream, channel_or_gateway=None, strconfig=None):
        gateway = getattr(channel_or_gateway, "gateway", channel_or_gateway)
        if strconfig is None:
            strconfig = getattr(channel_or_gateway, "_strconfig", None)
        if strconfig:
            self.py2str_as_py3str, self.py3str_as_py2str = strconfig
        self._read = stream.read
        self._factory = getattr(gateway, "_channelfactory", None)

    def load(self, versioned=False):
        if versioned:
            version = self._read(1)
            if version not in (DUMPFORMAT_VERSION, b"\x01", b"\x02"):
                raise LoadError("wrong dumpformat version %r" % version)
        self.stack = []
        while True:
            op = self._read(1)
            if not op:
                raise EOFError()
            if op == opcode.STOP:
                break
            step = _LOADERS.get(op)
            if step is None:
                raise LoadError("unknown opcode %r - wire protocol corruption?" % op)
            step(self)
        if len(self.stack) != 1:
            raise LoadError("internal unserialization error")
        return self.stack.pop()

    def _exactly(self, size):
        content = self._read(size) if size >= 0 else b""
        if len(content) != size:
            raise LoadError("%d bytes are wanted, and %d are left" % (size, len(content)))
        return content

    def _number(self):
        return _int4.unpack(self._exactly(4))[0]

    def _sized(self):
        return self._exactly(self._number())

    def _load_none(self):
        self.stack.append(None)

    def _load_true(self):
        self.stack.append(True)

    def _load_false(self):
        self.stack.append(False)

    def _load_int(self):
        self.stack.append(self._number())

    def _load_digits(self):
        self.stack.append(int(self._sized()))

    def _load_float(self):
        self.stack.append(struct.unpack(FLOAT_FORMAT, self._exactly(8))[0])

    def _load_complex(self):
        self.stack.append(complex(*struct.unpack(COMPLEX_FORMAT, self._exactly(16))))

    def _load_bytes(self):
        self.stack.append(self._sized())

    def _load_py2string(self):
        content = self._sized()
        self.stack.append(content.decode("latin-1") if self.py2str_as_py3str else content)

    def _load_py3string(self):
        content = self._sized()
        self.stack.append(content if self.py3str_as_py2str else self._text(content))

    def _load_unicode(self):
        self.stack.append(self._text(self._sized()))

    def _text(self, content):
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            raise LoadError("a string that is not UTF-8")

    def _load_channel(self):
        if self._factory is None:
            raise LoadError("a channel can only be loaded by a gateway")
        self.stack.append(self._factory.new(self._number()))

    def _load_list(self):
        size = self._number()
        if not 0 <= size <= 1 << 24:
            raise LoadError("a list of %d elements" % size)
        self.stack.append([None] * size)

    def _load_dict(self):
        self.stack.append({})

    def _load_setitem(self):
        if len(self.stack) < 3:
            raise LoadError("not enough items for setitem")
        value = self.stack.pop()
        key = self.stack.pop()
        try:
            self.stack[-1][key] = value
        except (TypeError, IndexError):
            raise LoadError("an item is set where none can be")

    def _gather(self, make):
        count = self._number()
        if not 0 <= count <= len(self.stack):
            raise LoadError("%d values are wanted, and there are %d" % (count, len(self.stack)))
        first = len(self.stack) - count
        try:
            made = make(self.stack[first:])
        except TypeError:
            raise LoadError("a member of a set that cannot be one")
        del self.stack[first:]
        self.stack.append(made)

    def _load_tuple(self):
        self._gather(tuple)

    def _load_set(self):
        self._gather(set)

    def _load_frozenset(self):
        self._gather(frozenset)


_LOADERS = {
    opcode.BUILDTUPLE: Unserializer._load_tuple,
    opcode.BYTES: Unserializer._load_bytes,
    opcode.CHANNEL: Unserializer._load_channel,
    opcode.FALSE: Unserializer._load_false,
    opcode.FLOAT: Unserializer._load_float,
    opcode.FROZENSET: Unserializer._load_frozenset,
    opcode.INT: Unserializer._load_int,
    opcode.LONG: Unserializer._load_int,
    opcode.LONGINT: Unserializer._load_digits,
    opcode.LONGLONG: Unserializer._load_digits,
    opcode.NEWDICT: Unserializer._load_dict,
    opcode.NEWLIST: Unserializer._load_list,
    opcode.NONE: Unserializer._load_none,
    opcode.PY2STRING: Unserializer._load_py2string,
    opcode.PY3STRING: Unserializer._load_py3string,
    opcode.SET: Unserializer._load_set,
    opcode.SETITEM: Unserializer._load_setitem,
    opcode.TRUE: Unserializer._load_true,
    opcode.UNICODE: Unserializer._load_unicode,
    opcode.COMPLEX: Unserializer._load_complex,
}


def _stream(content):
    import io

    return io.BytesIO(content)


_whole_int = struct.Struct("!cic")


def dumps_internal(obj):
    # small numbers are most of what is sent, and need no walk
    if type(obj) is int and -FOUR_BYTE_INT_MAX <= obj <= FOUR_BYTE_INT_MAX:
        return _whole_int.pack(opcode.INT, obj, opcode.STOP)
    return _Serializer().save(obj)


def loads_internal(content, channelfactory=None, strconfig=None):
    if len(content) == _whole_int.size:
        op, number, stop = _whole_int.unpack(content)
        if op == opcode.INT and stop == opcode.STOP:
            return number
    return Unserializer(_stream(content), channelfactory, strconfig).load()


def dumps(obj):
    return _Serializer().save(obj, versioned=True)


def dump(byteio, obj):
    _Serializer(write=byteio.write).save(obj, versioned=True)


def loads(content, py2str_as_py3str=False, py3str_as_py2str=False):
    return load(_stream(content), py2str_as_py3str, py3str_as_py2str)


def load(stream, py2str_as_py3str=False, py3str_as_py2str=False):
    return Unserializer(stream, strconfig=(py2str_as_py3str, py3str_as_py2str)).load(versioned=True)


# ---- frames


_header = struct.Struct("!bii")


class Message(object):
    """one frame"""

    STATUS, RECONFIGURE, GATEWAY_TERMINATE, CHANNEL_EXEC = 0, 1, 2, 3
    CHANNEL_DATA, CHANNEL_CLOSE, CHANNEL_CLOSE_ERROR, CHANNEL_LAST_MESSAGE = 4, 5, 6, 7

    _types = {}

    def __init__(self, msgcode, channelid=0, data=b""):
        self.msgcode = msgcode
        self.channelid = channelid
        self.data = data

    @staticmethod
    def from_io(io):
        try:
            header = io.read(_header.size)
        except EOFError:
            raise EOFError("couldn't load message header, %s" % (sys.exc_info()[1],))
        msgcode, channelid, size = _header.unpack(header)
        if size < 0:
            raise LoadError("a message of %d bytes" % size)
        return Message(msgcode, channelid, io.read(size) if size else b"")

    def to_io(self, io):
        io.write(_header.pack(self.msgcode, self.channelid, len(self.data)) + self.data)

    def received(self, gateway):
        handler = self._types.get(self.msgcode)
        if handler is None:
            raise LoadError("a message of type %d" % self.msgcode)
        handler[1](self, gateway)

    def __repr__(self):
        name = self._types.get(self.msgcode, (self.msgcode,))[0]
        return "<Message %s channel=%s lendata=%s>" % (name, self.channelid, len(self.data))

    def _status(self, gateway):
        gateway._send_status(self.channelid)

    def _reconfigure(self, gateway):
        strconfig = loads_internal(self.data, gateway)
        if self.channelid:
            gateway._channelfactory.new(self.channelid)._strconfig = strconfig
        else:
            gateway._strconfig = strconfig

    def _terminate(self, gateway):
        raise GatewayReceivedTerminate(gateway)

    def _execute(self, gateway):
        gateway._local_schedulexec(gateway._channelfactory.new(self.channelid), self.data)

    def _deliver(self, gateway):
        gateway._channelfactory._local_receive(self.channelid, self.data)

    def _close(self, gateway):
        gateway._channelfactory._local_close(self.channelid)

    def _close_error(self, gateway):
        error = RemoteError(loads_internal(self.data))
        gateway._channelfactory._local_close(self.channelid, error)

    def _last(self, gateway):
        gateway._channelfactory._local_close(self.channelid, sendonly=True)


for _code, _name, _handler in (
    (0, "STATUS", Message._status),
    (1, "RECONFIGURE", Message._reconfigure),
    (2, "GATEWAY_TERMINATE", Message._terminate),
    (3, "CHANNEL_EXEC", Message._execute),
    (4, "CHANNEL_DATA", Message._deliver),
    (5, "CHANNEL_CLOSE", Message._close),
    (6, "CHANNEL_CLOSE_ERROR", Message._close_error),
    (7, "CHANNEL_LAST_MESSAGE", Message._last),
):
    Message._types[_code] = (_name, _handler)


class Popen2IO(object):
    """the wire over two files"""

    error = (IOError, OSError, EOFError)

    def __init__(self, outfile, infile, execmodel):
        self.outfile = outfile
        self.infile = infile
        self.execmodel = execmodel
        self._writing = threading.Lock()

    def read(self, size):
        data = self.infile.read(size)
        while len(data) < size:
            piece = self.infile.read(size - len(data))
            if not piece:
                raise EOFError("expected %d bytes, got %d" % (size, len(data)))
            data += piece
        return data

    def write(self, data):
        with self._writing:
            self.outfile.write(data)
            self.outfile.flush()

    def close_read(self):
        self.infile.close()

    def close_write(self):
        self.outfile.close()

    def wait(self):
        return None

    def kill(self):
        pass


class SocketIO(object):
    """the wire over a socket"""

    error = (IOError, OSError, EOFError)

    def __init__(self, sock, execmodel):
        self.sock = sock
        self.execmodel = execmodel
        self.remoteaddress = None
        self._writing = threading.Lock()
        import socket

        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except (IOError, OSError):
            pass  # it is slower then

    def read(self, size):
        pieces = []
        left = size
        while left:
            piece = self.sock.recv(min(left, 1 << 20))
            if not piece:
                raise EOFError("expected %d bytes, got %d" % (size, size - left))
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def write(self, data):
        with self._writing:
            self.sock.sendall(data)

    def _shut(self, how):
        try:
            self.sock.shutdown(how)
        except (IOError, OSError):
            pass  # it was shut by the other side

    def close_read(self):
        self._shut(0)

    def close_write(self):
        self._shut(1)

    def wait(self):
        return None

    def kill(self):
        pass


# ---- channels


class Channel(object):
    """one conversation; both sides may send until one of them closes it"""

    RemoteError = RemoteError
    TimeoutError = TimeoutError
    _INTERNALWAKEUP = 1000
    _executing = False

    def __init__(self, gateway, id):
        self.gateway = gateway
        self.id = id
        self._strconfig = getattr(gateway, "_strconfig", None)
        self._items = _queue.Queue()
        self._closed = False
        self._receiveclosed = threading.Event()
        self._remoteerrors = []

    def __repr__(self):
        return "<Channel id=%d %s>" % (self.id, "closed" if self._closed else "open")

    def __del__(self):
        gateway = getattr(self, "gateway", None)
        if gateway is None:
            return  # never made, or everything ends
        if self._closed:
            for error in self._remoteerrors:
                error.warn()
        elif not self._receiveclosed.is_set():
            try:
                gateway._send(
                    Message.CHANNEL_LAST_MESSAGE if self._items is None else Message.CHANNEL_CLOSE,
                    self.id)
            except Exception:
                pass  # then nobody listens

    def _getremoteerror(self):
        if self._remoteerrors:
            return self._remoteerrors.pop(0)
        return getattr(self.gateway, "_error", None)

    def isclosed(self):
        return self._closed

    def send(self, item):
        if self._closed:
            raise IOError("cannot send to %r" % self)
        self.gateway._send(Message.CHANNEL_DATA, self.id, dumps_internal(item))

    def receive(self, timeout=None):
        items = self._items
        if items is None:
            raise IOError("cannot receive(), channel has receiver callback")
        try:
            item = items.get(timeout=_FOREVER if timeout is None else timeout)
        except _queue.Empty:
            raise self.TimeoutError("no item after %r seconds" % timeout)
        if item is ENDMARKER:
            items.put(item)  # for those who come later
            raise self._getremoteerror() or EOFError()
        return item

    def waitclose(self, timeout=None):
        self._receiveclosed.wait(_FOREVER if timeout is None else timeout)
        if not self._receiveclosed.is_set():
            raise self.TimeoutError("Timeout after %r seconds" % timeout)
        error = self._getremoteerror()
        if error:
            raise error

    def close(self, error=None):
        if self._executing:
            raise IOError("cannot explicitly close channel within remote_exec")
        self._shut(error)

    def _shut(self, error=None):
        if self._closed:
            return
        self._closed = True
        # who sees the other side's answer finds the channel gone here
        self.gateway._channelfactory._no_longer_opened(self.id)
        if isinstance(error, RemoteError):
            self._remoteerrors.append(error)
            error = error.formatted
        try:
            if error is None:
                self.gateway._send(Message.CHANNEL_CLOSE, self.id)
            else:
                self.gateway._send(Message.CHANNEL_CLOSE_ERROR, self.id, dumps_internal(error))
        finally:
            self._receiveclosed.set()
            if self._items is not None:
                self._items.put(ENDMARKER)

    def setcallback(self, callback, endmarker=NO_ENDMARKER_WANTED):
        with self.gateway._receivelock:
            items = self._items
            if items is None:
                raise IOError("%r has callback already registered" % self)
            self._items = None
            while True:
                try:
                    item = items.get_nowait()
                except _queue.Empty:
                    break
                if item is ENDMARKER:
                    if endmarker is not NO_ENDMARKER_WANTED:
                        callback(endmarker)
                    return
                callback(item)
            if not (self._closed or self._receiveclosed.is_set()):
                self.gateway._channelfactory._callbacks[self.id] = (
                    callback, endmarker, self._strconfig)

    def makefile(self, mode="w", proxyclose=False):
        if mode == "w":
            return ChannelFileWrite(self, proxyclose)
        if mode == "r":
            return ChannelFileRead(self, proxyclose)
        raise ValueError("mode %r not available" % (mode,))

    def reconfigure(self, py2str_as_py3str=True, py3str_as_py2str=False):
        self._strconfig = (py2str_as_py3str, py3str_as_py2str)
        self.gateway._send(Message.RECONFIGURE, self.id, dumps_internal(self._strconfig))

    def __iter__(self):
        return self

    def next(self):
        try:
            return self.receive()
        except EOFError:
            raise StopIteration()

    __next__ = next


_SAVERS[Channel] = _Serializer._save_channel
# what has no limit cannot be interrupted in Python 2
_FOREVER = None if ISPY3 else 1e9


class ChannelFile(object):
    def __init__(self, channel, proxyclose=True):
        self.channel = channel
        self._proxyclose = proxyclose

    def isatty(self):
        return False

    def close(self):
        if self._proxyclose:
            self.channel.close()

    def __repr__(self):
        return "<ChannelFile %d %s>" % (
            self.channel.id, "closed" if self.channel.isclosed() else "open")


class ChannelFileWrite(ChannelFile):
    def write(self, out):
        self.channel.send(out)

    def flush(self):
        pass


class ChannelFileRead(ChannelFile):
    def __init__(self, channel, proxyclose=True):
        ChannelFile.__init__(self, channel, proxyclose)
        self._rest = None

    def _more(self):
        try:
            piece = self.channel.receive()
        except EOFError:
            self.close()
            return False
        self._rest = piece if self._rest is None else self._rest + piece
        return True

    def _take(self, size):
        rest = self._rest
        if rest is None:
            return ""
        self._rest = rest[size:]
        return rest[:size]

    def read(self, n):
        while self._rest is None or len(self._rest) < n:
            if not self._more():
                break
        return self._take(n)

    def readline(self):
        while True:
            if self._rest is not None:
                end = self._rest.find(b"\n" if isinstance(self._rest, bytes_type) else "\n")
                if end >= 0:
                    return self._take(end + 1)
            if not self._more():
                return self._take(None if self._rest is None else len(self._rest))


class ChannelFactory(object):
    """the channels of a gateway by number"""

    def __init__(self, gateway, startcount=1):
        self._channels = weakref.WeakValueDictionary()
        self._callbacks = {}
        self._writelock = threading.RLock()
        self.gateway = gateway
        self.count = startcount
        self.finished = False

    def new(self, id=None):
        with self._writelock:
            channel = None if id is None else self._channels.get(id)
            if channel is not None:
                return channel
            if self.finished:
                raise IOError("connection already closed: %r" % (self.gateway,))
            if id is None:
                id = self.count
                self.count += 2
            channel = self._channels[id] = Channel(self.gateway, id)
            return channel

    def channels(self):
        return list(self._channels.values())

    def _no_longer_opened(self, id):
        self._channels.pop(id, None)
        callback, endmarker, _ = self._callbacks.pop(id, (None, NO_ENDMARKER_WANTED, None))
        if endmarker is not NO_ENDMARKER_WANTED:
            callback(endmarker)

    def _local_close(self, id, error=None, sendonly=False):
        channel = self._channels.get(id)
        if channel is None:
            if error:
                error.warn()
            self._no_longer_opened(id)
            return
        if error:
            channel._remoteerrors.append(error)
        if channel._items is not None:
            channel._items.put(ENDMARKER)
        self._no_longer_opened(id)
        if not sendonly:
            channel._closed = True
        channel._receiveclosed.set()

    def _local_receive(self, id, data):
        entry = self._callbacks.get(id)
        if entry is None:
            channel = self._channels.get(id)
            if channel is not None and channel._items is not None:
                channel._items.put(loads_internal(data, channel))
            return
        callback, _, strconfig = entry
        try:
            callback(loads_internal(data, self.gateway, strconfig))
        except Exception:
            text = geterrortext(sys.exc_info())
            self.gateway._trace(text)
            self.gateway._send(Message.CHANNEL_CLOSE_ERROR, id, dumps_internal(text))
            self._local_close(id, RemoteError(text))

    def _finished_receiving(self):
        with self._writelock:
            self.finished = True
        for id in list(self._channels):
            self._local_close(id, sendonly=True)
        for id in list(self._callbacks):
            self._no_longer_opened(id)


# ---- gateways


class BaseGateway(object):
    """both sides of a gateway"""

    _strconfig = (True, False)

    def __init__(self, io, id, _startcount=2):
        self.execmodel = io.execmodel
        self._io = io
        self.id = id
        self._channelfactory = ChannelFactory(self, _startcount)
        self._receivelock = threading.RLock()
        self._receivepool = WorkerPool(self.execmodel)

    def _trace(self, *words):
        trace(self.id, *words)

    def _geterrortext(self, excinfo):
        return geterrortext(excinfo)

    def _initreceive(self):
        self._receiver = self._receivepool.spawn(self._thread_receiver)

    def _thread_receiver(self):
        try:
            while True:
                message = Message.from_io(self._io)
                if trace is not notrace:
                    self._trace("received", message)
                with self._receivelock:
                    message.received(self)
                message = None
        except (KeyboardInterrupt, GatewayReceivedTerminate):
            pass
        except (EOFError, IOError, OSError):
            error = sys.exc_info()[1]
            self._error = error if isinstance(error, EOFError) else EOFError(str(error))
        except Exception:
            self._trace("receiver failed", geterrortext(sys.exc_info()))
        finally:
            # what was raised holds frames, and with them channels
            error = message = None
            self._finish()

    def _finish(self):
        try:
            self._channelfactory._finished_receiving()
            self._terminate_execution()
        finally:
            for close in (self._io.close_read, self._io.close_write):
                try:
                    close()
                except (IOError, OSError, ValueError):
                    pass  # it was closed by the other side

    def _terminate_execution(self):
        pass

    def _send(self, msgcode, channelid=0, data=b""):
        try:
            self._io.write(_header.pack(msgcode, channelid, len(data)) + data)
        except (IOError, OSError, ValueError):
            raise IOError("cannot send (already closed?)")
        if trace is not notrace:
            self._trace("sent", Message(msgcode, channelid, data))

    def _send_status(self, channelid):
        raise LoadError("this side executes nothing")

    def _local_schedulexec(self, channel, data):
        channel.close("execution disallowed")

    def newchannel(self):
        return self._channelfactory.new()

    def reconfigure(self, py2str_as_py3str=True, py3str_as_py2str=False):
        self._strconfig = (py2str_as_py3str, py3str_as_py2str)
        self._send(Message.RECONFIGURE, 0, dumps_internal(self._strconfig))

    def hasreceiver(self):
        return self._receivepool.active_count() > 0

    def join(self, timeout=None):
        self._receivepool.waitall(timeout)

    def __repr__(self):
        return "<%s id=%r %s, %s model, %d active channels>" % (
            self.__class__.__name__, self.id,
            "receive-live" if self.hasreceiver() else "not-receiving",
            self.execmodel.backend, len(self._channelfactory._channels))


class WorkerGateway(BaseGateway):
    """the side that executes"""

    # how long tasks may go on when the other side has ended the gateway, and when interrupted
    _FAREWELL, _LAST = 5.0, 10.0

    def _send_status(self, channelid):
        status = {}
        for key, value in (
            ("numchannels", len(self._channelfactory._channels)),
            ("numexecuting", self._execpool.active_count()),
            ("execmodel", self.execmodel.backend),
        ):
            status[key] = value
        self._send(Message.CHANNEL_DATA, channelid, dumps_internal(status))
        self._send(Message.CHANNEL_CLOSE, channelid)

    def _local_schedulexec(self, channel, data):
        item = loads_internal(data, self)
        if not isinstance(item, tuple) or len(item) != 4:
            raise LoadError("something to execute that is no tuple of four")
        channel._executing = True
        try:
            started = self._execpool._spawn(self.executetask, ((channel, item),), {}, wait=1.0)
        except ValueError:
            started = True  # the gateway ends
        if started is None:
            channel._executing = False
            channel._shut(MAIN_THREAD_ONLY_DEADLOCK_TEXT)

    def _terminate_execution(self):
        import signal

        if self._execpool.terminate(self._FAREWELL):
            return
        try:
            if hasattr(signal, "SIGINT") and os.name != "nt":
                os.kill(os.getpid(), signal.SIGINT)
            else:
                try:
                    import _thread
                except ImportError:
                    import thread as _thread
                _thread.interrupt_main()
        except Exception:
            pass  # then it is not interrupted
        if not self._execpool.waitall(self._LAST):
            os._exit(1)

    def serve(self):
        self._execpool = WorkerPool(self.execmodel, hasprimary=True)
        self._trace("creating workergateway on", sys.executable)
        self._initreceive()
        try:
            self._execpool.integrate_as_primary_thread()
        except KeyboardInterrupt:
            self._trace("interrupted")
        finally:
            self._execpool.trigger_shutdown()
        try:
            self.join()
        except KeyboardInterrupt:
            self._trace("interrupted at the end")

    def executetask(self, item):
        channel, (source, file_name, call_name, kwargs) = item
        error = None
        try:
            names = {"channel": channel, "__name__": "__channelexec__"}
            exec(compile(source + "\n", file_name or "<remote exec>", "exec"), names)
            if call_name:
                names[call_name](channel, **kwargs)
        except KeyboardInterrupt:
            self._executed(channel, INTERRUPT_TEXT)
            raise
        except EOFError:
            pass  # the other side has closed: an end like others
        except BaseException:
            error = self._geterrortext(sys.exc_info())
        self._executed(channel, error)

    def _executed(self, channel, error):
        channel._executing = False
        if self._execpool._on_primary and threading.current_thread() is _MAIN:
            self._execpool.primary_task_ends()
        try:
            channel._shut(error)
        except (IOError, OSError, DumpError):
            pass  # there is nobody to tell


_MAIN = threading.current_thread()


def init_popen_io(execmodel):
    """take standard input and output away for the wire, and leave nothing there"""
    if os.name == "nt":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    out, into = os.dup(1), os.dup(0)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    sys.stdin = os.fdopen(0, "r")
    sys.stdout = os.fdopen(1, "w")
    return Popen2IO(os.fdopen(out, "wb"), os.fdopen(into, "rb"), execmodel)


def serve(io, id):
    trace("creating workergateway on %r" % (io,))
    WorkerGateway(io=io, id=id, _startcount=2).serve()
