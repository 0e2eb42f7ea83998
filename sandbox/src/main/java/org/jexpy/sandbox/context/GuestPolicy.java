package org.jexpy.sandbox.context;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.fs.FolderMounts;
import org.jexpy.sandbox.fs.GuestFiles;
import org.jexpy.sandbox.fs.ReadGrant;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.resource.OwnedResources;

/**
 * What a context learns at hand-over.
 *
 * @param gate decides every access
 * @param implicitReads what may be read without a flag
 * @param environment the environment variables that the guest sees
 * @param streams its standard streams
 * @param workingDirectory its working directory, as it sees it
 * @param mounts what it sees at another place
 * @param resources where what it opens is registered
 */
public record GuestPolicy(
    AccessGate gate,
    ReadGrant implicitReads,
    Map<String, String> environment,
    GuestStreams streams,
    Path workingDirectory,
    FolderMounts mounts,
    OwnedResources resources) {

  /** What a spare has: nothing. */
  static final GuestPolicy CLOSED =
      new GuestPolicy(
          AccessGate.CLOSED,
          ReadGrant.NOTHING,
          Map.of(),
          new GuestStreams(
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream(),
              false,
              false),
          Path.of("/"),
          FolderMounts.NONE,
          new OwnedResources());

  /** What is opened in the guest's name, but not by its file system. */
  public GuestFiles files() {
    return new GuestFiles(gate, implicitReads, mounts);
  }

  /** Copies the environment. */
  public GuestPolicy {
    environment = Map.copyOf(environment);
  }

  /**
   * A policy under which every file is where it is.
   *
   * @param gate decides every access
   * @param implicitReads what may be read without a flag
   * @param environment the environment variables that the guest sees
   * @param streams its standard streams
   * @param workingDirectory its working directory
   * @param resources where what it opens is registered
   */
  public GuestPolicy(
      AccessGate gate,
      ReadGrant implicitReads,
      Map<String, String> environment,
      GuestStreams streams,
      Path workingDirectory,
      OwnedResources resources) {
    this(gate, implicitReads, environment, streams, workingDirectory, FolderMounts.NONE, resources);
  }
}
