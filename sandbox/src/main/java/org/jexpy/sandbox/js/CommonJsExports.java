package org.jexpy.sandbox.js;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that a CommonJS module seems to export, found in its text without running it, so that
 * {@code import {name}} can be linked before the module runs.
 *
 * <p>Known forms: assignments to {@code exports.name}, {@code Object.defineProperty(exports,
 * "name"}, a literal assigned to {@code module.exports} (also as the annotation that bundlers
 * leave), and re-exports by TypeScript and Babel helpers. A name found by mistake is exported as
 * undefined; a name not found is still a property of the default export.
 *
 * @param names exported names without {@code default}
 * @param reexports specifiers whose names are exported too
 */
record CommonJsExports(Set<String> names, List<String> reexports) {

  private static final String NAME = "[A-Za-z_$][\\w$]*";
  private static final String TARGET = "(?<![\\w$.])(?:module\\s*\\.\\s*)?exports";
  private static final Pattern ASSIGNED =
      Pattern.compile(TARGET + "\\s*\\.\\s*(" + NAME + ")\\s*=(?!=)");
  private static final Pattern INDEXED =
      Pattern.compile(TARGET + "\\s*\\[\\s*['\"](" + NAME + ")['\"]\\s*]\\s*=(?!=)");
  private static final Pattern DEFINED =
      Pattern.compile("defineProperty\\s*\\(\\s*" + TARGET + "\\s*,\\s*['\"](" + NAME + ")['\"]");
  private static final Pattern LITERAL = Pattern.compile("module\\s*\\.\\s*exports\\s*=\\s*\\{");
  private static final Pattern ENTRY =
      Pattern.compile("\\G\\s*(?:async\\s+|get\\s+)?['\"]?(" + NAME + ")['\"]?\\s*(?=[,:}(])");
  private static final Pattern SPREAD =
      Pattern.compile("\\G\\s*\\.\\.\\.\\s*require\\s*\\(\\s*['\"]([^'\"]+)['\"]\\s*\\)");
  private static final Pattern WHOLE =
      Pattern.compile("module\\s*\\.\\s*exports\\s*=\\s*require\\s*\\(\\s*['\"]([^'\"]+)['\"]");
  private static final Pattern STAR =
      Pattern.compile("(?:__exportStar|__export)\\s*\\(\\s*require\\s*\\(\\s*['\"]([^'\"]+)['\"]");
  private static final Pattern KEYS_LOOP =
      Pattern.compile("Object\\.keys\\((" + NAME + ")\\)\\.forEach\\(function");

  static CommonJsExports of(String source) {
    String text = withoutComments(source);
    Set<String> names = new LinkedHashSet<>();
    List<String> reexports = new ArrayList<>();
    for (Pattern pattern : List.of(ASSIGNED, INDEXED, DEFINED)) {
      pattern.matcher(text).results().forEach(found -> names.add(found.group(1)));
    }
    for (Pattern pattern : List.of(WHOLE, STAR)) {
      pattern.matcher(text).results().forEach(found -> reexports.add(found.group(1)));
    }
    Matcher literal = LITERAL.matcher(text);
    while (literal.find()) {
      readLiteral(text, literal.end(), names, reexports);
    }
    Matcher loop = KEYS_LOOP.matcher(text);
    while (loop.find()) {
      Pattern required =
          Pattern.compile(
              Pattern.quote(loop.group(1))
                  + "\\s*=\\s*[\\w$.]*\\(?\\s*require\\s*\\(\\s*['\"]([^'\"]+)['\"]");
      required.matcher(text).results().limit(1).forEach(found -> reexports.add(found.group(1)));
    }
    names.remove("default");
    return new CommonJsExports(names, reexports);
  }

  private static void readLiteral(
      String text, int start, Set<String> names, List<String> reexports) {
    int position = start;
    while (position < text.length()) {
      Matcher entry = ENTRY.matcher(text);
      Matcher spread = SPREAD.matcher(text);
      if (entry.find(position)) {
        names.add(entry.group(1));
        position = entry.end();
      } else if (spread.find(position)) {
        reexports.add(spread.group(1));
        position = spread.end();
      }
      position = afterEntry(text, position);
      if (position < 0) {
        return;
      }
    }
  }

  /** The position behind the comma that ends an entry, or -1 at the end of the literal. */
  private static int afterEntry(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"' || c == '`') {
        i = endOfString(text, i);
      } else if (c == '{' || c == '(' || c == '[') {
        depth++;
      } else if (c == '}' || c == ')' || c == ']') {
        if (--depth < 0) {
          return -1;
        }
      } else if (c == ',' && depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static String withoutComments(String source) {
    StringBuilder out = new StringBuilder(source.length());
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\'' || c == '"' || c == '`') {
        int end = endOfString(source, i);
        out.append(source, i, Math.min(end + 1, source.length()));
        i = end;
      } else if (source.startsWith("//", i)) {
        int end = source.indexOf('\n', i);
        i = end < 0 ? source.length() : end - 1;
      } else if (source.startsWith("/*", i)) {
        int end = source.indexOf("*/", i + 2);
        i = end < 0 ? source.length() : end + 1;
        out.append(' ');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int endOfString(String text, int start) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        return i;
      } else if (c == '\n' && quote != '`') {
        // Not a string after all (a quote in a regular expression): go on with the next line.
        return i;
      }
    }
    return text.length();
  }
}
