# Reads, evaluates, prints: the conversation of `jexpy repl`. What an input is, how its value is printed and how its errors are
# shown is the standard library's `code`; where lines come from is a console of the host, or standard input if that is no terminal.
def _make():
    import code
    import sys

    class Conversation(code.InteractiveConsole):
        def runsource(self, source, filename="<input>", symbol="single"):
            return goes_on(source) or super().runsource(source, filename, symbol)

    def goes_on(source):
        """Whether more lines belong to an input, where the runtime's own parser does not see it: it takes a block for complete
        at its first line, though only an empty line ends one, and finds errors in what is merely open."""
        last = source.rpartition("\n")[2]
        only_ast = 0x400
        try:
            statements = compile(source + "\n", "<input>", "exec", only_ast).body
        except SyntaxError as error:
            problem = str(error.msg)
            if "was never closed" in problem or "unterminated triple-quoted" in problem:
                return True
            if last.endswith("\\") and ("line continuation" in problem or "EOF" in problem):
                return True
            return "expected 'except' or 'finally'" in problem and last.strip() != "" and last[0].isspace()
        except (ValueError, OverflowError):
            return False
        block = bool(statements) and (hasattr(statements[-1], "body") or hasattr(statements[-1], "cases"))
        return block and last.strip() != ""

    def completer(names):
        from rlcompleter import Completer
        completions = Completer(names)

        def complete(word):
            try:
                matches = completions.attr_matches if "." in word else completions.global_matches
                return sorted(set(matches(word)))
            except Exception:
                return []  # the objects' own code is asked, and it may fail: then there is nothing to offer
        return complete

    def lines(console, complete, prompt):
        """The next lines: a list, or None at the end."""
        sys.stdout.flush()
        if console is None:
            if sys.stdin.isatty():
                print(prompt, end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            return [line.removesuffix("\n")] if line else None
        answer = list(console.read(prompt, complete))
        if not answer:
            return None
        kind, text = answer
        if kind == "interrupted":
            raise KeyboardInterrupt
        return str(text).split("\n")

    def finish(conversation):
        """The end of the input ends a block, as an empty line would; what is then still not complete is wrong."""
        source = "\n".join(conversation.buffer)
        if conversation.push(""):
            try:
                compile(source, conversation.filename, "single")
            except (SyntaxError, ValueError, OverflowError):
                conversation.showsyntaxerror(conversation.filename)

    def converse(console):
        sys.ps1, sys.ps2 = ">>> ", "... "
        names = sys.modules["__main__"].__dict__
        conversation = Conversation(names, "<stdin>")
        complete = completer(names)
        more = False
        while True:
            try:
                received = lines(console, complete, str(sys.ps2 if more else sys.ps1))
                if received is None:
                    break
                for line in received:
                    more = conversation.push(line)
            except KeyboardInterrupt:
                print("\nKeyboardInterrupt", file=sys.stderr, flush=True)
                conversation.resetbuffer()
                more = False
        if more:
            finish(conversation)

    return converse


_make()
