package dev.meander.launcher;

import dev.meander.launcher.doctor.Cache;
import dev.meander.launcher.doctor.Finding;
import dev.meander.launcher.doctor.Instance;
import dev.meander.launcher.doctor.Machine;
import dev.meander.launcher.service.ServiceSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./meander doctor}: what runs, what lags, what is missing. */
@Command(
    name = "doctor",
    description = {
      "Says what runs, what lags and what is missing; exit status 1 when something is bad.",
    })
final class DoctorCommand implements Callable<Integer> {

  private static final String NAMESPACE = "meander/default";

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>(Machine.look(Home.ofScript().target(), data.folder()));
    Optional<Map<String, String>> running = InstanceFolder.facts(data.folder());
    if (running.isPresent()) {
      findings.addAll(ask(running.get()));
      String redis = ServiceSettings.configuration(data.folder()).get("quarkus.redis.hosts");
      if (redis != null) {
        findings.add(Cache.look(redis));
      }
    } else {
      findings.add(new Finding(Finding.Level.NOTE, "instance", "none runs on " + data.folder()));
    }
    findings.forEach(System.out::println);
    return findings.stream().anyMatch(f -> f.level() == Finding.Level.BAD) ? 1 : 0;
  }

  private static List<Finding> ask(Map<String, String> facts) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    String url = facts.getOrDefault("url", "");
    findings.add(
        new Finding(Finding.Level.OK, "instance", "process " + facts.get("pid") + ", " + url));
    try (var instance = new Instance()) {
      findings.addAll(instance.readiness(URI.create(url)));
      String admin = facts.get("admin");
      if (admin != null) {
        findings.addAll(instance.backlogs(URI.create(admin), NAMESPACE));
      }
    }
    return findings;
  }
}
