package org.jexpy.bindings.execnet.rsync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.serial.Bytes;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Gets files (§7). A file has its old content or its new one, at every moment: the new one is
 * written under another name first.
 */
public final class RSyncReceiver {
  /** How the names of files begin that are not complete. */
  private static final String PART = ".jexpy-part-";

  private final RawChannel channel;
  private final SyncFiles files;
  private final List<Wanted> wanted = new ArrayList<>();
  private String base = "";
  private boolean delete;

  /**
   * A file that was asked for.
   *
   * @param path where
   * @param mode its mode; null if the other side has not got it any more
   * @param modified when it was changed last, in seconds since 1970
   */
  private record Wanted(String path, @Nullable Integer mode, double modified) {}

  private RSyncReceiver(RawChannel channel, SyncFiles files) {
    this.channel = channel;
    this.files = files;
  }

  /**
   * Get files; comes back when all are there.
   *
   * @param channel to the side that has them
   * @param files where they are to be
   * @throws IOException if something cannot be written, or the other side says what is no part of
   *     this
   * @throws ExecnetException if the other side ends before
   */
  public static void receive(RawChannel channel, SyncFiles files)
      throws IOException, InterruptedException {
    new RSyncReceiver(channel, files).receive();
  }

  private void receive() throws IOException, InterruptedException {
    Object begin = next();
    if (!(begin instanceof Tuple(List<@Nullable Object> said)
        && said.size() == 2
        && said.getFirst() instanceof String folder
        && said.getLast() instanceof Map<?, ?> options)) {
      throw unknown(begin);
    }
    base = folder;
    delete = Boolean.TRUE.equals(options.get("delete"));
    tree("", base);
    say("list_done", null);
    for (Wanted file : wanted) {
      Object content = next();
      say("ack", file.path().substring(Math.min(base.length() + 1, file.path().length())));
      write(file, content);
    }
    say("links", null);
    links();
    say("done", null);
  }

  private void tree(String name, String path) throws IOException, InterruptedException {
    switch (next()) {
      case null -> {
        // A link, of which more is said at the end.
      }
      case Tuple(List<@Nullable Object> told) when told.size() == 3 -> file(name, path, told);
      case List<?> told when !told.isEmpty() && told.getFirst() instanceof Long mode ->
          folder(name, path, mode.intValue(), names(told.subList(1, told.size())));
      case Object other -> throw unknown(other);
    }
  }

  private static List<String> names(List<?> told) throws IOException {
    List<String> names = new ArrayList<>();
    for (Object name : told) {
      if (!(name instanceof String text) || text.matches("\\.{0,2}|.*[/\\x00].*")) {
        throw new IOException(
            "an entry of a folder is called '%s' (expected: a name without '/')".formatted(name));
      }
      names.add(text);
    }
    return names;
  }

  private void folder(String name, String path, int mode, List<String> names)
      throws IOException, InterruptedException {
    @Nullable SyncEntry there = files.look(path);
    if (there != null && !there.isFolder()) {
      files.remove(path);
      there = null;
    }
    if (there == null) {
      files.makeFolders(path);
    }
    if (mode != 0) {
      files.permit(path, (mode & SyncEntry.PERMISSIONS) | 0700);
    }
    for (String each : names) {
      tree(name.isEmpty() ? each : name + "/" + each, below(path, each));
    }
    if (delete) {
      Set<String> known = new HashSet<>(names);
      for (String each : files.names(path)) {
        if (!known.contains(each)) {
          removeAll(below(path, each));
        }
      }
    }
  }

  private void file(String name, String path, List<@Nullable Object> told) throws IOException {
    @Nullable Integer mode = told.get(0) instanceof Long number ? number.intValue() : null;
    if (!(told.get(1) instanceof Number modified && told.get(2) instanceof Number size)) {
      throw unknown(told);
    }
    @Nullable SyncEntry there = files.look(path);
    @Nullable Bytes digest = null;
    if (there != null && !there.isFile()) {
      removeAll(path);
    } else if (there != null && there.size() == size.longValue()) {
      if (there.modified() == modified.doubleValue()) {
        if (mode != null && mode != there.mode()) {
          files.permit(path, mode & SyncEntry.PERMISSIONS);
        }
        return;
      }
      try (InputStream content = Channels.newInputStream(files.read(path))) {
        digest = FileDigest.of(content);
      }
    }
    say("send", Tuple.of(name.isEmpty() ? List.of() : List.of(name.split("/", -1)), digest));
    wanted.add(new Wanted(path, mode, modified.doubleValue()));
  }

  private void write(Wanted file, @Nullable Object content) throws IOException {
    if (content instanceof Bytes bytes) {
      replace(file, bytes);
    } else if (content != null) {
      throw unknown(content);
    } else if (files.look(file.path()) != null) {
      settle(file.path(), file);
    }
  }

  private void replace(Wanted file, Bytes content) throws IOException {
    String path = file.path();
    String part = path.substring(0, path.lastIndexOf('/') + 1) + PART + UUID.randomUUID();
    try {
      try (SeekableByteChannel out = files.create(part)) {
        ByteBuffer all = content.asBuffer();
        while (all.hasRemaining()) {
          out.write(all);
        }
      }
      settle(part, file);
      files.replace(part, path);
    } catch (IOException | RuntimeException e) {
      if (files.look(part) != null) {
        files.remove(part);
      }
      throw e;
    }
  }

  private void settle(String path, Wanted file) throws IOException {
    if (file.mode() != null) {
      files.permit(path, file.mode() & SyncEntry.PERMISSIONS);
      files.date(path, file.modified());
    }
  }

  private void links() throws IOException, InterruptedException {
    for (Object link = next(); !(link instanceof Long); link = next()) {
      if (!(link instanceof Tuple(List<@Nullable Object> told)
          && told.size() == 3
          && told.get(0) instanceof String kind
          && told.get(1) instanceof String name
          && told.get(2) instanceof String says)) {
        throw unknown(link);
      }
      if (!name.isEmpty()) {
        var _ = names(List.of(name.split("/", -1)));
      }
      String path = name.isEmpty() ? base : below(base, name);
      if (files.look(path) != null) {
        removeAll(path);
      }
      files.link(path, kind.equals("linkbase") ? below(base, says) : says);
    }
  }

  private void removeAll(String path) throws IOException {
    @Nullable SyncEntry there = files.look(path);
    if (there != null && there.isFolder()) {
      for (String each : files.names(path)) {
        removeAll(below(path, each));
      }
    }
    files.remove(path);
  }

  private static String below(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  private @Nullable Object next() throws InterruptedException {
    return channel.receive(null).value();
  }

  private void say(String word, @Nullable Object what) {
    channel.send(Dumper.dump(Tuple.of(word, what)));
  }

  private static IOException unknown(@Nullable Object said) {
    return new IOException(
        "'%s' where files are told of (expected: a step of rsync)".formatted(said));
  }
}
