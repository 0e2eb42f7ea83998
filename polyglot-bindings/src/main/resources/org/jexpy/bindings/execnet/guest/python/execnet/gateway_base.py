"""What both sides of a gateway have."""
import os
import struct
import sys
import threading as _threading

from execnet._channel import (ENDMARKER, NO_ENDMARKER_WANTED, Channel, ChannelFactory, ChannelFile, ChannelFileRead, ChannelFileWrite,
                              asked as _asked, geterrortext, raise_failure as _raise_failure)
from execnet._errors import (INTERRUPT_TEXT, DataFormatError, DumpError, GatewayReceivedTerminate, HostNotFound, LoadError, RemoteError,
                             TimeoutError)
from execnet._execmodel import MAIN_THREAD_ONLY_DEADLOCK_TEXT, ExecModel, Reply, WorkerPool, get_execmodel
from execnet._serializer import (DUMPFORMAT_VERSION, FOUR_BYTE_INT_MAX, Unserializer, _Serializer, bchr, dump, dumps, dumps_internal,
                                 load, loads, loads_internal, opcode)

sysex = (KeyboardInterrupt, SystemExit)
pid = os.getpid()


def notrace(*message):
    """What traces nothing."""


trace = notrace


class Message:
    """A message between gateways: what it is, its channel, and what it carries."""

    _names = ("STATUS", "RECONFIGURE", "GATEWAY_TERMINATE", "CHANNEL_EXEC", "CHANNEL_DATA", "CHANNEL_CLOSE", "CHANNEL_CLOSE_ERROR",
              "CHANNEL_LAST_MESSAGE")
    STATUS, RECONFIGURE, GATEWAY_TERMINATE, CHANNEL_EXEC, CHANNEL_DATA, CHANNEL_CLOSE, CHANNEL_CLOSE_ERROR, CHANNEL_LAST_MESSAGE = range(8)
    _header = struct.Struct("!bii")

    def __init__(self, msgcode, channelid=0, data=b""):
        self.msgcode = msgcode
        self.channelid = channelid
        self.data = data

    @staticmethod
    def from_io(io):
        """Read one."""
        try:
            header = io.read(9)
            if not header:
                raise EOFError("empty read")
        except EOFError as e:
            raise EOFError(f"couldn't load message header, {e.args[0] if e.args else e!r}") from None
        msgcode, channelid, size = Message._header.unpack(header)
        return Message(msgcode, channelid, io.read(size))

    def to_io(self, io):
        """Write it, in one piece."""
        io.write(self._header.pack(self.msgcode, self.channelid, len(self.data)) + self.data)

    def __repr__(self):
        return f"<Message {self._names[self.msgcode]} channel={self.channelid} lendata={len(self.data)}>"


class _Io:
    """What carries a gateway's messages; the host has it."""

    def __init__(self, host, execmodel):
        self._host = host
        self.execmodel = execmodel

    def __getattr__(self, name):
        if name == "remoteaddress":
            address = self._host.remoteAddress()
            if address is not None:
                return address
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def wait(self):
        """Wait for the process to end; its status."""
        return _asked(self._host.awaitEnd, None)

    def kill(self):
        """End the process, whatever it does."""
        self._host.kill()

    def close_write(self):
        self._host.closeWrite()


class _ReceivePool:
    def __init__(self, host):
        self._host = host

    def active_count(self):
        return int(self._host.isReceiving())


class BaseGateway:
    """A gateway, seen from either side."""

    _sysex = sysex
    id = "<worker>"

    def __init__(self, host, id, execmodel):
        self._host = host
        self.id = id
        self.execmodel = execmodel
        self._io = _Io(host, execmodel)
        self._receivelock = _threading.RLock()
        self._receivepool = _ReceivePool(host)
        self._channelfactory = ChannelFactory(self)
        self._geterrortext = geterrortext

    def newchannel(self):
        """A channel that the other side does not know yet: send it there."""
        return self._channelfactory.new()

    def join(self, timeout=None):
        """Wait until nothing more is received."""
        _asked(self._host.join, timeout)

    @property
    def _strconfig(self):
        bits = self._host.coercion()
        return bool(bits & 1), bool(bits & 2)

    def _made(self, host):
        # A channel of the host, or why there is none.
        if type(host) is not str:
            return host
        if host == "f":
            raise OSError(f"connection already closed: {self!r}")
        _raise_failure(host)

    def _new_channel(self):
        return self._made(self._host.newChannel())

    def _send(self, msgcode, channelid=0, data=b""):
        answer = self._host.send(msgcode, channelid, data.decode("latin-1"))
        if answer is not None:
            _raise_failure(answer)

    def _trace(self, *message):
        trace(self.id, *message)


class WorkerGateway(BaseGateway):
    """A gateway as the code sees it that a controller runs here."""

    def executetask(self, item):
        """Run a task: its channel, and (text, name of its file or None, name of a function in it or None, arguments)."""
        channel, (source, file_name, call_name, kwargs) = item
        scope = {"channel": channel, "__name__": "__channelexec__"}
        error = interrupted = None
        channel._executing = True
        try:
            exec(compile(source + "\n", file_name or "<remote exec>", "exec"), scope)
            if call_name:
                scope[call_name](channel, **kwargs)
        except EOFError:
            pass
        except KeyboardInterrupt as e:
            error, interrupted = INTERRUPT_TEXT, e
        except BaseException:
            error = self._geterrortext()
        finally:
            channel._executing = False
        channel._executed(error)
        if interrupted is not None:
            raise interrupted
