package org.jexpy.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The peer of all comparisons: CPython, as a program of its own. */
final class Cpython {
  /** The system's own: what comes first in PATH may be a version manager's shell script. */
  private static final String PROGRAM =
      Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";

  private Cpython() {}

  /**
   * Start some at once, each of which prints a line.
   *
   * @param count how many
   * @return after how many milliseconds from the beginning the first byte of each came, as this
   *     program can see it: those that it reads later are not counted too early
   * @throws IOException if one prints nothing
   */
  static double[] firstBytes(int count) throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Process> children = new ArrayList<>();
    double[] millis = new double[count];
    try {
      for (int i = 0; i < count; i++) {
        children.add(new ProcessBuilder(PROGRAM, "-c", "print('hello')").start());
      }
      for (int i = 0; i < count; i++) {
        try (InputStream out = children.get(i).getInputStream()) {
          if (out.read() < 0) {
            throw new IOException("python3 printed nothing");
          }
          millis[i] = (System.nanoTime() - start) / 1e6;
        }
      }
    } finally {
      for (Process child : children) {
        child.waitFor();
      }
    }
    return millis;
  }

  /** What a program prints. */
  static String output(String program) throws IOException, InterruptedException {
    Process child = new ProcessBuilder(PROGRAM, "-c", program).start();
    try (InputStream out = child.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      child.waitFor();
    }
  }
}
