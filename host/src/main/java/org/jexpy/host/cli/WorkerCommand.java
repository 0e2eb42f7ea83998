package org.jexpy.host.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jexpy.bindings.execnet.guest.WorkerLife;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.transport.StreamTransport;
import org.jexpy.bindings.execnet.worker.BootstrapException;
import org.jexpy.bindings.execnet.worker.BootstrapLine;
import org.jexpy.bindings.execnet.worker.WorkerDoor;
import org.jexpy.host.surfaces.Surfaces;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.context.ChildPrograms;
import org.jexpy.sandbox.fs.FolderMounts;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.thread.SignalHandlers;
import org.jspecify.annotations.Nullable;

/**
 * {@code jexpy -u -c 'import sys;exec(eval(sys.stdin.readline()))'}: how execnet starts an
 * interpreter as its worker. What comes is not run but recognised, and served by the worker that is
 * here. The wire is descriptors 0 and 1, which nobody else has. As {@code python} would, it may do
 * what its starter may, if {@value ChildPrograms#NARROWED} does not say less.
 */
final class WorkerCommand implements CliCommand {
  private static final String LINE = "import sys;exec(eval(sys.stdin.readline()))";

  /** Flags of {@code python3} that make no difference to a worker. */
  private static final Set<String> IGNORED = Set.of("-u", "-B", "-E", "-s", "-S", "-I");

  /**
   * Whether a command line asks for a worker.
   *
   * @param words the words after {@code jexpy}
   */
  static boolean recognises(List<String> words) {
    int at = 0;
    while (at < words.size() && IGNORED.contains(words.get(at))) {
      at++;
    }
    return words.subList(at, words.size()).equals(List.of("-c", LINE));
  }

  @Override
  public int execute(List<String> words) throws Exception {
    PermissionSet permissions = permissions(System.getenv(ChildPrograms.NARROWED));
    Wire wire = new Wire();
    // Nothing of this program may get between.
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    BootstrapLine line;
    try {
      line = WorkerDoor.read(wire);
    } catch (BootstrapException e) {
      System.err.println("jexpy: " + e.getMessage());
      return 1;
    }
    if (line.quit()) {
      return 0;
    }
    WorkerDoor.ready(wire);
    String model = line.execModel();
    WorkerLife life =
        new WorkerLife(
            wire, line.id(), model == null ? ExecModel.THREAD : ExecModel.of(model), new OfJvm());
    GuestStreams streams =
        GuestStreams.errorOnly(
            new FileOutputStream(FileDescriptor.err),
            System.getProperty(GuestStreams.TERMINALS_PROPERTY, "").contains("e"));
    String executable = System.getProperty("jexpy.executable", "jexpy");
    RunRequest request =
        new RunRequest(
            GuestLanguage.PYTHON,
            WorkerLife.PYTHON,
            List.of(),
            permissions,
            RunCommand.pythonPath(System.getenv()),
            RunCommand.activeSite(System.getenv()),
            System.getenv(),
            Path.of(""),
            executable,
            List.of(executable, "-c", LINE),
            FolderMounts.NONE);
    int status =
        new ScriptRunner(request, streams, Surfaces.standalone(streams)).watchedBy(life).run();
    wire.closeWrite();
    return status;
  }

  private static PermissionSet permissions(@Nullable String narrowed) throws UsageException {
    if (narrowed == null) {
      return PermissionSet.all();
    }
    PermissionFlags flags = new PermissionFlags(PermissionSet.none().allow(Permission.THREADS));
    for (String word : narrowed.strip().split("\\s*\\R\\s*|\\s+(?=--)", -1)) {
      if (!word.isEmpty() && !flags.take(word)) {
        throw new UsageException(
            "%s: '%s' is no flag of permissions (expected: --allow-…, --deny-… or -A, one a line)"
                .formatted(ChildPrograms.NARROWED, word));
      }
    }
    return flags.set();
  }

  /** The end of a worker that is a whole program. */
  private static final class OfJvm implements WorkerLife.Ends {
    @Override
    public void interrupt() {
      SignalHandlers.of("INT").raise();
    }

    @Override
    public void close(int status) {
      Runtime.getRuntime().halt(status);
    }
  }

  /** Standard input and output. */
  private static final class Wire extends StreamTransport {
    private final InputStream in;
    private final OutputStream out;

    Wire() {
      this(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }

    private Wire(InputStream in, OutputStream out) {
      super(in, out);
      this.in = in;
      this.out = out;
    }

    @Override
    public void closeWrite() {
      close(out);
    }

    @Override
    public void closeRead() {
      close(in);
    }

    private static void close(AutoCloseable stream) {
      try {
        stream.close();
      } catch (Exception e) {
        // The controller is gone; so is this worker, soon.
      }
    }

    @Override
    public OptionalInt await(Duration limit) {
      return OptionalInt.empty();
    }

    @Override
    public boolean hasProcess() {
      return false;
    }

    @Override
    public void kill() {
      closeWrite();
    }
  }
}
