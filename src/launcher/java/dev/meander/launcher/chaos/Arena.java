package dev.meander.launcher.chaos;

import dev.meander.launcher.durability.LiveInstance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Strikes, and starts again what it struck and nothing else. Used by one thread. */
final class Arena {

  /** Between the first and the second of two at once. */
  private static final int APART_MILLIS = 400;

  private final LiveInstance instance;
  private final Map<String, String> settings;

  /**
   * @param settings of each start of the service
   */
  Arena(LiveInstance instance, Map<String, String> settings) {
    this.instance = instance;
    this.settings = Map.copyOf(settings);
  }

  /**
   * Returns when every victim runs again, which is not to say that it has recovered.
   *
   * @throws IllegalStateException when the service has died of something else before
   */
  void strike(Strike strike) throws IOException, InterruptedException {
    ProcessHandle _ = instance.service();
    switch (strike.blow()) {
      case KILL -> killed(strike);
      case PAUSE -> paused(strike);
      case RESTART -> restarted(strike);
    }
  }

  private void killed(Strike strike) throws IOException, InterruptedException {
    for (Victim victim : strike.victims()) {
      if (victim == Victim.SERVICE) {
        instance.killService();
      } else {
        instance.servers().kill(victim.server());
      }
      Thread.sleep(strike.victims().size() == 1 ? 0 : APART_MILLIS);
    }
    Thread.sleep(strike.downMillis());
    for (Victim victim : strike.inOrder()) {
      revive(victim);
    }
  }

  private void restarted(Strike strike) throws IOException, InterruptedException {
    for (Victim victim : strike.inOrder()) {
      if (victim == Victim.SERVICE) {
        instance.stopService();
      } else {
        instance.servers().stop(victim.server());
      }
      revive(victim);
    }
  }

  private void revive(Victim victim) throws IOException, InterruptedException {
    if (victim == Victim.SERVICE) {
      instance.serve(settings);
    } else {
      instance.servers().startAgain(victim.server());
    }
  }

  private void paused(Strike strike) throws IOException, InterruptedException {
    List<String> pids = new ArrayList<>();
    for (Victim victim : strike.victims()) {
      ProcessHandle process = process(victim);
      Stream.concat(Stream.of(process), process.descendants())
          .forEach(one -> pids.add(Long.toString(one.pid())));
    }
    signal("-STOP", pids);
    Thread.sleep(strike.downMillis());
    signal("-CONT", pids);
  }

  private ProcessHandle process(Victim victim) {
    return switch (victim) {
      case SERVICE -> instance.service();
      case BROKER, POSTGRES, REDIS ->
          Objects.requireNonNull(instance.servers().processes().get(victim.server()));
    };
  }

  /** A backend of PostgreSQL may be gone by now, so the status says little. */
  private static void signal(String signal, List<String> pids)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    command.addAll(pids);
    int _ = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
