"""Names, numbers and constants."""
import socket


def report(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, error)


for arguments in (("127.0.0.1", 80), ("127.0.0.1", "http"), ("127.0.0.1", "80", socket.AF_INET, socket.SOCK_STREAM),
                  ("::1", 443, 0, socket.SOCK_STREAM), (None, 80, socket.AF_INET, socket.SOCK_STREAM, 0, socket.AI_PASSIVE),
                  (None, 80, socket.AF_INET, socket.SOCK_DGRAM), ("127.0.0.1", None, 0, socket.SOCK_STREAM),
                  ("localhost", 80, socket.AF_INET, socket.SOCK_STREAM), (b"127.0.0.1", b"80", 0, 0, socket.IPPROTO_TCP),
                  ("127.0.0.1", 80, socket.AF_INET6), ("localhost", 80, 0, 0, 0, socket.AI_NUMERICHOST), (None, None),
                  ("127.0.0.1", "no-such-service"), (5, 80), ("127.0.0.1", 1.5), ("127.0.0.1", 80, 99), ("127.0.0.1", 80, 0, 99),
                  ("127.0.0.1", 80, 0, socket.SOCK_STREAM, 0, socket.AI_CANONNAME)):
    report(arguments, lambda: socket.getaddrinfo(*arguments))
for function, arguments in (
        (socket.gethostbyname, ("127.0.0.1",)), (socket.gethostbyname, ("localhost",)), (socket.gethostbyname, ("",)),
        (socket.gethostbyname_ex, ("127.0.0.1",)), (socket.getservbyname, ("http",)), (socket.getservbyname, ("https", "tcp")),
        (socket.getservbyname, ("nothing",)), (socket.getservbyport, (80,)), (socket.getservbyport, (99999,)),
        (socket.getprotobyname, ("udp",)), (socket.getprotobyname, ("nothing",)),
        (socket.getnameinfo, (("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)),
        (socket.getnameinfo, (("127.0.0.1", 80), socket.NI_NUMERICHOST)), (socket.getnameinfo, (("localhost", 80), 0)),
        (socket.getnameinfo, (5, 0)), (socket.htons, (258,)), (socket.ntohs, (258,)), (socket.htonl, (16909060,)), (socket.ntohl, (1,)),
        (socket.htons, (-1,)), (socket.htons, (70000,)), (socket.htonl, (2 ** 40,)), (socket.inet_aton, ("1.2.3.4",)),
        (socket.inet_aton, ("127.1",)), (socket.inet_aton, ("0x7f.1",)), (socket.inet_aton, ("1.2.3",)), (socket.inet_aton, ("x",)),
        (socket.inet_aton, ("1.2.3.256",)), (socket.inet_ntoa, (b"\1\2\3\4",)), (socket.inet_ntoa, (b"\1",)),
        (socket.inet_pton, (socket.AF_INET, "1.2.3.4")), (socket.inet_pton, (socket.AF_INET, "127.1")),
        (socket.inet_pton, (socket.AF_INET6, "fe80::1")), (socket.inet_pton, (socket.AF_INET6, "::ffff:1.2.3.4")),
        (socket.inet_pton, (99, "1")), (socket.inet_ntop, (socket.AF_INET, b"\1\2\3\4")), (socket.inet_ntop, (socket.AF_INET6, bytes(16))),
        (socket.inet_ntop, (socket.AF_INET6, b"\xfe\x80" + bytes(13) + b"\1")), (socket.inet_ntop, (socket.AF_INET6, b"1")),
        (socket.inet_ntop, (99, b"1")), (socket.CMSG_LEN, (4,)), (socket.CMSG_SPACE, (5,)), (socket.if_nametoindex, ("no-such",)),
        (socket.setdefaulttimeout, (-1,)), (socket.setdefaulttimeout, ("x",)), (socket.setdefaulttimeout, (2.5,)),
        (socket.getdefaulttimeout, ()), (lambda: socket.socket().gettimeout(), ()), (socket.setdefaulttimeout, (None,)),
        (socket.has_dualstack_ipv6.__name__.upper, ())):
    report(f"{function.__name__}{arguments}", lambda: function(*arguments))
print(socket.has_ipv6, socket.timeout is TimeoutError, socket.error is OSError, issubclass(socket.gaierror, OSError),
      issubclass(socket.herror, OSError), socket.SocketType)
print(socket.AF_INET, repr(socket.AF_UNIX), repr(socket.SOCK_STREAM), repr(socket.MSG_PEEK), repr(socket.AI_PASSIVE))
print(socket.SOL_SOCKET, socket.SO_REUSEADDR, socket.IPPROTO_TCP, socket.TCP_NODELAY, socket.SHUT_RDWR, socket.EAI_NONAME,
      socket.INADDR_ANY, socket.NI_NUMERICHOST, socket.SOMAXCONN > 0, socket.SO_LINGER, socket.IPV6_V6ONLY, socket.IP_TTL)
print(type(socket.gethostname()).__name__, isinstance(socket.getfqdn("127.0.0.1"), str))
