/**
 * The container, for programs that have modules. What is not exported may change at any time.
 *
 * <p>The sandbox and the bindings are automatic modules, because GraalVM's languages cannot be
 * modules beside us: the Python one requires a profiler that we do not ship for its licence, and
 * the JavaScript one exports what our module loader needs to nobody. So they stay on the class
 * path, which automatic modules can read. What they need of the JDK is required here, since nobody
 * else would ask for it.
 */
@SuppressWarnings("requires-transitive-automatic")
module org.jexpy.host {
  requires transitive io.netty.common;
  requires transitive io.netty.transport;
  requires transitive org.jexpy.bindings;
  requires transitive org.jexpy.sandbox;
  requires io.netty.buffer;
  requires java.logging;
  requires java.management;
  requires java.net.http;
  requires java.xml;
  requires jdk.management;
  requires jdk.net;
  requires jdk.security.auth;
  requires jdk.unsupported;
  requires org.jline;
  requires static org.jspecify;

  exports org.jexpy.host.container;
  exports org.jexpy.host.process;
}
