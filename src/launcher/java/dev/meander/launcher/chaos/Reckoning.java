package dev.meander.launcher.chaos;

import dev.meander.launcher.durability.LiveInstance;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.sample.SampleSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Compares the read model with the account, and with a clean rebuild. Used by one thread.
 *
 * @param shop whose events were sent
 */
record Reckoning(
    LiveInstance instance, People people, SampleSettings shop, Consumer<String> progress) {

  private static final Duration SETTLED = Duration.ofMinutes(2);

  /**
   * @param kills there were
   */
  Verdict of(Ledger ledger, int kills) throws IOException, InterruptedException, SQLException {
    progress.accept("comparing the read model with the account");
    Rebuild rebuild = new Rebuild(instance);
    List<String> faults = new ArrayList<>(ledger.unexpected());
    Checksums live = rebuild.live();
    Audit audit = Audit.of(shop, ledger);
    audit.compareCells(rebuild.cells());
    Map<String, People.Interests> before = views(audit, faults);
    before.forEach((person, view) -> audit.compareCounts(person, view.counts()));

    progress.accept("rebuilding it from the log");
    Checksums again = rebuild.again(Map.of(), live);
    if (!again.equals(live)) {
      faults.add("the tables differ from a clean rebuild:\n" + live + "\nrebuilt:\n" + again);
    }
    Map<String, People.Interests> after = views(audit, faults);
    before.forEach(
        (person, view) -> {
          if (!view.equals(after.get(person))) {
            faults.add(person + ": " + view.body() + " is not " + after.get(person));
          }
        });
    progress.accept("%,d people, read model %s".formatted(before.size(), live.total()));
    return audit.verdict(kills, ledger, faults);
  }

  /** The answer for each person, as soon as it has taken in the newest event. */
  private Map<String, People.Interests> views(Audit audit, List<String> faults)
      throws IOException, InterruptedException {
    Map<String, People.Interests> views = new TreeMap<>();
    long deadline = System.nanoTime() + SETTLED.toNanos();
    for (String person : audit.people()) {
      Optional<People.Interests> view = people.interests(person);
      while (behind(view, audit, person) && System.nanoTime() < deadline) {
        Thread.sleep(50);
        view = people.interests(person);
      }
      view.ifPresent(seen -> views.put(person, seen));
      if (behind(view, audit, person)) {
        faults.add("the view of " + person + " stays behind: " + view);
      }
    }
    return views;
  }

  private static boolean behind(Optional<People.Interests> view, Audit audit, String person) {
    return view.isEmpty() || view.get().position().compareTo(audit.newest(person)) < 0;
  }
}
