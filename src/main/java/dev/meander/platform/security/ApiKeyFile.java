package dev.meander.platform.security;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The file of API keys; {@link SecurityConfig#apiKeysFile}. Blocks while it reads. Any thread. */
final class ApiKeyFile {

  private static final Set<String> PARTS = Set.of("sha256", "tenant", "scopes");

  private record Entry(String sha256, String tenant, Set<String> scopes)
      implements SecurityConfig.Key {}

  private final Path path;

  ApiKeyFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * Its content.
   *
   * @throws IOException where it cannot be read
   */
  String read() throws IOException {
    return Files.readString(path, StandardCharsets.UTF_8);
  }

  /**
   * The keys of a content, by their names.
   *
   * @throws IllegalStateException naming what is wrong, and never what may be a key
   */
  Map<String, SecurityConfig.Key> keys(String content) {
    Map<String, Map<String, String>> parts = new TreeMap<>();
    properties(content)
        .forEach(
            (name, value) -> {
              int dot = name.lastIndexOf('.');
              if (dot < 1 || !PARTS.contains(name.substring(dot + 1))) {
                throw new IllegalStateException(
                    path + " holds a line that is no NAME.sha256, NAME.tenant or NAME.scopes");
              }
              parts
                  .computeIfAbsent(name.substring(0, dot), _ -> new TreeMap<>())
                  .put(name.substring(dot + 1), value);
            });
    if (parts.size() > SecurityConfig.MOST_KEYS) {
      throw new IllegalStateException(
          path + " holds more than " + SecurityConfig.MOST_KEYS + " keys");
    }
    Map<String, SecurityConfig.Key> keys = new TreeMap<>();
    parts.forEach((name, told) -> keys.put(name, entry(name, told)));
    return keys;
  }

  private SecurityConfig.Key entry(String name, Map<String, String> told) {
    Set<String> missing = new TreeSet<>(PARTS);
    missing.removeAll(told.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalStateException(path + " tells no " + missing + " of " + name);
    }
    Set<String> scopes =
        Arrays.stream(part(told, "scopes").split(","))
            .map(String::strip)
            .filter(scope -> !scope.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return new Entry(part(told, "sha256"), part(told, "tenant"), scopes);
  }

  private static String part(Map<String, String> told, String part) {
    return told.getOrDefault(part, "").strip();
  }

  private Map<String, String> properties(String content) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(content));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(path + " is no properties file", e);
    }
    return properties.stringPropertyNames().stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name -> Optional.ofNullable(properties.getProperty(name)).orElse("")));
  }
}
