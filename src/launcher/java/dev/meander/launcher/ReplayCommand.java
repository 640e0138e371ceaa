package dev.meander.launcher;

import dev.meander.launcher.replay.FileSource;
import dev.meander.launcher.replay.ReplayFormat;
import dev.meander.launcher.replay.Totals;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Mixin private SendOptions sending = new SendOptions();

  @Parameters(paramLabel = "FILE", description = "what to replay")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}")
  private ReplayFormat format = ReplayFormat.ndjson;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var _ = sending.target();
    SendOptions.needFiles(List.of(file));
    var report = new ReplayReport(file.getFileName().toString(), Progress.onStandardError());
    Totals totals =
        sending.send(
            "replay",
            file.toRealPath() + "\n" + format,
            SendOptions.stateOf(List.of(file)),
            () -> FileSource.open(file, format),
            report);
    report.finish(totals);
    System.out.println(totals);
    return 0;
  }
}
