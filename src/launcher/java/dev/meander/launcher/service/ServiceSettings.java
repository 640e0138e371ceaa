package dev.meander.launcher.service;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What one start of the service needs.
 *
 * @param target the build's folder
 * @param data the instance's data folder
 * @param port where it serves HTTP, on 127.0.0.1
 * @param configuration its Quarkus settings, the addresses and passwords of servers among them
 */
public record ServiceSettings(Path target, Path data, int port, Map<String, String> configuration) {

  /** Above the environment (300) and below what is said on the service's own command line (400). */
  private static final String ORDINAL = "350";

  public ServiceSettings {
    configuration = Map.copyOf(configuration);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * The configuration that the newest start on a data folder was given.
   *
   * @throws IOException when there was none
   */
  public static Map<String, String> configuration(Path data) throws IOException {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file(data), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> configuration = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> configuration.put(n, properties.getProperty(n)));
    return configuration;
  }

  private static Path file(Path data) {
    return data.resolve("service").resolve("application.properties");
  }

  Path jar() {
    return target.resolve("quarkus-app").resolve("quarkus-run.jar");
  }

  Path log() {
    return data.resolve("logs").resolve("service.log");
  }

  /**
   * Writes the configuration where only its owner reads it: on a command line or in the
   * environment, everybody on the machine would see the passwords.
   */
  Path writeConfiguration() throws IOException {
    Path file = file(data);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var properties = new Properties();
    properties.putAll(configuration);
    properties.put("config_ordinal", ORDINAL);
    properties.put("quarkus.http.port", Integer.toString(port));
    properties.putIfAbsent(
        "meander.privacy.master-key-file", MasterKeyFile.ensure(data).path().toString());
    if (System.getenv("QUARKUS_HTTP_HOST") == null) {
      properties.put("quarkus.http.host", "127.0.0.1");
    }
    if (System.getenv("MEANDER_SECURITY_MODE") == null) {
      properties.putIfAbsent("meander.security.mode", "open");
    }
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(writer, "written by ./meander run at each start");
    }
    return file;
  }
}
