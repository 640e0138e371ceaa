package dev.meander.launcher;

import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.terminal.Progress;
import dev.meander.platform.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander run}: one instance in the foreground. */
@Command(
    name = "run",
    description = {
      "Starts Pulsar, PostgreSQL and Redis, then the service, and replays a sample stream.",
      "",
      "Stays in the foreground and prints 'ready http://127.0.0.1:N' on a line of its own when every part"
          + " answers. Ctrl-C or SIGTERM stops everything within 15 s; what was acknowledged is there at the next"
          + " start. An address of an outside server replaces the embedded one."
    },
    footer = {
      "",
      "Environment: MEANDER_PULSAR_URL, MEANDER_PULSAR_ADMIN_URL, MEANDER_POSTGRES_URL and MEANDER_REDIS_URL",
      "stand for the options of that name; MEANDER_SERVICE_JAVA_OPTS adds flags to the service's JVM."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DataOption data = new DataOption();

  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(names = "--fresh", description = "delete what earlier runs left in the data folder")
  private boolean fresh;

  @Option(
      names = "--http-port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "port of the service, 0 for any free one (default: ${DEFAULT-VALUE})")
  private int httpPort = 8080;

  @Option(names = "--no-sample", description = "start with no events but those that come in")
  private boolean noSample;

  @Option(
      names = "--roles",
      paramLabel = "ROLES",
      defaultValue = "",
      description = "some of ingest,project,score,forecast,serve (default: all)")
  private String roles = "";

  @Override
  public Integer call() throws Exception {
    Run.Plan plan = plan();
    Foreground.run(() -> new Run(plan, Progress.onStandardError()).untilStopped());
    return 0;
  }

  private Run.Plan plan() {
    if (httpPort < 0 || httpPort > 65_535) {
      throw new ParameterException(spec.commandLine(), "--http-port wants 0 to 65535");
    }
    try {
      var _ = Role.parse(roles);
      var settings =
          ServerSettings.standard(Home.ofScript().folder(), data.folder())
              .withEmbedded(servers.embedded())
              .withPorts(servers.ports());
      return new Run.Plan(settings, servers.outside(), httpPort, roles, fresh, !noSample);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
