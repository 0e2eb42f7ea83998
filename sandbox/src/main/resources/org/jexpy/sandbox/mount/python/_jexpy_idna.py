"""A quick `idna` codec for names that need none.

The runtime's own codec loads the whole Unicode database, by a native library where that is allowed. Host names are nearly always ASCII
already; for those this one gives the same answer without it, and it passes everything else on.
"""
import codecs
import encodings


def _real():
    import importlib
    return importlib.import_module("encodings.idna")


def _plain(labels):
    return all(0 < len(label) < 64 for label in (labels[:-1] if labels[-1] in ("", b"") else labels))


def encode(text, errors="strict"):
    if not text:
        return b"", 0
    if text.isascii() and _plain(text.split(".")):
        return text.encode("ascii"), len(text)
    return _real().Codec().encode(text, errors)


def decode(data, errors="strict"):
    plain = bytes(data)
    if plain.isascii() and b"xn--" not in plain.lower():
        return plain.decode("ascii"), len(plain)
    return _real().Codec().decode(data, errors)


def install():
    """Take the codec's place, unless it has been used already."""
    if "encodings.idna" in encodings.sys.modules or "idna" in encodings._cache:
        return
    encodings._cache["idna"] = codecs.CodecInfo(
        encode, decode, name="idna",
        incrementalencoder=lambda errors="strict": _real().IncrementalEncoder(errors),
        incrementaldecoder=lambda errors="strict": _real().IncrementalDecoder(errors),
        streamreader=lambda stream, errors="strict": _real().StreamReader(stream, errors),
        streamwriter=lambda stream, errors="strict": _real().StreamWriter(stream, errors))
