"""How workers are started: the words of their commands."""
import shlex as _shlex
import sys as _sys

__all__ = ["RIO_CLOSE_WRITE", "RIO_KILL", "RIO_REMOTEADDRESS", "RIO_WAIT", "popen_args", "popen_bootstrapline", "shell_split_path",
           "ssh_args", "vagrant_ssh_args"]

popen_bootstrapline = "import sys;exec(eval(sys.stdin.readline()))"

RIO_KILL, RIO_WAIT, RIO_REMOTEADDRESS, RIO_CLOSE_WRITE = range(1, 5)
"""What is asked of a gateway that leads to another one."""


def shell_split_path(path):
    """The words of a command."""
    return _shlex.split(path)


def popen_args(spec):
    """The command of a process of this machine."""
    words = shell_split_path(spec.python) if spec.python else [_sys.executable]
    words.append("-u")
    if spec.dont_write_bytecode:
        words.append("-B")
    return [*words, "-c", popen_bootstrapline]


def _remote(spec):
    return [*(["-F", spec.ssh_config] if spec.ssh_config is not None else []), f'{spec.python or "python"} -c "{popen_bootstrapline}"']


def ssh_args(spec):
    """The command that starts one on another machine."""
    *config, command = _remote(spec)
    return ["ssh", "-C", *config, *spec.ssh.split(), command]


def vagrant_ssh_args(spec):
    """The command that starts one on a virtual machine of Vagrant."""
    return ["vagrant", "ssh", spec.vagrant_ssh, "--", "-C", *_remote(spec)]
