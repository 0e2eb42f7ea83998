"""Gateways to other interpreters, and channels to the code that runs there.

    import execnet

    gw = execnet.makegateway("popen//python=python3")
    channel = gw.remote_exec("channel.send(channel.receive() + 1)")
    channel.send(1)
    print(channel.receive())
"""
from execnet.gateway import Gateway
from execnet.gateway_base import Channel, DataFormatError, DumpError, HostNotFound, LoadError, RemoteError, TimeoutError, dump, dumps, \
    load, loads
from execnet.multi import Group, MultiChannel, default_group, makegateway, set_execmodel
from execnet.rsync import RSync
from execnet.xspec import XSpec

__all__ = [
    "Channel",
    "DataFormatError",
    "DumpError",
    "Gateway",
    "Group",
    "HostNotFound",
    "LoadError",
    "MultiChannel",
    "RSync",
    "RemoteError",
    "TimeoutError",
    "XSpec",
    "__version__",
    "default_group",
    "dump",
    "dumps",
    "load",
    "loads",
    "makegateway",
    "set_execmodel",
]

__version__ = "2.1.2"
"""The version of execnet that this behaves like."""
