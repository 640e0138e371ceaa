package dev.meander.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meander.launcher.rebuild.RebuildClient;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./meander rebuild}: another version of the read model, beside the one that serves. */
@Command(
    name = "rebuild",
    synopsisSubcommandLabel = "WHAT",
    subcommands = RebuildMeasureCommand.class,
    description = {
      "Fills another version of the read model from the log, beside the one that serves.",
      "",
      "start fills it, status and compare look at it, switch lets it serve, and the one before once more; drop"
          + " deletes what does not serve. The service does the work, and goes on when this command is stopped.",
      "measure needs no running service: it tells how fast rebuilds are here."
    },
    footer = {"", "'./meander rebuild WHAT --help' says more."})
final class RebuildCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "what to do is missing");
  }

  @Command(
      name = "start",
      description = {
        "Makes a new version, fills it, and returns when it is level with the log, which it stays.",
        "",
        "The last line: projection=N events=N seconds=S rate=N."
      })
  int start(
      @Mixin ServiceOption service,
      @Option(
              names = "--batch",
              paramLabel = "N",
              defaultValue = "0",
              description = "most events of a transaction, 1 to 200000 (default: as configured)")
          int batch,
      @Option(
              names = "--parallel",
              paramLabel = "N",
              defaultValue = "0",
              description = "partitions read at once, 1 to 64 (default: as configured)")
          int parallel)
      throws IOException, InterruptedException {
    try (var client = new RebuildClient(service.address())) {
      long begun = System.nanoTime();
      int version = client.begin(batch, parallel);
      JsonNode level = awaitLevel(client, version);
      double seconds = (System.nanoTime() - begun) / 1e9;
      long events = level.path("events").asLong();
      System.out.printf(
          "projection=%d events=%d seconds=%.1f rate=%d%n",
          version, events, seconds, Math.round(events / seconds));
      return 0;
    }
  }

  @Command(
      name = "fill",
      description = {
        "Goes on filling a version after the service was stopped, until it is level with the log.",
        "",
        "The last line: projection=N events=N."
      })
  int fill(
      @Mixin ServiceOption service,
      @Parameters(paramLabel = "N", description = "the version") int version)
      throws IOException, InterruptedException {
    try (var client = new RebuildClient(service.address())) {
      client.fill(version);
      JsonNode level = awaitLevel(client, version);
      System.out.printf("projection=%d events=%d%n", version, level.path("events").asLong());
      return 0;
    }
  }

  private static JsonNode awaitLevel(RebuildClient client, int version)
      throws IOException, InterruptedException {
    Progress progress = Progress.onStandardError();
    JsonNode level =
        client.awaitLevel(
            version, told -> progress.update(told.path("reached").asDouble(), text(told)));
    progress.finish(1, text(level));
    return level;
  }

  private static String text(JsonNode told) {
    return "%,d events, %,d/s, lag %s"
        .formatted(
            told.path("events").asLong(),
            told.path("eventsPerSecond").asLong(),
            told.path("lagMs").isNumber()
                ? "%,d s".formatted(told.path("lagMs").asLong() / 1_000)
                : "unknown");
  }

  @Command(
      name = "status",
      description = {
        "Prints a line for each version: what it holds, its rate and lag; and after a switch how far everybody's view is"
            + " made anew.",
        "",
        "The last line: live=N."
      })
  int status(@Mixin ServiceOption service) throws IOException, InterruptedException {
    try (var client = new RebuildClient(service.address())) {
      JsonNode status = client.status();
      for (JsonNode version : status.path("versions")) {
        System.out.printf(
            "projection=%d %s%n",
            version.path("projection").asInt(),
            version.path("live").asBoolean() ? "serves" : beside(version));
      }
      JsonNode views = status.path("views");
      if (views.isObject()) {
        System.out.printf(
            "views renewed=%d people=%d %s%n",
            views.path("renewed").asLong(),
            views.path("people").asLong(),
            views.path("done").asBoolean() ? "done" : "under way");
      }
      System.out.println("live=" + status.path("live").asInt());
      return 0;
    }
  }

  private static String beside(JsonNode version) {
    String state =
        !version.path("filledHere").asBoolean()
            ? "stands still"
            : version.path("caughtUp").asBoolean()
                ? "level with the log"
                : "%d %% of the log"
                    .formatted(Math.round(100 * version.path("reached").asDouble()));
    return state + ", " + text(version);
  }

  @Command(
      name = "compare",
      description = {
        "Prints who is not the same in two versions, and by how much, 0 to 1.",
        "",
        "Only those count whose newest event both have read. The last line: people=N with=N different=N; exit status 1"
            + " when somebody differs."
      })
  int compare(
      @Mixin ServiceOption service,
      @Parameters(paramLabel = "N", description = "the version") int version,
      @Option(
              names = "--with",
              paramLabel = "N",
              defaultValue = "0",
              description = "the other version (default: the one that serves)")
          int with,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "people to name, 1 to 200 (default: ${DEFAULT-VALUE})")
          int limit)
      throws IOException, InterruptedException {
    try (var client = new RebuildClient(service.address())) {
      JsonNode report = client.compare(version, with, limit);
      for (JsonNode one : report.path("most")) {
        System.out.printf(
            "%s days=%d events=%d with=%d distance=%.4f%n",
            one.path("personId").asText(),
            one.path("days").asLong(),
            one.path("events").asLong(),
            one.path("eventsWith").asLong(),
            one.path("distance").asDouble());
      }
      long different = report.path("different").asLong();
      System.out.printf(
          "people=%d with=%d different=%d%n",
          report.path("people").asLong(), report.path("peopleWith").asLong(), different);
      return different == 0 ? 0 : 1;
    }
  }

  @Command(
      name = "switch",
      description = {
        "Lets a version serve that is level with the log. The one before is kept level: going back is the same.",
        "Everybody's view is made anew then, in the background: status tells how far that is.",
        "",
        "The last line: live=N."
      })
  int switchTo(
      @Mixin ServiceOption service,
      @Parameters(paramLabel = "N", description = "the version") int version)
      throws IOException, InterruptedException {
    try (var client = new RebuildClient(service.address())) {
      client.switchTo(version);
      System.out.println("live=" + client.status().path("live").asInt());
      return 0;
    }
  }

  @Command(
      name = "drop",
      description = {
        "Deletes a version that does not serve. The one that served before is refused while views are still made anew"
            + " after a switch: status tells when that is done.",
        "",
        "The last line: dropped=N."
      })
  int drop(
      @Mixin ServiceOption service,
      @Parameters(paramLabel = "N", description = "the version") int version)
      throws IOException, InterruptedException {
    try (var client = new RebuildClient(service.address())) {
      client.drop(version);
      System.out.println("dropped=" + version);
      return 0;
    }
  }
}
