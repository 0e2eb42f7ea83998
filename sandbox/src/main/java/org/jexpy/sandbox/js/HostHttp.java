package org.jexpy.sandbox.js;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.SandboxThreads;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange at a time for {@code fetch}: no redirects (the guest follows them, so that
 * every target is asked of the gate), bodies read as fast as the guest takes them. Used on the
 * Runner only.
 */
public final class HostHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** Set by the client itself, which refuses to be given them. */
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final GuestServices services;
  private final GuestRealm realm;
  private final ExecutorService threads;
  private final HttpClient client;
  private final Map<Integer, Exchange> exchanges = new HashMap<>();
  private int last;

  private static final class Exchange {
    final Handle handle;
    final CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> response;
    @Nullable HttpBody body;

    Exchange(
        Handle handle, CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> response) {
      this.handle = handle;
      this.response = response;
    }
  }

  HostHttp(GuestServices services, GuestRealm realm) {
    this.services = services;
    this.realm = realm;
    threads = SandboxThreads.pool("jexpy-http");
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads)
            .build();
    services
        .resources()
        .register(
            ResourceKind.THREAD,
            "http client",
            () -> {
              client.shutdownNow();
              threads.shutdownNow();
            })
        .unref();
  }

  /**
   * Sends a request.
   *
   * @param headers names and values, alternating
   * @param body an {@code ArrayBuffer} or null
   * @param done called with status, header names and values, error code and error text
   * @return an id for {@link #pull} and {@link #abort}
   */
  @GuestVisible
  public int send(
      String method,
      String url,
      Value headers,
      @Nullable Value body,
      int offset,
      int length,
      Value done) {
    URI target = URI.create(url);
    int port =
        target.getPort() >= 0
            ? target.getPort()
            : "https".equals(target.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    String host = target.getHost();
    if (host == null) {
      throw new IllegalArgumentException(
          "the host of '%s' cannot be asked by HTTP: letters, digits, '-' and '.' are allowed in it"
              .formatted(url));
    }
    services.gate().check(Permission.NET, host + ":" + port);
    HttpRequest.BodyPublisher publisher =
        body == null || body.isNull()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(Buffers.copy(body, offset, length));
    HttpRequest.Builder request = HttpRequest.newBuilder(target).method(method, publisher);
    for (long i = 0; i + 1 < headers.getArraySize(); i += 2) {
      String name = headers.getArrayElement(i).asString();
      if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        request.header(name, headers.getArrayElement(i + 1).asString());
      }
    }
    int id = ++last;
    var response = send(request.build(), host, port);
    Handle handle =
        services
            .resources()
            .register(
                ResourceKind.OPERATION, "fetch " + host + ":" + port, () -> response.cancel(true));
    exchanges.put(id, new Exchange(handle, response));
    var _ =
        response.whenComplete(
            (answer, failure) -> later(() -> answered(id, answer, failure, done)));
    return id;
  }

  /** A permitted name may lead to a denied address; the client then finds what was found here. */
  private CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> send(
      HttpRequest request, String host, int port) {
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> response =
        new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
              refuseDenied(address, port);
            }
          } catch (UnknownHostException | AccessRefusedException e) {
            response.completeExceptionally(e);
            return;
          }
          var sent = client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
          var _ = response.whenComplete((answer, failure) -> sent.cancel(true));
          var _ =
              sent.whenComplete(
                  (answer, failure) -> {
                    if (failure == null) {
                      response.complete(answer);
                    } else {
                      response.completeExceptionally(failure);
                    }
                  });
        });
    return response;
  }

  private void refuseDenied(InetAddress address, int port) {
    String number = address.getHostAddress();
    String resource = (number.indexOf(':') < 0 ? number : "[" + number + "]") + ":" + port;
    if (services.gate().denies(Permission.NET, resource)) {
      services.gate().check(Permission.NET, resource);
    }
  }

  /**
   * Reads the next part of a body.
   *
   * @param done called with an {@code ArrayBuffer}, or null at the end, and an error text
   */
  @GuestVisible
  public void pull(int id, Value done) {
    Exchange exchange = exchanges.get(id);
    HttpBody body = exchange == null ? null : exchange.body;
    if (exchange == null || body == null) {
      done.executeVoid(null, null);
      return;
    }
    exchange.handle.ref();
    body.next(
        (chunk, failure) ->
            later(
                () -> {
                  if (chunk == null) {
                    forget(id);
                  } else {
                    exchange.handle.unref();
                  }
                  done.executeVoid(chunk == null ? null : realm.arrayBuffer(chunk), failure);
                }));
  }

  /** Gives up an exchange, whatever its state. */
  @GuestVisible
  public void abort(int id) {
    Exchange exchange = exchanges.get(id);
    if (exchange == null) {
      return;
    }
    if (exchange.body != null) {
      exchange.body.cancel();
    }
    exchange.response.cancel(true);
    forget(id);
  }

  private void answered(
      int id,
      @Nullable HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer,
      @Nullable Throwable failure,
      Value done) {
    Exchange exchange = exchanges.get(id);
    if (exchange == null) {
      return;
    }
    if (answer == null) {
      forget(id);
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      HostError error = cause == null ? new HostError("EIO", "no answer") : HostError.of(cause);
      done.executeVoid(0, null, error.code(), error.text());
      return;
    }
    exchange.body = new HttpBody(answer.body());
    // A body that nobody reads keeps no run alive.
    exchange.handle.unref();
    done.executeVoid(answer.statusCode(), flat(answer.headers()), null, null);
  }

  private static ProxyArray flat(HttpHeaders headers) {
    List<Object> flat = new ArrayList<>();
    headers
        .map()
        .forEach(
            (name, values) ->
                values.forEach(
                    value -> {
                      flat.add(name);
                      flat.add(value);
                    }));
    return ProxyArray.fromList(flat);
  }

  private void forget(int id) {
    Exchange exchange = exchanges.remove(id);
    if (exchange != null) {
      exchange.handle.release();
    }
  }

  private void later(Runnable task) {
    try {
      services.runner().execute(task);
    } catch (RejectedExecutionException e) {
      // The run has ended; nobody waits for this.
    }
  }
}
