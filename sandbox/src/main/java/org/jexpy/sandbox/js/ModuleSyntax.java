package org.jexpy.sandbox.js;

import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.runtime.JSException;
import java.util.regex.Pattern;

/** Tells an ES module from CommonJS by its text. */
final class ModuleSyntax {
  /** Cheap first question; most CommonJS files have nothing like this. */
  private static final Pattern SUSPECT =
      Pattern.compile(
          "^\\s*(?:import\\s*[\\w${*'\"]|export\\s*[\\w{*])|\\bimport\\.meta\\b|\\bawait\\b",
          Pattern.MULTILINE);

  private ModuleSyntax() {}

  /** Whether the text has module syntax and is no CommonJS. */
  static boolean isModule(String text) {
    if (!SUSPECT.matcher(text).find()) {
      return false;
    }
    Source source = Source.newBuilder(GuestModuleLoader.language(), text, "[format]").build();
    try {
      GuestRealm.current().function(source, "exports, require, module, __filename, __dirname");
      return false;
    } catch (JSException e) {
      return true;
    }
  }
}
