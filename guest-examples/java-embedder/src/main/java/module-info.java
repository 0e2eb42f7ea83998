/** A program with modules. Without this file it is one that runs from the class path. */
module example.embedder {
  requires org.jexpy.host;
}
