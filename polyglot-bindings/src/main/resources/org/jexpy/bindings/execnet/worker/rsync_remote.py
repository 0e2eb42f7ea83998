# The side of RSync that gets files: its worker executes this with a channel. For Python 2.7 and 3.4 and later.
import hashlib
import os
import shutil
import stat


def look(path):
    try:
        return os.lstat(path)
    except OSError:
        return None


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        os.remove(path)


def digest(path):
    md5 = hashlib.md5()
    with open(path, "rb") as content:
        for piece in iter(lambda: content.read(65536), b""):
            md5.update(piece)
    return md5.digest()


def receive_file(channel, path, names, told, files):
    mode, changed, size = told
    there = look(path)
    known = None
    if there is not None and not stat.S_ISREG(there.st_mode):
        remove(path)
    elif there is not None and there.st_size == size:
        if there.st_mtime == changed:
            if mode and mode != there.st_mode:
                os.chmod(path, mode & 0o7777)
            return
        known = digest(path)
    channel.send(("send", (names, known)))
    files.append((path, told))


def receive_tree(channel, path, names, delete, files):
    told = channel.receive()
    if told is None:
        return  # a link, of which more is said at the end
    if not isinstance(told, list):
        receive_file(channel, path, names, told, files)
        return
    there = look(path)
    if there is not None and not stat.S_ISDIR(there.st_mode):
        os.remove(path)
        there = None
    if there is None:
        os.makedirs(path)
    if told[0]:
        os.chmod(path, told[0] & 0o7777 | 0o700)
    entries = told[1:]
    for name in entries:
        receive_tree(channel, os.path.join(path, name), names + [name], delete, files)
    if delete:
        for name in set(os.listdir(path)).difference(entries):
            remove(os.path.join(path, name))


def write(path, content, told):
    if content is not None:
        with open(path, "wb") as file:
            file.write(content)
    mode, changed, _ = told
    if mode is not None:
        os.chmod(path, mode & 0o7777)
        os.utime(path, (changed, changed))


def make_link(base, kind, name, says):
    path = os.path.join(base, name) if name else base
    if look(path) is not None:
        remove(path)
    os.symlink(os.path.join(base, says) if kind == "linkbase" else says, path)


def serve_rsync(channel):
    base, options = channel.receive()
    files = []
    receive_tree(channel, base, [], options.get("delete"), files)
    channel.send(("list_done", None))
    for path, told in files:
        content = channel.receive()
        channel.send(("ack", path[len(base) + 1:]))
        try:
            write(path, content, told)
        except OSError:
            if content is not None:
                raise
    channel.send(("links", None))
    for link in iter(channel.receive, 42):
        make_link(base, *link)
    channel.send(("done", None))


if __name__ == "__channelexec__":
    serve_rsync(channel)  # noqa: F821
