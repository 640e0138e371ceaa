package dev.meander.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.launcher.service.MasterKeyFile;
import dev.meander.launcher.terminal.Progress;
import dev.meander.log.privacy.MasterKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./meander rotate-master-key}: another master key for a running instance. */
@Command(
    name = "rotate-master-key",
    description = {
      "Gives the running instance another master key and takes the old one away.",
      "",
      "The instance wraps every person's key anew; the log stays as it is, and so do the keys themselves. Nothing"
          + " stops meanwhile. The last line: master=ID rewrapped=all."
    })
final class RotateMasterKeyCommand implements Callable<Integer> {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String CHECK = "keys of people";

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    String url =
        InstanceFolder.facts(data.folder())
            .map(facts -> facts.get("url"))
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "no instance runs on " + data.folder() + "; it does the work: start it"));
    MasterKeyFile file = MasterKeyFile.of(data.folder());
    if (!Files.exists(file.path())) {
      throw new CommandFailure(
          "there is no " + file.path() + ": the instance's master keys are configured elsewhere");
    }
    List<String> keys = new ArrayList<>(file.keys());
    String id = "m" + (1 + keys.stream().mapToInt(RotateMasterKeyCommand::number).max().orElse(0));
    keys.addFirst(MasterKeys.generate(id));
    file.write(keys);
    awaitWrapped(URI.create(url), id);
    file.write(keys.subList(0, 1));
    System.out.println("master=" + id + " rewrapped=all");
    return 0;
  }

  /** Of an id that this command gave; 0 for any other. */
  private static int number(String line) {
    String id = line.substring(0, line.indexOf(':'));
    return id.matches("m[1-9][0-9]{0,8}") ? Integer.parseInt(id.substring(1)) : 0;
  }

  private static void awaitWrapped(URI url, String id) throws IOException, InterruptedException {
    Progress progress = Progress.onStandardError();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long most = 1;
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline) {
        JsonNode keys = keys(http, url);
        long pending = keys.path("pending").asLong(-1);
        if (keys.path("masterKey").asText().equals(id) && pending >= 0) {
          most = Math.max(most, pending);
          progress.update(1 - (double) pending / most, pending + " keys to wrap");
          if (pending == 0) {
            progress.finish(1, "every key is wrapped by " + id);
            return;
          }
        }
        Thread.sleep(POLL);
      }
    }
    throw new CommandFailure(
        "after "
            + LIMIT.toMinutes()
            + " min some keys are wrapped by the old master key, so it stays in the file too; see"
            + " the service's log");
  }

  private static JsonNode keys(HttpClient http, URI url) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url.resolve("/q/health/ready")).timeout(POLL.multipliedBy(20));
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    for (JsonNode check : JSON.readTree(answer.body()).path("checks")) {
      if (check.path("name").asText().equals(CHECK)) {
        return check.path("data");
      }
    }
    return JSON.missingNode();
  }
}
