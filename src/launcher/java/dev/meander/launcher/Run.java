package dev.meander.launcher;

import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.service.ServiceProcess;
import dev.meander.launcher.service.ServiceSettings;
import dev.meander.launcher.service.ServiceStart;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One instance from start to stop: servers, then the service, then the sample stream; all stopped
 * the other way round. A part that dies takes the others down in good order: half an instance would
 * only look alive.
 */
final class Run {

  private final Plan plan;
  private final Progress progress;

  /**
   * What to run.
   *
   * @param servers what is embedded, and where
   * @param outside the service's settings for what is not embedded
   * @param httpPort where the service answers
   * @param roles the service's roles, comma-separated; empty for all
   * @param fresh whether earlier data is deleted
   * @param sample whether the sample stream is replayed
   */
  record Plan(
      ServerSettings servers,
      Map<String, String> outside,
      int httpPort,
      String roles,
      boolean fresh,
      boolean sample) {

    Plan {
      outside = Map.copyOf(outside);
    }
  }

  Run(Plan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** Returns only by an exception: the failure of a part, or the interruption that asks to stop. */
  void untilStopped() throws IOException, InterruptedException {
    try (InstanceFolder folder = InstanceFolder.open(plan.servers().data())) {
      // First: they hold their ports, and write to what --fresh deletes.
      EmbeddedServers.stopOrphans(folder.path());
      int port = HttpPort.require(plan.httpPort());
      if (plan.fresh()) {
        folder.clear();
      }
      try (EmbeddedServers servers = EmbeddedServers.start(plan.servers(), progress::line)) {
        serve(folder, servers, port);
      }
    }
  }

  private void serve(InstanceFolder folder, EmbeddedServers servers, int port)
      throws IOException, InterruptedException {
    Map<String, String> configuration = new HashMap<>(plan.outside());
    configuration.putAll(servers.configuration());
    if (!plan.roles().isEmpty()) {
      configuration.put("meander.roles", plan.roles());
    }
    var settings =
        new ServiceSettings(Home.ofScript().target(), folder.path(), port, configuration);
    try (ServiceProcess service =
        new ServiceStart(settings, servers::lookAfter, progress::line).run()) {
      folder.publish(facts(settings, service));
      announce(settings.url());
      servers.speedUpNextStart();
      try (Sample _ = sample(folder, settings.url())) {
        await(service, servers);
      }
    }
  }

  private Sample sample(InstanceFolder folder, URI url) throws IOException {
    return plan.sample() ? Sample.replay(folder.path(), url, progress) : Sample.none();
  }

  private static Map<String, String> facts(ServiceSettings settings, ServiceProcess service) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("url", settings.url().toString());
    facts.put("service", Long.toString(service.pid()));
    String admin = settings.configuration().get("meander.log.admin-url");
    if (admin != null) {
      facts.put("admin", admin);
    }
    return facts;
  }

  private static void announce(URI url) {
    System.out.println("ready " + url);
    System.out.println("  API and Swagger UI  " + url + "/q/swagger-ui");
    System.out.println("  health              " + url + "/q/health");
    System.out.println("  metrics             " + url + "/q/metrics");
    System.out.flush();
  }

  private static void await(ServiceProcess service, EmbeddedServers servers)
      throws InterruptedException {
    try {
      RuntimeException failure =
          (RuntimeException) CompletableFuture.anyOf(service.ended(), servers.crashed()).get();
      throw new CommandFailure(String.valueOf(failure.getMessage()), failure);
    } catch (ExecutionException e) {
      throw new CommandFailure("a part can't be watched any more: " + e.getMessage(), e);
    }
  }
}
