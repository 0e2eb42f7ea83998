package org.jexpy.bindings.execnet.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jexpy.bindings.execnet.spec.PythonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What controllers send first. */
final class BootstrapLineTest {
  private static final String EXEC =
      """
      def serve(io, id):
          pass
      execmodel = get_execmodel('main_thread_only')
      io = init_popen_io(execmodel)
      io.write('1'.encode('ascii'))
      serve(io, id='gw0-worker')""";

  private static BootstrapLine read(String line) throws IOException {
    return BootstrapLine.read(
        new ByteArrayInputStream((line + "\nrest").getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void nameAndModelStandAtTheEnd() throws IOException {
    assertThat(read(PythonText.literal(EXEC)))
        .isEqualTo(new BootstrapLine("gw0-worker", "main_thread_only", false));
  }

  @Test
  void anImportSaysTheSame() throws IOException {
    assertThat(
            read(
                PythonText.literal(
                    """
                    import sys
                    if '/x' not in sys.path:
                        sys.path.insert(0, '/x')
                    from execnet.gateway_base import serve, init_popen_io, get_execmodel
                    sys.stdout.write('1')
                    sys.stdout.flush()
                    execmodel = get_execmodel('thread')
                    serve(init_popen_io(execmodel), id='a-worker')
                    """)))
        .isEqualTo(new BootstrapLine("a-worker", "thread", false));
  }

  @Test
  void onASocketTheModelIsTheServers() throws IOException {
    assertThat(
            read(
                PythonText.literal(
                    "x\nio = SocketIO(clientsock, execmodel)\nio.write('1'.encode('ascii'))\nserve(io, id='socket=127.0.0.1:8888-worker')")))
        .isEqualTo(new BootstrapLine("socket=127.0.0.1:8888-worker", null, false));
    assertThat(read("\"raise KeyboardInterrupt\"").quit()).isTrue();
  }

  @Test
  void nothingBehindTheLineIsRead() throws IOException {
    ByteArrayInputStream in =
        new ByteArrayInputStream(
            (PythonText.literal(EXEC) + "\nrest").getBytes(StandardCharsets.UTF_8));
    BootstrapLine.read(in);

    assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("rest");
    assertThatThrownBy(() -> BootstrapLine.read(in)).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a'|a",
        "\"it's\"|it's",
        "'it\\'s \\\"q\\\"'|it's \"q\"",
        "u'\\u20ac'|€",
        "'é€😀'|é€😀",
        "'\\x41\\101\\U0001f600\\z'|AA😀\\z",
        "  'a'  |a"
      })
  void textsAreReadAsPythonReadsThem(String literal, String text) throws IOException {
    assertThat(PythonLiteral.parse(literal)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET / HTTP/1.1",
        "'a",
        "'a' + 'b'",
        "'a';import os",
        "'\\x4'",
        "'\\U00110000'",
        "'\\N{DASH}'",
        "b'a'",
        "f'{x}'",
        "__import__('os').system('x')",
        "'serve(io, id=\\'a-worker\\'); import os'",
        "'import os'"
      })
  void whatIsNotExecnetsIsRefused(String line) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(BootstrapException.class)
        .hasMessageStartingWith("the first line ");
  }
}
