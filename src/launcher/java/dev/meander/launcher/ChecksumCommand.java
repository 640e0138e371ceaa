package dev.meander.launcher;

import dev.meander.launcher.readmodel.Backlog;
import dev.meander.launcher.readmodel.ReadModel;
import dev.meander.launcher.service.ServiceSettings;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./meander checksum}: what the read model holds, in numbers that compare. */
@Command(
    name = "checksum",
    description = {
      "Prints a checksum of each table of the running instance's read model, and checksum=N of all of them.",
      "",
      "Equal events give equal checksums, whatever their order, batches, partitions and repetitions: a rebuild is"
          + " compared with the live tables this way, and what an erasure left with what was there before."
    })
final class ChecksumCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--projection",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "version of the projection whose tables are read (default: the one that serves)")
  private int projection;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "whose (default: ${DEFAULT-VALUE})")
  private String tenant = "default";

  @Option(
      names = "--without",
      paramLabel = "PERSON",
      description = "leave a person out; repeatable")
  private List<String> without = List.of();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "how long the projection may take to catch up first, 0 for as it is (default: ${DEFAULT-VALUE})")
  private int wait = 60;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (InstanceFolder.facts(data.folder()).isEmpty()) {
      throw new CommandFailure("no instance runs on " + data.folder());
    }
    Map<String, String> configuration = ServiceSettings.configuration(data.folder());
    if (wait > 0) {
      URI admin = URI.create(configuration.getOrDefault("meander.log.admin-url", ""));
      try (Backlog backlog = Backlog.ofProjection(admin, tenant)) {
        backlog.awaitNone(Duration.ofSeconds(wait));
      }
    }
    try (ReadModel model = ReadModel.open(configuration)) {
      int version = projection == 0 ? model.serving(tenant) : projection;
      System.out.println(model.checksums(new ReadModel.Scope(version, tenant, without)));
      return 0;
    } catch (SQLException e) {
      throw new CommandFailure("PostgreSQL can't be read: " + e.getMessage(), e);
    }
  }
}
