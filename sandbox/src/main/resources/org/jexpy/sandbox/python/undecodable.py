# The error of a source file that is no text.
def _undecodable(problem, name):
    message, line = problem
    error = SyntaxError(message)
    if line:
        error.filename, error.lineno = name, line
    raise error


_undecodable
