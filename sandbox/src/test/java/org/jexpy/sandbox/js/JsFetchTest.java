package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsFetchTest {
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private String base;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/json", exchange -> answer(exchange, 200, "{\"a\": [1, 2]}"));
    server.createContext(
        "/echo",
        exchange ->
            answer(
                exchange,
                201,
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type")
                    + " "
                    + exchange.getRequestHeaders().getFirst("X-Extra")
                    + " "
                    + new String(
                        exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    server.createContext("/moved", exchange -> redirect(exchange, 302, "/json"));
    server.createContext("/away", exchange -> redirect(exchange, 307, "http://127.0.0.2:1/"));
    server.createContext("/gzip", JsFetchTest::compressed);
    server.createContext("/slow", this::slow);
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aScriptGetsPostsAndFollowsRedirects() {
    JsRun.Result result =
        JsRun.withAllPermissions()
            .arguments(base)
            .text(
                """
                (async () => {
                  const base = process.argv[1];
                  const r = await fetch(base + '/json');
                  console.log(r.status, r.ok, r.headers.get('content-type'), await r.json(), r.bodyUsed);
                  const p = await fetch(base + '/echo', { method: 'POST', body: 'grüße', headers: { 'X-Extra': 'e' } });
                  console.log(p.status, p.statusText, await p.text());
                  console.log(await (await fetch(base + '/echo', { method: 'PUT', body: new URLSearchParams({ a: '1 2' }) })).text());
                  const m = await fetch(base + '/moved');
                  console.log(m.redirected, m.url.endsWith('/json'), (await m.arrayBuffer()).byteLength);
                  console.log((await fetch(base + '/moved', { redirect: 'manual' })).status);
                  console.log(await (await fetch(base + '/gzip')).text());
                  console.log((await fetch(base + '/nope')).status);
                  let n = 0; for await (const chunk of (await fetch(base + '/json')).body) n += chunk.length; console.log(n);
                })();
                """);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            200 true application/json { a: [ 1, 2 ] } true
            201 Created POST text/plain;charset=UTF-8 e grüße
            PUT application/x-www-form-urlencoded;charset=UTF-8 null a=1+2
            true true 13
            302
            unpacked
            404
            13
            """);
  }

  @Test
  void anAbortEndsTheWaitAtOnce() {
    JsRun.Result result =
        JsRun.withAllPermissions()
            .arguments(base)
            .text(
                """
                const base = process.argv[1];
                (async () => {
                  try { await fetch(base + '/slow?head', { signal: AbortSignal.timeout(50) }); } catch (e) { console.log(e.name); }
                  const control = new AbortController();
                  const r = await fetch(base + '/slow', { signal: control.signal });
                  const reader = r.body.getReader();
                  console.log(new TextDecoder().decode((await reader.read()).value));
                  setTimeout(() => control.abort(), 10);
                  try { await reader.read(); } catch (e) { console.log(e.name); }
                  try { await fetch(base + '/json', { signal: AbortSignal.abort() }); } catch (e) { console.log(e.name); }
                })();
                """);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("TimeoutError\nfirst\nAbortError\nAbortError\n");
  }

  @Test
  void theTargetOfARedirectIsAskedOfTheGateToo() {
    JsRun.Result result =
        JsRun.with(PermissionSet.none().allow(Permission.NET, List.of("127.0.0.1")))
            .arguments(base)
            .text("fetch(process.argv[1] + '/away').catch((e) => console.log(e.code, e.message))");
    assertThat(result.out())
        .startsWith("EACCES network access to '127.0.0.2:1' is not granted")
        .contains("--allow-net=127.0.0.2:1");
  }

  @Test
  void aFailedConnectionIsATypeErrorWithACause() {
    server.stop(0);
    JsRun.Result result =
        JsRun.withAllPermissions()
            .arguments(base)
            .text(
                "fetch(process.argv[1]).catch((e) => console.log(e.name, e.message, e.cause.code))");
    assertThat(result.out()).isEqualTo("TypeError fetch failed ECONNREFUSED\n");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, int status, String target)
      throws IOException {
    exchange.getResponseHeaders().set("Location", target);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static void compressed(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("unpacked".getBytes(StandardCharsets.UTF_8));
    }
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, packed.size());
    exchange.getResponseBody().write(packed.toByteArray());
    exchange.close();
  }

  private void slow(HttpExchange exchange) throws IOException {
    try {
      if (exchange.getRequestURI().getQuery() == null) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("first".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }
}
