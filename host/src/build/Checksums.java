import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes FILE.sha256 beside each FILE, as {@code sha256sum -c} reads it. Run from its source. */
public final class Checksums {
  private Checksums() {}

  public static void main(String[] args) throws Exception {
    for (String arg : args) {
      Path file = Path.of(arg);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      String line = HexFormat.of().formatHex(digest) + "  " + file.getFileName() + "\n";
      Files.writeString(file.resolveSibling(file.getFileName() + ".sha256"), line);
    }
  }
}
