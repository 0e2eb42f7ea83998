# Tells `fork_exec` which descriptors are files, by their names: the runtime passes pipes and its own streams to a child only.
def _mend(module, host):
    import _posixsubprocess
    import os
    known = _posixsubprocess._jexpy_files
    get_handles = module.Popen._get_handles

    def name_of(stream):
        if stream == module.DEVNULL:
            return os.devnull
        if stream is None or isinstance(stream, int):
            return None
        name = getattr(stream, "name", None)
        return os.path.abspath(os.fsdecode(name)) if isinstance(name, (str, bytes)) and not str(name).startswith("<") else None

    def _get_handles(self, stdin, stdout, stderr):
        handles = get_handles(self, stdin, stdout, stderr)
        files = known.files = {}
        for stream, fd in ((stdin, handles[0]), (stdout, handles[3]), (stderr, handles[5])):
            name = name_of(stream)
            if name is not None and fd > 2:
                if hasattr(stream, "flush") and stream is not stdin:
                    stream.flush()
                files[fd] = name
        return handles

    def _communicate(self, input, endtime, orig_timeout):
        # With a thread for each stream: the runtime's pipes cannot be polled.
        threading = module.threading

        def start(action):
            thread = threading.Thread(target=action, daemon=True)
            thread.start()
            return thread

        def reader(stream, chunks):
            def read():
                with stream:
                    chunks.append(stream.read())
            return start(read)

        if not self._communication_started:
            self._jexpy_chunks = [], []
            self._jexpy_threads = [reader(stream, chunks) for stream, chunks
                                   in zip((self.stdout, self.stderr), self._jexpy_chunks) if stream is not None]
            if self.stdin is not None:
                # The other end is closed when all is written, which a reading child waits for.
                self._jexpy_threads.append(start(lambda: self._stdin_write(input)))
        for thread in self._jexpy_threads:
            thread.join(None if endtime is None else max(0, self._remaining_time(endtime)))
            if thread.is_alive():
                self._check_timeout(endtime, orig_timeout, *self._jexpy_chunks, skip_check_and_raise=True)
        self.wait(timeout=self._remaining_time(endtime))
        empty = "" if self.text_mode else b""
        return tuple((chunks[0] if chunks else empty) if stream is not None else None
                     for stream, chunks in zip((self.stdout, self.stderr), self._jexpy_chunks))

    module.Popen._communicate = _communicate
    module.Popen._get_handles = _get_handles


_mend
