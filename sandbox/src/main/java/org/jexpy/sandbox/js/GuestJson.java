package org.jexpy.sandbox.js;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** JSON by the guest's own parser, as Java data. */
final class GuestJson implements ModuleResolver.JsonParser {
  private final Context context;
  private @Nullable Value parse;

  GuestJson(Context context) {
    this.context = context;
  }

  @Override
  public @Nullable Object parse(String text, String file) throws ModuleResolutionException {
    Value parser = parse;
    if (parser == null) {
      parser = context.eval("js", "JSON.parse");
      parse = parser;
    }
    try {
      return data(parser.execute(text));
    } catch (PolyglotException e) {
      throw new ModuleResolutionException(
          "ERR_INVALID_PACKAGE_CONFIG", "Invalid package config " + file + ": " + e.getMessage());
    }
  }

  private static @Nullable Object data(Value value) {
    if (value.isString()) {
      return value.asString();
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.hasArrayElements()) {
      List<@Nullable Object> list = new ArrayList<>();
      for (long i = 0; i < value.getArraySize(); i++) {
        list.add(data(value.getArrayElement(i)));
      }
      return list;
    }
    if (value.hasMembers()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (String key : value.getMemberKeys()) {
        map.put(key, data(value.getMember(key)));
      }
      return map;
    }
    return null;
  }
}
