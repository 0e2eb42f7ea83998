package org.jexpy.bindings.execnet.rsync;

import java.io.IOException;
import org.jexpy.bindings.execnet.gateway.ExecHost;
import org.jexpy.bindings.execnet.gateway.ExecTask;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.gateway.WorkerGateway;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.LocalPair;
import org.jexpy.bindings.execnet.transport.Surroundings;

/** A worker in this program that does nothing but get files. */
final class JavaSide implements ExecHost {
  Gateway open() {
    LocalPair pair = new LocalPair();
    WorkerGateway worker =
        WorkerGateway.start(
            pair.worker(), "files-worker", ExecModel.THREAD, this, Surroundings.DIRECT);
    XSpec spec = XSpec.of("popen//id=files");
    Surroundings.DIRECT
        .thread(
            "files",
            () -> {
              try {
                for (ExecTask task = worker.nextMainTask();
                    task != null;
                    task = worker.nextMainTask()) {
                  run(task);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                pair.ended(0);
              }
            })
        .start();
    return Gateway.start(
        pair.controller(), spec, "files", ExecModel.THREAD, Surroundings.DIRECT, gateway -> true);
  }

  private static void run(ExecTask task) throws InterruptedException {
    try {
      RSyncReceiver.receive(task.channel(), SyncFiles.DIRECT);
      task.done();
    } catch (IOException | RuntimeException e) {
      task.failed(e.toString());
    }
  }

  @Override
  public void spawn(ExecTask task) {
    Surroundings.DIRECT
        .thread(
            "files-more",
            () -> {
              try {
                run(task);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })
        .start();
  }

  @Override
  public void interrupt() {
    // It ends with the channel.
  }

  @Override
  public void close() {
    // It ends with the channel.
  }
}
