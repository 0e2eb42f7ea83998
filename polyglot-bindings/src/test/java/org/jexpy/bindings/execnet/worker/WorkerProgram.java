package org.jexpy.bindings.execnet.worker;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Objects;
import org.jexpy.bindings.execnet.gateway.JavaWorker;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.transport.PipeTransport;
import org.jexpy.bindings.execnet.transport.StreamTransport;

/** A program that is a worker of the test's functions. */
final class WorkerProgram {
  private WorkerProgram() {}

  /** Be the worker of whoever has started this program. */
  public static void main(String[] arguments) throws IOException {
    StreamTransport transport =
        new PipeTransport(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            new FileOutputStream(FileDescriptor.out));
    serve(WorkerDoor.read(transport), transport);
  }

  static void serve(BootstrapLine line, StreamTransport transport) throws IOException {
    ExecModel model = ExecModel.of(Objects.requireNonNullElse(line.execModel(), "thread"));
    JavaWorker worker = GenuineControllerTest.prepare(JavaWorker.over(transport, model));
    // Now that it can do everything.
    WorkerDoor.ready(transport);
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
