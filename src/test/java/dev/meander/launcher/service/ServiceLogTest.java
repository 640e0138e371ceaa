package dev.meander.launcher.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceLogTest {

  @TempDir Path folder;

  @Test
  void a_service_that_never_stops_talking_fills_two_files_and_its_last_words_are_kept()
      throws Exception {
    jar(folder.resolve("quarkus-app/quarkus-run.jar"));
    var settings = new ServiceSettings(folder, folder, 1, Map.of());
    try (var service = ServiceProcess.start(settings, List.of("-Xmx32m"))) {
      ServiceException ended = service.ended().get(60, TimeUnit.SECONDS);
      String told = String.valueOf(ended.getMessage());
      assertTrue(told.contains("exit status 3"), told);
      assertTrue(told.endsWith(Chatterbox.LAST_WORDS), told);
    }
    Path log = settings.log();
    assertTrue(Files.readString(log).contains(Chatterbox.LAST_WORDS));
    try (var files = Files.list(log.getParent())) {
      assertEquals(2, files.count());
    }
    long kept = Files.size(log) + Files.size(log.resolveSibling("service.log.1"));
    assertTrue(kept > 8 << 20 && kept <= 16 << 20, "kept " + kept);
  }

  /** A jar in the place of the service's. */
  private static void jar(Path jar) throws Exception {
    Files.createDirectories(jar.getParent());
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Chatterbox.class.getName());
    String entry = Chatterbox.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream in = Chatterbox.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      out.write(in.readAllBytes());
      out.closeEntry();
    }
  }
}
