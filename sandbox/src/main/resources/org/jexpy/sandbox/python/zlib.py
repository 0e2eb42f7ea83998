# The runtime's `decompress` takes a whole stream without content for a broken one: every empty file of an archive made by Java
# is such a stream. The decompression object knows better.
def _mend(module, host):
    inflate = module.decompress

    def decompress(data, /, wbits=module.MAX_WBITS, bufsize=module.DEF_BUF_SIZE):
        """Returns a bytes object containing the uncompressed data."""
        try:
            return inflate(data, wbits, bufsize)
        except module.error:
            stream = module.decompressobj(wbits)
            try:
                content = stream.decompress(data)
            except module.error as error:
                java, _, problem = str(error).partition("DataFormatException: ")
                if problem:
                    raise module.error(f"Error -3 while decompressing data: {problem}") from None
                raise
            if stream.eof:
                return content
            raise

    module.decompress = decompress


_mend
