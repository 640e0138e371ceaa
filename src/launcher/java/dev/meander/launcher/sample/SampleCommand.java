package dev.meander.launcher.sample;

import dev.meander.event.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander sample}: writes a made-up shop's events to a file. */
@Command(
    name = "sample",
    description = {
      "Writes the events of a made-up shop to a file, one JSON object a line and in order of time.",
      "",
      "The same options give the same file on every machine; more people or days extend it. Replay"
          + " it with: ./meander replay FILE --format ndjson"
    })
public final class SampleCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "2000",
      description = "visitors, a few bots among them (default: ${DEFAULT-VALUE})")
  private int people;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description = "how long (default: ${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "which shop and people (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      defaultValue = "2024-01-01",
      description = "first day, such as 2024-01-01 (default: ${DEFAULT-VALUE})")
  private LocalDate start = LocalDate.EPOCH;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "where to write; gzipped when it ends in .gz")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("picocli did not set the command's spec");
    }
    PrintWriter err = spec.commandLine().getErr();
    SampleSettings settings = settings(spec);
    Instant end = start.plusDays(days).atStartOfDay(DayLog.ZONE).toInstant();
    Instant begin = start.atStartOfDay(DayLog.ZONE).toInstant();
    double whole = Duration.between(begin, end).toMillis();
    long count =
        SampleFile.write(
            new SampleStream(settings),
            out,
            (event, soFar) -> {
              if (soFar % 100_000 == 0) {
                double done = Duration.between(begin, event.occurredAt()).toMillis() / whole;
                err.printf(Locale.ROOT, "%3.0f %%  %,d events%n", done * 100, soFar);
              }
            });
    spec.commandLine().getOut().println("events=" + count + " file=" + out);
    return 0;
  }

  private SampleSettings settings(CommandSpec known) {
    try {
      return new SampleSettings(new TenantId("default"), people, days, seed, start);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(known.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
