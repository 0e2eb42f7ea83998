package org.jexpy.sandbox.js;

/** How the text of a module is to be understood. */
enum ModuleFormat {
  MODULE,
  COMMONJS,
  JSON
}
