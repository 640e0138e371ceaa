package dev.meander.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.erasure.PersonRequests;
import dev.meander.launcher.erasure.Proof;
import dev.meander.launcher.erasure.Verdict;
import dev.meander.launcher.rebuild.RebuildClient;
import dev.meander.launcher.service.ServiceSettings;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./meander prove-erasure}: erases a person and proves that they are gone. */
@Command(
    name = "prove-erasure",
    description = {
      "Erases a person from the running instance and proves that they are gone and nobody else is touched.",
      "",
      "Before and after: replays the whole log, which must come to the tables that serve; takes checksums of everybody"
          + " else and of the demand; looks for the ids, all names of the person, in every column of every table, in all of Redis, in every"
          + " message of the three topics, as it stands and opened, and in the files of the data folder. Before, it"
          + " has to find the person. Afterwards another version of the read model is filled from the log, which has to"
          + " come to the same and to name the person nowhere, and is dropped.",
      "",
      "PostgreSQL's own files are searched and counted apart: dead rows and write-ahead log hold an id until vacuum"
          + " and recycling. Other files are searched as they lie, so what Pulsar compressed is seen through its"
          + " messages. An id that is a part of another one finds that too. Nothing may come in meanwhile (run with"
          + " --no-sample), and nothing may be put aside. What a made-up person, who has two names, buys, three pieces of the category"
          + " prove-erasure, stays in the demand.",
      "",
      "The last line: erased=1 unreadable=N found=0 others=equal demand=equal rebuilt=equal; exit status 1 when it is not so."
    })
final class ProveErasureCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--person",
      paramLabel = "ID",
      description = "who is erased, for good (default: somebody made up)")
  private String person = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> facts =
        InstanceFolder.facts(data.folder())
            .orElseThrow(() -> new CommandFailure("no instance runs on " + data.folder()));
    Map<String, String> configuration = ServiceSettings.configuration(data.folder());
    TenantId tenant = new TenantId(configuration.getOrDefault("meander.tenant", "default"));
    PersonId who = new PersonId(person.isEmpty() ? "prove-erasure-" + UUID.randomUUID() : person);
    Progress progress = Progress.onStandardError();
    URI service = URI.create(facts.getOrDefault("url", ""));
    try (PersonRequests requests = new PersonRequests(service, who, progress);
        Rebuilding rebuilding = new Rebuilding(service, progress)) {
      if (person.isEmpty()) {
        requests.act(Instant.now());
      }
      Verdict verdict =
          new Proof(
                  new Proof.Subject(data.folder(), configuration, tenant, requests.names()),
                  progress)
              .run(requests::erase, rebuilding);
      System.out.println(verdict);
      return verdict.holds() ? 0 : 1;
    } catch (SQLException e) {
      throw new CommandFailure("PostgreSQL can't be read: " + e.getMessage(), e);
    }
  }

  /** Over the service's own operations. */
  private record Rebuilding(RebuildClient client, Progress progress)
      implements Proof.Rebuilding, AutoCloseable {

    Rebuilding(URI service, Progress progress) {
      this(new RebuildClient(service), progress);
    }

    @Override
    public int fill() throws IOException, InterruptedException {
      int version = client.begin(0, 0);
      JsonNode _ =
          client.awaitLevel(
              version,
              told ->
                  progress.update(
                      told.path("reached").asDouble(),
                      "%,d events filled anew".formatted(told.path("events").asLong())));
      return version;
    }

    @Override
    public void drop(int version) throws IOException, InterruptedException {
      client.drop(version);
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
