package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsNetTest {
  @TempDir private Path folder;

  @Test
  void aServerAndAClientTalkOverTcp() {
    assertPrints(
        """
        const { connect, listen } = require('jexpy:net');
        (async () => {
          const server = await listen({ port: 0 }, async (c) => {
            for await (const chunk of c) await c.write('echo ' + chunk);
            await c.end('bye');
          });
          const c = await connect({ host: '127.0.0.1', port: server.address.port });
          await c.write('hi');
          console.log(String(await c.read()), c.remoteAddress.port === server.address.port, c.localAddress.family);
          await c.end();
          console.log(String(await c.read()), await c.read());
          c.close();
          server.close();
          await connect({ host: '127.0.0.1', port: server.address.port }).catch((e) => console.log(e.code, e.syscall));
        })();
        """,
        "echo hi true IPv4\nbye null\nECONNREFUSED connect\n");
  }

  @Test
  void manyBytesArriveOverALocalSocket() {
    assertPrints(
        """
        const { connect, listen } = require('jexpy:net');
        (async () => {
          const server = await listen({ path: process.argv[1] });
          const counting = (async () => {
            for await (const c of server) {
              let n = 0;
              for await (const part of c) n += part.length;
              c.close();
              server.close();
              return n;
            }
          })();
          const c = await connect({ path: process.argv[1] });
          await c.write(new Uint8Array(3000000));
          await c.end();
          console.log(await c.read(), await counting, server.closed);
          c.close();
        })();
        """,
        "null 3000000 true\n");
  }

  @Test
  void whatWaitsForAClosedSocketEnds() {
    assertPrints(
        """
        const { connect, listen } = require('jexpy:net');
        (async () => {
          const server = await listen({ port: 0 }, () => {});
          const c = await connect({ host: '127.0.0.1', port: server.address.port });
          const reading = c.read();
          const writing = c.write(new Uint8Array(50000000)).catch((e) => e.code);
          setTimeout(() => { c.close(); server.close(); }, 20);
          console.log(await reading, await writing, await c.read());
          process.exit();
        })();
        """,
        "null EPIPE null\n");
  }

  @Test
  void aServerThatTakesThePlaceOfAClosedOneGetsItsOwnConnections() {
    assertPrints(
        """
        const { connect, listen } = require('jexpy:net');
        (async () => {
          for (const word of ['first', 'second', 'third']) {
            const path = process.argv.at(-1) + word;
            const server = await listen({ path }, (c) => c.write(word));
            const c = await connect({ path });
            console.log(String(await c.read()));
            c.close();
            server.close();
          }
        })();
        """,
        "first\nsecond\nthird\n");
  }

  @Test
  void nodesNetTellsByEvents() {
    assertPrints(
        """
        const net = require('node:net');
        const server = net.createServer((s) => {
          s.setEncoding('utf8');
          s.on('data', (d) => s.write(d.toUpperCase()));
          s.on('end', () => console.log('server: end'));
        });
        server.listen(0, '127.0.0.1', () => {
          const c = net.connect(server.address().port, '127.0.0.1', () => c.write('node'));
          c.on('data', (d) => { console.log(String(d)); c.end(); });
          c.on('close', () => server.close(() => console.log('server: closed')));
        });
        net.connect(1, '127.0.0.1').on('error', (e) => console.log(e.code));
        console.log(net.isIP('1.2.3.4'), net.isIP('::1'), net.isIP('x'));
        """,
        "4 6 0\n",
        "ECONNREFUSED\n",
        "NODE\nserver: end\nserver: closed\n");
  }

  private void assertPrints(String code, String... parts) {
    JsRun.Result result =
        JsRun.withAllPermissions().arguments(folder.resolve("s").toString()).text(code);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains(parts).hasSize(String.join("", parts).length());
    assertThat(result.status()).isZero();
  }
}
