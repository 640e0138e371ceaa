package dev.meander.launcher;

import dev.meander.launcher.replay.EventSource;
import dev.meander.launcher.replay.PositionFile;
import dev.meander.launcher.replay.Replay;
import dev.meander.launcher.replay.ReplayListener;
import dev.meander.launcher.replay.Totals;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where events go and how, shared by the commands that send them. */
final class SendOptions {

  /** Opens what is sent; called after the position is held. */
  @FunctionalInterface
  interface Opening {
    EventSource open() throws IOException;
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "the service (default: ${DEFAULT-VALUE})")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--speed",
      paramLabel = "N|max",
      defaultValue = "max",
      description = "events per second, or as fast as the service takes them (default: max)")
  private String speed = "max";

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "500",
      description = "events in a request, 1 to 1000 (default: ${DEFAULT-VALUE})")
  private int batch = 500;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "how long the service may be away or busy (default: ${DEFAULT-VALUE})")
  private int patience = 120;

  @Option(names = "--restart", description = "forget where an interrupted run was")
  private boolean restart;

  /**
   * @throws ParameterException naming the option that has no sense
   */
  Replay.Target target() {
    return new Replay.Target(service(), batch(), speed(), Duration.ofSeconds(patience));
  }

  /**
   * Sends a source to its end, from where an interrupted run of the same name was.
   *
   * @param folder of positions, within the data folder
   * @param name what tells this run from others, beside the service
   * @param input tells whether the source is still the same
   */
  Totals send(String folder, String name, String input, Opening opening, ReplayListener listener)
      throws IOException, InterruptedException {
    Replay.Target target = target();
    try (var position = position(folder, name)) {
      try (var source = opening.open()) {
        Totals totals = new Replay(target, listener).run(source, input, position);
        position.forget();
        return totals;
      }
    }
  }

  /**
   * The position of that name, forgotten if the person wants it so.
   *
   * @throws IOException when another process has it
   */
  PositionFile position(String folder, String name) throws IOException {
    String key = name + "\n" + service();
    String file = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    PositionFile position = PositionFile.open(data.folder().resolve(folder), file);
    if (restart) {
      position.forget();
    }
    return position;
  }

  /** Another size or time: another input, to be read from its beginning. */
  static String stateOf(List<Path> files) throws IOException {
    var text = new StringBuilder();
    for (Path file : files) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(Files.size(file))
          .append(" bytes of ")
          .append(Files.getLastModifiedTime(file));
    }
    return text.toString();
  }

  /**
   * @throws CommandFailure when one is missing
   */
  static void needFiles(List<Path> files) {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new CommandFailure("no such file: " + file);
      }
    }
  }

  private URI service() {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null) {
      throw wrong("--url wants something like http://127.0.0.1:8080, not " + url);
    }
    return url;
  }

  private int batch() {
    if (batch < 1 || batch > 1000) {
      throw wrong("--batch wants 1 to 1000, not " + batch);
    }
    return batch;
  }

  private int speed() {
    if (speed.equals("max")) {
      return 0;
    }
    if (!speed.matches("[1-9]\\d{0,6}")) {
      throw wrong("--speed wants events per second or max, not " + speed);
    }
    return Integer.parseInt(speed);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
