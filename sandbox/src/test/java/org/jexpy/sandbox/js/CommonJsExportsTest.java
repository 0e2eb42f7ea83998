package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommonJsExportsTest {

  @Test
  void assignmentsNameExports() {
    assertThat(
            CommonJsExports.of(
                    "exports.a = 1; module.exports.b = 2; exports['c'] = 3; if (exports.d == 4) {}")
                .names())
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void definedPropertiesNameExports() {
    assertThat(
            CommonJsExports.of("Object.defineProperty(exports, \"a\", { enumerable: true })")
                .names())
        .containsExactly("a");
  }

  @Test
  void aLiteralNamesExports() {
    assertThat(
            CommonJsExports.of(
                    "module.exports = { a, b: 1, 'c': function () { return {x: 1}; }, async d() {}, get e() {} }")
                .names())
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void theAnnotationOfBundlersIsRead() {
    assertThat(CommonJsExports.of("0 && (module.exports = {\n  a,\n  b\n});").names())
        .containsExactly("a", "b");
  }

  @Test
  void reexportsAreFound() {
    CommonJsExports typescript = CommonJsExports.of("__exportStar(require(\"./more\"), exports);");
    CommonJsExports plain = CommonJsExports.of("module.exports = require('./lib');");
    CommonJsExports spread = CommonJsExports.of("module.exports = { ...require('./a'), b };");
    CommonJsExports babel =
        CommonJsExports.of(
            "var _x = require(\"./x\");\nObject.keys(_x).forEach(function (key) { exports[key] = _x[key]; });");
    assertThat(typescript.reexports()).containsExactly("./more");
    assertThat(plain.reexports()).containsExactly("./lib");
    assertThat(spread.reexports()).containsExactly("./a");
    assertThat(spread.names()).containsExactly("b");
    assertThat(babel.reexports()).containsExactly("./x");
  }

  @Test
  void commentsAndOtherObjectsAreNoExports() {
    assertThat(
            CommonJsExports.of(
                    "// exports.a = 1\n/* exports.b = 2 */ my.exports.c = 3; const u = 'http://x'; exports.d = 4")
                .names())
        .containsExactly("d");
  }

  @Test
  void theDefaultIsAlwaysTheWholeObject() {
    assertThat(CommonJsExports.of("exports.default = 1; exports.__esModule = true;").names())
        .containsExactly("__esModule");
  }
}
