package dev.meander.launcher;

import dev.meander.launcher.replay.FileSource;
import dev.meander.launcher.replay.PositionFile;
import dev.meander.launcher.replay.Replay;
import dev.meander.launcher.replay.ReplayFormat;
import dev.meander.launcher.replay.Totals;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./meander replay}: streams a file to a running service. */
@Command(
    name = "replay",
    description = {
      "Streams the events of a file (plain or .gz) to a running service.",
      "",
      "An interrupted replay goes on where it was when it is started again in the same way. The last line of the"
          + " output counts the events: accepted=N duplicate=N refused=N. Refused lines are told on standard error"
          + " and do not fail the command."
    },
    footer = {
      "",
      "Formats:",
      "  taobao  user,item,category,type,unixSeconds with type pv, cart, fav or buy (Taobao UserBehavior)",
      "  ndjson  one wire event a line, as POST /v1/events takes it",
      "  csv     the first line names the wire fields: personId,kind,occurredAt and any of eventId,source,",
      "          sessionId,item.id,item.category (levels joined by >),item.name,item.price,dwellMs,query,",
      "          quantity,amount,currency,rating,text,path,referrer,granted,context.NAME"
    })
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "FILE", description = "what to replay")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}")
  private ReplayFormat format = ReplayFormat.ndjson;

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

  @Override
  public Integer call() throws IOException, InterruptedException {
    var target = new Replay.Target(service(), batch(), speed(), Duration.ofSeconds(patience));
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("no such file: " + file);
    }
    var report = new ReplayReport(file.getFileName().toString(), Progress.onStandardError());
    Totals totals;
    try (var position = PositionFile.open(data.folder().resolve("replay"), name());
        var source = FileSource.open(file, format)) {
      if (restart) {
        position.forget();
      }
      totals = new Replay(target, report).run(source, input(), position);
      position.forget();
    }
    report.finish(totals);
    System.out.println(totals);
    return 0;
  }

  /** Where a position is kept: one for each file, format and service. */
  private String name() throws IOException {
    String key = file.toRealPath() + "\n" + format + "\n" + service();
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Another size or time: another file, to be read from its beginning. */
  private String input() throws IOException {
    return Files.size(file) + " bytes of " + Files.getLastModifiedTime(file);
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
