package org.jexpy.bindings.exos.core;

import java.util.List;

/**
 * The text of a condition: {@code %port%} stands for the value of the parameter {@code port}. What
 * stands between percent signs and is no parameter is text.
 *
 * @param template the text
 * @param parameters the names of the values
 */
record ConditionText(String template, List<String> parameters) {
  ConditionText {
    parameters = List.copyOf(parameters);
  }

  /**
   * Put the values in.
   *
   * @param values one for each parameter, in their order
   */
  String fill(List<String> values) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('%', at);
      int close = open < 0 ? -1 : template.indexOf('%', open + 1);
      if (close < 0) {
        break;
      }
      int index = parameters.indexOf(template.substring(open + 1, close));
      if (index < 0) {
        text.append(template, at, close);
        at = close;
      } else {
        text.append(template, at, open).append(values.get(index));
        at = close + 1;
      }
    }
    return text.append(template.substring(at)).toString();
  }
}
