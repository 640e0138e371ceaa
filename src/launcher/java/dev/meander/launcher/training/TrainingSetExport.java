package dev.meander.launcher.training;

import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.log.EventCodec;
import dev.meander.log.LoggedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a training set from the made-up shop or from a file of events. */
@Command(
    name = "export-training-set",
    mixinStandardHelpOptions = true,
    description = "Writes features and outcomes at sampled events, as the service computes them.")
public final class TrainingSetExport implements Callable<Integer> {
  private static final TenantId TENANT = new TenantId("default");

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to write")
  private Path out = Path.of("");

  @Option(
      names = "--ndjson",
      paramLabel = "FILE",
      description = "events one a line, by time; gzipped when it ends in .gz")
  private @Nullable Path ndjson;

  @Option(names = "--people", paramLabel = "N", defaultValue = "600", description = "of the sample")
  private int people;

  @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "of the sample")
  private int days;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the sample")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      defaultValue = "2024-01-01",
      description = "first day of the sample")
  private LocalDate start = LocalDate.EPOCH;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "30",
      description = "sample one event in N (default: ${DEFAULT-VALUE})")
  private int every;

  @Option(
      names = "--most-waiting",
      paramLabel = "N",
      defaultValue = "6",
      description = "most examples of a person within 28 days (default: ${DEFAULT-VALUE})")
  private int mostWaiting;

  /** Runs the command by itself. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TrainingSetExport()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("picocli did not set the command's spec");
    }
    if (every < 1 || mostWaiting < 1) {
      throw new ParameterException(
          known.commandLine(), "--every and --most-waiting must be at least 1");
    }
    EventCodec codec = new EventCodec();
    try (TrainingSet set = new TrainingSet(out)) {
      LogReplay replay = new LogReplay(set, every, mostWaiting);
      Map<String, Object> source = new LinkedHashMap<>();
      if (ndjson == null) {
        SampleStream sample =
            new SampleStream(new SampleSettings(TENANT, people, days, seed, start));
        while (sample.hasNext()) {
          replay.take(throughTheCodec(codec, sample.next()));
        }
        source.put("generator", "sample");
        source.put("seed", seed);
        source.put("days", days);
        source.put("start", start.toString());
      } else {
        try (NdjsonLog log = new NdjsonLog(codec, TENANT, ndjson)) {
          for (EventEnvelope event = log.next(); event != null; event = log.next()) {
            replay.take(event);
          }
        }
        source.put("file", String.valueOf(ndjson.getFileName()));
      }
      source.put("people", replay.people());
      source.put("events", replay.events());
      source.put("skipped", replay.skipped());
      source.put("every", every);
      source.put("mostWaiting", mostWaiting);
      set.describe(source);
      known
          .commandLine()
          .getOut()
          .printf("examples=%d events=%d out=%s%n", set.examples(), replay.events(), out);
    }
    return 0;
  }

  private static EventEnvelope throughTheCodec(EventCodec codec, EventEnvelope made) {
    return switch (codec.decode(codec.encode(made).wire())) {
      case LoggedEvent.Decoded decoded -> decoded.envelope();
      case LoggedEvent.Decision _, LoggedEvent.Erasure _ ->
          throw new IllegalStateException("the sample has no decisions");
      case LoggedEvent.Undecodable bad ->
          throw new IllegalStateException("the sample is not decoded: " + bad.detail());
    };
  }
}
