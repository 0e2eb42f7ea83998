"""Objects as bytes and back: what channels send, and dump() and load()."""
import struct as _struct
import sys as _sys
from io import BytesIO as _BytesIO

from execnet._errors import DumpError, LoadError

__all__ = ["DUMPFORMAT_VERSION", "FOUR_BYTE_INT_MAX", "Unserializer", "_Serializer", "bchr", "dump", "dumps", "dumps_internal", "load",
           "loads", "loads_internal", "opcode"]

FOUR_BYTE_INT_MAX = 2147483647
_FOUR_BYTE_INT_MIN = -FOUR_BYTE_INT_MAX - 1

_MOST_ELEMENTS = 1 << 24
"""How many elements all lists of an object may have together: the format can ask for 2 GiB of them in five bytes."""

_MOST_DIGITS = 100_000

_int4 = _struct.Struct("!i")
_op_int4 = _struct.Struct("!ci")
_float8 = _struct.Struct("!d")
_complex16 = _struct.Struct("!dd")


def bchr(number):
    """A byte."""
    return bytes((number,))


DUMPFORMAT_VERSION = bchr(2)
"""The first byte of what dumps() gives. Tools for execnet before 2.0, which reads 1 only, assign gateway_base's."""

_LOADED_VERSIONS = (bchr(1), bchr(2))


class opcode:
    """The bytes that begin a value."""
    BUILDTUPLE, BYTES, CHANNEL, FALSE, FLOAT, FROZENSET, INT, LONG, LONGINT, LONGLONG, NEWDICT, NEWLIST, NONE, PY2STRING, PY3STRING, \
        SET, SETITEM, STOP, TRUE, UNICODE, COMPLEX = (bchr(64 + number) for number in range(21))


# Dumping: a function for each type, which is looked up by what the type is and not by what it is called.

def _save_none(write, value):
    write(opcode.NONE)


def _save_bool(write, value):
    write(opcode.TRUE if value else opcode.FALSE)


def _save_int(write, value):
    if _FOUR_BYTE_INT_MIN <= value <= FOUR_BYTE_INT_MAX:
        write(_op_int4.pack(opcode.INT, value))
    else:
        _save_sized(write, opcode.LONGINT, str(value).encode("ascii"), "int")


def _save_float(write, value):
    write(opcode.FLOAT + _float8.pack(value))


def _save_complex(write, value):
    write(opcode.COMPLEX + _complex16.pack(value.real, value.imag))


def _save_bytes(write, value):
    _save_sized(write, opcode.BYTES, value, "bytes")


def _save_str(write, value):
    try:
        encoded = value.encode("utf-8")
    except UnicodeEncodeError:
        raise DumpError("strings must be utf-8 encodable") from None
    _save_sized(write, opcode.PY3STRING, encoded, "string")


def _save_sized(write, op, content, what):
    write(_op_int4.pack(op, _counted(content, what)))
    write(content)


def _counted(items, what):
    count = len(items)
    if count > FOUR_BYTE_INT_MAX:
        raise DumpError(f"{what} is too long")
    return count


def _save_list(write, value):
    write(_op_int4.pack(opcode.NEWLIST, _counted(value, "list")))
    setitem = opcode.SETITEM
    for index, item in enumerate(value):
        write(_op_int4.pack(opcode.INT, index))
        _save(write, item)
        write(setitem)


def _save_dict(write, value):
    write(opcode.NEWDICT)
    setitem = opcode.SETITEM
    for key, item in value.items():
        _save(write, key)
        _save(write, item)
        write(setitem)


def _save_all(op, what):
    def save(write, value):
        for item in value:
            _save(write, item)
        write(_op_int4.pack(op, _counted(value, what)))
    return save


_savers = {
    type(None): _save_none,
    bool: _save_bool,
    int: _save_int,
    float: _save_float,
    complex: _save_complex,
    bytes: _save_bytes,
    str: _save_str,
    list: _save_list,
    dict: _save_dict,
    tuple: _save_all(opcode.BUILDTUPLE, "tuple"),
    set: _save_all(opcode.SET, "set"),
    frozenset: _save_all(opcode.FROZENSET, "frozenset"),
}


def savable(kind, save):
    """Have objects of a type sent: `save(write, value)`."""
    _savers[kind] = save


def save_channel(write, channel):
    write(_op_int4.pack(opcode.CHANNEL, channel.id))


def _save(write, value):
    save = _savers.get(type(value))
    if save is None:
        raise DumpError(f"can't serialize {type(value)}")
    save(write, value)


class _Serializer:
    """Writes objects by a function that takes bytes, or into what save() then gives."""

    def __init__(self, write=None):
        self._pieces = None
        if write is None:
            self._pieces = []
            write = self._pieces.append
        self._write = write

    def save(self, obj, versioned=False):
        if versioned:
            self._write(getattr(_sys.modules.get("execnet.gateway_base"), "DUMPFORMAT_VERSION", DUMPFORMAT_VERSION))
        _save(self._write, obj)
        self._write(opcode.STOP)
        return None if self._pieces is None else b"".join(self._pieces)


def dumps_internal(obj):
    """An object as a gateway sends it."""
    return _Serializer().save(obj)


def dumps(obj):
    """An object as bytes, which loads() reads."""
    return _Serializer().save(obj, versioned=True)


def dump(byteio, obj):
    """Write an object to a file, from which load() reads it."""
    _Serializer(write=byteio.write).save(obj, versioned=True)


# Loading: a machine with a stack.

class _Stop(Exception):
    pass


class Unserializer:
    """Reads an object from a file: bytes that are none, whatever is wrong with them, are a LoadError."""

    def __init__(self, stream, channel_or_gateway=None, strconfig=None):
        if strconfig is None:
            strconfig = getattr(channel_or_gateway, "_strconfig", (False, False))
        gateway = getattr(channel_or_gateway, "gateway", channel_or_gateway)
        self.stream = stream
        self.py2str_as_py3str, self.py3str_as_py2str = strconfig
        self.channelfactory = getattr(gateway, "_channelfactory", gateway)
        self.stack = []
        self._room = _MOST_ELEMENTS

    def load(self, versioned=False):
        if versioned:
            version = self.stream.read(1)
            if version not in _LOADED_VERSIONS:
                raise LoadError(f"wrong dumpformat version {version!r}")
        stack = self.stack = []
        loaders, read = _loaders, self.stream.read
        try:
            while True:
                op = read(1)
                loader = loaders.get(op)
                if loader is None:
                    raise LoadError(f"unknown opcode {op!r} - wire protocol corruption?" if op
                                    else "the input ends within an object")
                loader(self)
        except _Stop:
            pass
        except LoadError:
            raise
        except (TypeError, ValueError, OverflowError, IndexError, RecursionError) as e:
            raise LoadError(f"malformed input: {e}") from e
        if len(stack) != 1:
            raise LoadError("internal unserialization error")
        return stack.pop()

    # What the opcodes do. The input is not trusted.

    def _read(self, count):
        content = self.stream.read(count)
        if len(content) != count:
            raise LoadError(f"the input ends within an object: {len(content)} of {count} bytes")
        return content

    def _int4(self):
        return _int4.unpack(self._read(4))[0]

    def _sized(self):
        size = self._int4()
        if size < 0:
            raise LoadError(f"a length of {size} (expected: 0 or more)")
        return self._read(size)

    def _push_decoded(self, encoding, as_bytes=False):
        content = self._sized()
        self.stack.append(content if as_bytes else content.decode(encoding))

    def _load_py2string(self):
        self._push_decoded("latin-1", not self.py2str_as_py3str)

    def _load_py3string(self):
        self._push_decoded("utf-8", self.py3str_as_py2str)

    def _load_unicode(self):
        self._push_decoded("utf-8")

    def _load_bytes(self):
        self.stack.append(self._sized())

    def _load_int(self):
        self.stack.append(self._int4())

    def _load_longint(self):
        digits = self._sized()
        if len(digits) > _MOST_DIGITS:
            raise LoadError(f"a number of {len(digits)} digits (at most: {_MOST_DIGITS})")
        if not digits.lstrip(b"-").isdigit():
            raise LoadError(f"{digits[:40]!r} is no number")
        self.stack.append(int(digits))

    def _load_float(self):
        self.stack.append(_float8.unpack(self._read(8))[0])

    def _load_complex(self):
        self.stack.append(complex(*_complex16.unpack(self._read(16))))

    def _load_none(self):
        self.stack.append(None)

    def _load_true(self):
        self.stack.append(True)

    def _load_false(self):
        self.stack.append(False)

    def _load_newdict(self):
        self.stack.append({})

    def _load_newlist(self):
        length = self._int4()
        self._room -= length
        if length < 0 or self._room < 0:
            raise LoadError(f"a list of {length} elements (at most, in all lists of an object: {_MOST_ELEMENTS})")
        self.stack.append([None] * length)

    def _load_setitem(self):
        stack = self.stack
        if len(stack) < 3:
            raise LoadError("not enough items for setitem")
        value = stack.pop()
        key = stack.pop()
        target = stack[-1]
        if type(target) is list and type(key) is not int or type(target) not in (list, dict):
            raise LoadError(f"an item of {type(target).__name__!r} at {key!r}")
        target[key] = value

    def _pop_all(self, kind):
        count = self._int4()
        stack = self.stack
        if not 0 <= count <= len(stack):
            raise LoadError(f"a {kind.__name__} of {count} items, where {len(stack)} are")
        first = len(stack) - count
        items = kind(stack[first:])
        del stack[first:]
        stack.append(items)

    def _load_tuple(self):
        self._pop_all(tuple)

    def _load_set(self):
        self._pop_all(set)

    def _load_frozenset(self):
        self._pop_all(frozenset)

    def _load_channel(self):
        number = self._int4()
        if self.channelfactory is None:
            raise LoadError(f"a channel ({number}) can only be loaded by a gateway")
        self.stack.append(self.channelfactory.new(number))

    def _load_stop(self):
        raise _Stop


_loaders = {
    opcode.BUILDTUPLE: Unserializer._load_tuple,
    opcode.BYTES: Unserializer._load_bytes,
    opcode.CHANNEL: Unserializer._load_channel,
    opcode.FALSE: Unserializer._load_false,
    opcode.FLOAT: Unserializer._load_float,
    opcode.FROZENSET: Unserializer._load_frozenset,
    opcode.INT: Unserializer._load_int,
    opcode.LONG: Unserializer._load_int,
    opcode.LONGINT: Unserializer._load_longint,
    opcode.LONGLONG: Unserializer._load_longint,
    opcode.NEWDICT: Unserializer._load_newdict,
    opcode.NEWLIST: Unserializer._load_newlist,
    opcode.NONE: Unserializer._load_none,
    opcode.PY2STRING: Unserializer._load_py2string,
    opcode.PY3STRING: Unserializer._load_py3string,
    opcode.SET: Unserializer._load_set,
    opcode.SETITEM: Unserializer._load_setitem,
    opcode.STOP: Unserializer._load_stop,
    opcode.TRUE: Unserializer._load_true,
    opcode.UNICODE: Unserializer._load_unicode,
    opcode.COMPLEX: Unserializer._load_complex,
}


def load(io, py2str_as_py3str=False, py3str_as_py2str=False):
    """Read an object that dump() has written from a file; more may follow it."""
    return Unserializer(io, strconfig=(py2str_as_py3str, py3str_as_py2str)).load(versioned=True)


def loads(bytestring, py2str_as_py3str=False, py3str_as_py2str=False):
    """The object that dumps() has made bytes of."""
    return _loads(bytestring, None, (py2str_as_py3str, py3str_as_py2str), True)


def loads_internal(bytestring, channelfactory=None, strconfig=None):
    """The object that a gateway has sent."""
    return _loads(bytestring, channelfactory, strconfig, False)


def _loads(bytestring, channelfactory, strconfig, versioned):
    stream = _BytesIO(bytestring)
    value = Unserializer(stream, channelfactory, strconfig).load(versioned)
    left = len(bytestring) - stream.tell()
    if left:
        raise LoadError(f"{left} bytes follow the object")
    return value
