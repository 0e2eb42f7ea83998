"""What remote_exec() is given, as text that the other side can run alone."""
import ast as _ast
import builtins as _builtins
import inspect as _inspect
import linecache as _linecache
import textwrap as _textwrap
import types as _types

__all__ = ["_find_non_builtin_globals", "_source_of_function", "prepared"]


def prepared(source, kwargs):
    """Gives the text, the name of its file or None, and the name of the function to be called or None."""
    file_name = call_name = None
    if isinstance(source, _types.ModuleType):
        file_name = _inspect.getsourcefile(source)
        _linecache.updatecache(file_name)
        text = _inspect.getsource(source)
    elif isinstance(source, _types.FunctionType):
        file_name = _inspect.getsourcefile(source)
        call_name = source.__name__
        text = _source_of_function(source)
    else:
        text = _textwrap.dedent(str(source))
    if call_name is None and kwargs:
        raise TypeError("can't pass kwargs to non-function remote_exec")
    return text, file_name, call_name


def _source_of_function(function):
    if function.__name__ == "<lambda>":
        raise ValueError("can't evaluate lambda functions'")
    parameters = [parameter.name for parameter in _inspect.signature(function).parameters.values()
                  if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)]
    if parameters[:1] != ["channel"]:
        raise ValueError("expected first function argument to be `channel`")
    if function.__closure__ is not None:
        raise ValueError("functions with closures can't be passed")
    try:
        text = _inspect.getsource(function)
    except OSError:
        raise ValueError(f"can't find source file for {function}") from None
    text = _textwrap.dedent(text)
    names = _find_non_builtin_globals(text, function.__code__)
    if names:
        raise ValueError("the use of non-builtin globals isn't supported", names)
    return "\n" * (function.__code__.co_firstlineno - 1) + text


def _find_non_builtin_globals(source, codeobj):
    local = set(codeobj.co_varnames)
    return [node.id for node in _ast.walk(_ast.parse(source))
            if isinstance(node, _ast.Name) and node.id not in local and not hasattr(_builtins, node.id)]
