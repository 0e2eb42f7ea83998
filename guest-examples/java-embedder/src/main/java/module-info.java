/** A program with modules. Without this file it is one that runs from the class path. */
module example.embedder {
  requires org.jexpy.host;

  // For scripts that use its classes, and for records that go to scripts and come from them.
  exports example;
}
