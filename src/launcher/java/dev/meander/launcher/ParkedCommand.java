package dev.meander.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meander.launcher.parked.ParkedClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./meander parked}: what could not be folded, and what is to become of it. */
@Command(
    name = "parked",
    synopsisSubcommandLabel = "WHAT",
    description = {
      "Lists and decides about the entries of the log that could not be folded.",
      "",
      "Such an entry is put aside, and with it what its person did later, so that their order is kept; everybody"
          + " else goes on. Every decision is an entry of the log itself: a rebuild comes to the same."
    },
    footer = {"", "'./meander parked WHAT --help' says more."})
final class ParkedCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "what to do is missing");
  }

  @Command(
      name = "list",
      description = {
        "Prints a line for each entry that could not be folded: its position, why, and how many are put aside with it.",
        "",
        "The last line: people=N entries=N left=N; left counts those beyond the limits, which only the log has."
      })
  int list(@Mixin ServiceOption service) throws IOException, InterruptedException {
    try (var client = new ParkedClient(service.address())) {
      JsonNode totals =
          client.list(
              entry ->
                  System.out.printf(
                      "%-20s %-24s kept=%d left=%d%s%n",
                      entry.path("position").asText(),
                      entry.path("reason").asText(),
                      entry.path("kept").asLong(),
                      entry.path("leftInLog").asLong(),
                      entry.path("mended").asBoolean() ? " mended" : ""));
      System.out.printf(
          "people=%d entries=%d left=%d%n",
          totals.path("people").asLong(),
          totals.path("entries").asLong(),
          totals.path("leftInLog").asLong());
      return 0;
    }
  }

  @Command(name = "show", description = "Prints one entry, opened, and what is wrong with it.")
  int show(
      @Mixin ServiceOption service,
      @Parameters(paramLabel = "POSITION", description = "as list prints it") String position)
      throws IOException, InterruptedException {
    try (var client = new ParkedClient(service.address())) {
      System.out.println(client.show(position));
      return 0;
    }
  }

  @Command(
      name = "mend",
      description = {
        "Lets the event in a file stand in for an entry; retry then folds it.",
        "",
        "The file holds the event in the form of the log, as show prints it under \"event\". The last line: mended=1."
      })
  int mend(
      @Mixin ServiceOption service,
      @Parameters(paramLabel = "POSITION", description = "as list prints it") String position,
      @Parameters(paramLabel = "FILE", description = "the event") Path file)
      throws IOException, InterruptedException {
    byte[] event = Files.readAllBytes(file);
    try (var client = new ParkedClient(service.address())) {
      client.mend(position, event);
      boolean mended = ParkedClient.await(() -> client.isMended(position), PATIENCE);
      System.out.println("mended=" + (mended ? 1 : 0));
      return mended ? 0 : 1;
    }
  }

  @Command(
      name = "retry",
      description = {
        "Folds what is put aside of the entry's person, in the person's order, up to the next entry that cannot be.",
        "",
        "The last line: retried=N still=N; still counts the entries that are put aside all the same."
      })
  int retry(
      @Mixin ServiceOption service,
      @Parameters(arity = "0..*", paramLabel = "POSITION", description = "as list prints them")
          List<String> positions,
      @Option(names = "--all", description = "every entry that could not be folded") boolean all)
      throws IOException, InterruptedException {
    if (all == (positions != null && !positions.isEmpty())) {
      throw new ParameterException(
          spec.subcommands().get("retry"), "either positions or --all are wanted");
    }
    try (var client = new ParkedClient(service.address())) {
      List<String> wanted = new ArrayList<>(all ? List.of() : positions);
      if (all) {
        JsonNode _ = client.list(entry -> wanted.add(entry.path("position").asText()));
      }
      int still = 0;
      for (String position : wanted) {
        client.retry(position);
      }
      for (String position : wanted) {
        still += ParkedClient.await(() -> !client.isParked(position), patience(still)) ? 0 : 1;
      }
      System.out.println("retried=" + wanted.size() + " still=" + still);
      return still == 0 ? 0 : 1;
    }
  }

  /** An entry that cannot be folded stays where it is: after the first, nobody waits for long. */
  private static Duration patience(int still) {
    return still == 0 ? Duration.ofSeconds(15) : Duration.ofMillis(500);
  }

  @Command(
      name = "discard",
      description = {
        "Takes an entry out as if it had never been, and tries what is put aside behind it again.",
        "",
        "The log keeps the entry. The last line: discarded=1."
      })
  int discard(
      @Mixin ServiceOption service,
      @Parameters(paramLabel = "POSITION", description = "as list prints it") String position)
      throws IOException, InterruptedException {
    try (var client = new ParkedClient(service.address())) {
      client.discard(position);
      boolean gone = ParkedClient.await(() -> !client.isParked(position), PATIENCE);
      System.out.println("discarded=" + (gone ? 1 : 0));
      return gone ? 0 : 1;
    }
  }
}
