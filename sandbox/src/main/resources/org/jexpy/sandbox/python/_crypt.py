# The runtime has `crypt` by its name only, and fails so that no script could catch it.
def _mend(module, host):
    import errno

    def crypt(word, salt):
        raise OSError(errno.ENOSYS, "crypt does not exist in jexpy")

    module.crypt = crypt


_mend
