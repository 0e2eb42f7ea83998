"""Names and numbers of hosts and services: the functions of `_socket` that need no socket."""
from operator import index as _index

from _jexpy_sockets import builtin as _builtin_module, error as _error, gaierror, herror, host as _host

__all__ = [
    "gaierror", "getaddrinfo", "gethostbyaddr", "gethostbyname", "gethostbyname_ex", "gethostname", "getnameinfo",
    "getprotobyname", "getservbyname", "getservbyport", "herror", "htonl", "htons", "if_indextoname", "if_nameindex",
    "if_nametoindex", "inet_aton", "inet_ntoa", "inet_ntop", "inet_pton", "ntohl", "ntohs", "sethostname",
]

_names = _host.names
_INET, _INET6 = 2, 10
_STREAM, _DGRAM, _RAW = 1, 2, 3
_PROTOCOLS = {"ip": 0, "icmp": 1, "igmp": 2, "tcp": 6, "egp": 8, "udp": 17, "ipv6": 41, "gre": 47, "esp": 50, "ah": 51, "sctp": 132}
_SERVICES = {
    "echo": (7, "tcp udp"), "discard": (9, "tcp udp"), "daytime": (13, "tcp udp"), "ftp-data": (20, "tcp"), "ftp": (21, "tcp"),
    "ssh": (22, "tcp"), "telnet": (23, "tcp"), "smtp": (25, "tcp"), "time": (37, "tcp udp"), "domain": (53, "tcp udp"),
    "tftp": (69, "udp"), "gopher": (70, "tcp"), "finger": (79, "tcp"), "http": (80, "tcp"), "kerberos": (88, "tcp udp"),
    "pop3": (110, "tcp"), "sunrpc": (111, "tcp udp"), "nntp": (119, "tcp"), "ntp": (123, "udp"), "imap2": (143, "tcp"),
    "snmp": (161, "tcp udp"), "snmp-trap": (162, "tcp udp"), "bgp": (179, "tcp"), "ldap": (389, "tcp udp"),
    "https": (443, "tcp udp"), "submissions": (465, "tcp"), "syslog": (514, "udp"), "submission": (587, "tcp"),
    "ldaps": (636, "tcp udp"), "domain-s": (853, "tcp udp"), "ftps": (990, "tcp"), "imaps": (993, "tcp"), "pop3s": (995, "tcp"),
    "socks": (1080, "tcp"), "ms-sql-s": (1433, "tcp"), "mysql": (3306, "tcp"), "postgresql": (5432, "tcp"),
    "xmpp-client": (5222, "tcp"), "http-alt": (8080, "tcp udp"),
}


def _short(name, value):
    value = _index(value)
    if value < 0:
        raise OverflowError(f"{name}: can't convert negative Python int to C 16-bit unsigned integer")
    if value > 0xffff:
        raise OverflowError(f"{name}: Python int too large to convert to C 16-bit unsigned integer")
    return int.from_bytes(value.to_bytes(2, "big"), "little")


def _long(value):
    value = _index(value)
    if value < 0:
        raise OverflowError("can't convert negative value to unsigned int")
    if value > 0xffffffff:
        raise OverflowError("int larger than 32 bits")
    return int.from_bytes(value.to_bytes(4, "big"), "little")


def htons(integer):
    return _short("htons", integer)


def ntohs(integer):
    return _short("ntohs", integer)


def htonl(integer):
    return _long(integer)


def ntohl(integer):
    return _long(integer)


def inet_aton(text):
    """Pack a number in one of the forms that the C library takes: 1.2.3.4, 1.2.772, 1.131844, 16909060; also octal and hex."""
    wrong = OSError("illegal IP address string passed to inet_aton")
    fields = text.split(".")
    if not 1 <= len(fields) <= 4:
        raise wrong
    values = []
    for field in fields:
        base = 16 if field[:2].lower() == "0x" else 8 if field[:1] == "0" and len(field) > 1 else 10
        try:
            if not field[:1].isalnum():
                raise ValueError
            values.append(int(field, base))
        except ValueError:
            raise wrong from None
    last = values.pop()
    if any(value > 255 for value in values) or last >= 256 ** (4 - len(values)):
        raise wrong
    return bytes(values) + last.to_bytes(4 - len(values), "big")


def inet_ntoa(packed):
    packed = bytes(packed)
    if len(packed) != 4:
        raise OSError("packed IP wrong length for inet_ntoa")
    return ".".join(map(str, packed))


def inet_pton(family, text):
    wrong = OSError("illegal IP address string passed to inet_pton")
    import ipaddress
    try:
        if family == _INET:
            return ipaddress.IPv4Address(text).packed
        if family == _INET6:
            if "%" in text:
                raise wrong
            return ipaddress.IPv6Address(text).packed
    except ValueError:
        raise wrong from None
    raise _error(-97)


def inet_ntop(family, packed):
    packed = bytes(packed)
    if family not in (_INET, _INET6):
        raise ValueError(f"unknown address family {family}")
    if len(packed) != (4 if family == _INET else 16):
        raise ValueError("invalid length of packed IP address string")
    if family == _INET:
        return ".".join(map(str, packed))
    import ipaddress
    address = ipaddress.IPv6Address(packed)
    if address.ipv4_mapped is not None:
        return f"::ffff:{address.ipv4_mapped}"
    return str(address)


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """Resolve host and port into addrinfo struct."""
    host = _host_name(host)
    number = _port(port, type, flags)
    if family not in (0, _INET, _INET6):
        raise gaierror(-6, "ai_family not supported")
    kinds = [(t, p) for t, p in ((_STREAM, 6), (_DGRAM, 17)) if (not type or t == type) and (not proto or proto == p)]
    service = _service(port)
    if service:
        kinds = [(t, p) for t, p in kinds if ("tcp" if p == 6 else "udp") in service[1]]
        if not kinds:
            raise gaierror(-8, "Servname not supported for ai_socktype")
    elif type == _RAW or not (type or proto):
        kinds.append((_RAW, proto))
    if not kinds or type not in (0, _STREAM, _DGRAM, _RAW):
        raise gaierror(-7, "ai_socktype not supported")
    if host is None:
        if port is None:
            raise gaierror(-2, "Name or service not known")
        found = _own_addresses(family, flags)
    else:
        found = _addresses(host, number, family, flags)
    canonical = host if flags & 2 and host is not None else ""
    result = []
    for address in found:
        six = ":" in address
        at = (address, number, 0, 0) if six else (address, number)
        for t, p in kinds:
            result.append((_INET6 if six else _INET, t, p, canonical, at))
            canonical = ""
    return result


def _host_name(host):
    if host is None:
        return None
    if isinstance(host, str):
        return host if host.isascii() else host.encode("idna").decode("ascii")
    if isinstance(host, (bytes, bytearray)):
        return host.decode("ascii")
    raise TypeError("getaddrinfo() argument 1 must be string or None")


def _port(port, type, flags):
    if port is None:
        return 0
    if isinstance(port, int):
        return port & 0xffff
    if isinstance(port, (bytes, bytearray)):
        port = port.decode("ascii")
    if not isinstance(port, str):
        raise OSError("Int or String expected")
    if port.isdigit():
        return int(port) & 0xffff
    known = _service(port)
    if flags & 1024 or (known is None and port):
        raise gaierror(-8, "Servname not supported for ai_socktype")
    return known[0] if known else 0


def _service(port):
    """The port and the protocols of a service that is given by its name."""
    if isinstance(port, (bytes, bytearray)):
        port = port.decode("ascii")
    return _SERVICES.get(port) if isinstance(port, str) else None


def _own_addresses(family, flags):
    # Without a family only IPv4: the host's IPv6 sockets serve both, so a second listener on the same port would be refused.
    if flags & 1:
        return ["::"] if family == _INET6 else ["0.0.0.0"]
    return [address for address, f in (("::1", _INET6), ("127.0.0.1", _INET)) if not family or f == family]


def _addresses(host, port, family, flags):
    if not host:
        raise gaierror(-2, "Name or service not known")
    if flags & 4 and not _is_number(host):
        raise gaierror(-2, "Name or service not known")
    found = _resolve(host, port)
    fitting = [address for address in found if not family or (":" in address) == (family == _INET6)]
    if not fitting:
        raise gaierror(-9, "Address family for hostname not supported") if found else gaierror(-2, "Name or service not known")
    return fitting


def _is_number(host):
    try:
        inet_pton(_INET6 if ":" in host else _INET, host.partition("%")[0])
        return True
    except OSError:
        return False


def _resolve(host, port):
    result = _names.resolve(host, port)
    if type(result) is int:
        raise _error(result)
    return result.split("\0") if result else []


def gethostname():
    return _names.hostname()


def sethostname(name):
    raise PermissionError(1, "Operation not permitted")


def gethostbyname(hostname):
    if not hostname:
        return "0.0.0.0"
    if hostname == "<broadcast>":
        return "255.255.255.255"
    return _addresses(_host_name(hostname), 0, _INET, 0)[0]


def gethostbyname_ex(hostname):
    return hostname, [], _addresses(_host_name(hostname), 0, _INET, 0)


def gethostbyaddr(ip_address):
    address = _addresses(_host_name(ip_address), 0, 0, 0)[0]
    name = _reverse(address)
    if not name:
        raise herror(1, "Unknown host")
    return name, [], [address]


def _reverse(address):
    result = _names.reverse(address)
    if type(result) is int:
        raise _error(result)
    return result


def getnameinfo(sockaddr, flags):
    if not isinstance(sockaddr, tuple):
        raise TypeError("getnameinfo() argument 1 must be a tuple")
    if not 2 <= len(sockaddr) <= 4:
        raise TypeError("getnameinfo(): illegal sockaddr argument")
    host, port = sockaddr[0], _index(sockaddr[1])
    if not _is_number(host):
        raise gaierror(-2, "Name or service not known")
    name = "" if flags & 1 else _reverse(host)
    if not name:
        if flags & 8:
            raise gaierror(-2, "Name or service not known")
        name = host
    service = str(port)
    if not flags & 2:
        protocol = "udp" if flags & 16 else "tcp"
        service = next((n for n, (p, kinds) in _SERVICES.items() if p == port and protocol in kinds), service)
    return name, service


def getservbyname(servicename, protocolname=None):
    port, kinds = _SERVICES.get(servicename, (None, ""))
    if port is None or (protocolname and protocolname not in kinds):
        raise OSError("service/proto not found")
    return port


def getservbyport(port, protocolname=None):
    port = _index(port)
    if not 0 <= port <= 65535:
        raise OverflowError("getservbyport: port must be 0-65535.")
    for name, (number, kinds) in _SERVICES.items():
        if number == port and (not protocolname or protocolname in kinds):
            return name
    raise OSError("port/proto not found")


def getprotobyname(name):
    try:
        return _PROTOCOLS[name]
    except KeyError:
        raise OSError("protocol not found") from None


def if_nameindex():
    return [(1, "lo")]


def if_nametoindex(name):
    for number, known in if_nameindex():
        if known == name:
            return number
    raise OSError("no interface with this name")


def if_indextoname(number):
    for known, name in if_nameindex():
        if known == number:
            return name
    raise _error(-6)
