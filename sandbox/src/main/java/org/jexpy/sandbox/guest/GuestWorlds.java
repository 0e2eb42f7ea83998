package org.jexpy.sandbox.guest;

import java.util.ArrayList;
import java.util.List;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.js.JsWorld;
import org.jexpy.sandbox.net.python.SocketsExtension;
import org.jexpy.sandbox.python.PythonWorld;

/** The languages' ways of running scripts. */
public final class GuestWorlds {
  private GuestWorlds() {}

  /**
   * A language's way of running a script, for one guest.
   *
   * @param language the language
   * @param extensions what scripts can import besides their own modules
   * @return the world
   */
  public static GuestWorld of(GuestLanguage language, List<GuestExtension> extensions) {
    return switch (language) {
      case PYTHON -> new PythonWorld(extensions);
      case JS -> new JsWorld(extensions);
    };
  }

  /**
   * The given extensions with those that every guest of a language has.
   *
   * @param language the language
   * @param given the others
   * @return all
   */
  public static List<GuestExtension> withOwn(GuestLanguage language, List<GuestExtension> given) {
    List<GuestExtension> all = new ArrayList<>();
    if (language == GuestLanguage.PYTHON) {
      all.add(new SocketsExtension());
    }
    all.addAll(given);
    return List.copyOf(all);
  }
}
