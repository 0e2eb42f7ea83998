package org.jexpy.host.process;

/** What a process runs. */
public sealed interface Program {
  /** The word of the command language for its kind. */
  String keyword();

  /** What stands behind that word: the module or the file. */
  String target();

  /**
   * A Python module, run as {@code __main__} (specification of EXOS §0.2).
   *
   * @param target its dotted name, looked up in the module folder
   */
  record PythonModule(String target) implements Program {
    @Override
    public String keyword() {
      return "python-module";
    }
  }

  /**
   * A JavaScript module.
   *
   * @param target its name in the module folder, with or without its ending
   */
  record JsModule(String target) implements Program {
    @Override
    public String keyword() {
      return "js-module";
    }
  }

  /**
   * A program of the operating system, supervised as a child.
   *
   * @param target its file, in the module folder unless absolute
   */
  record Executable(String target) implements Program {
    @Override
    public String keyword() {
      return "executable";
    }
  }
}
