package dev.meander.launcher.erasure;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.readmodel.Backlog;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import dev.meander.launcher.terminal.Progress;
import dev.meander.log.privacy.KeyReader;
import dev.meander.log.privacy.MasterKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Looks at an instance before and after a person is erased, and says whether they are gone and
 * nobody else is touched. Nothing may come in meanwhile. Used by one thread.
 */
public final class Proof {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String DATABASE = "postgres";

  private final Subject subject;
  private final Progress progress;

  /**
   * What is looked at.
   *
   * @param data the instance's folder
   * @param configuration the service's
   * @param names all names of the person
   */
  public record Subject(
      Path data, Map<String, String> configuration, TenantId tenant, Set<PersonId> names) {

    public Subject {
      configuration = Map.copyOf(configuration);
      names = Set.copyOf(names);
    }

    private List<String> ids() {
      return names.stream().map(PersonId::value).sorted().toList();
    }

    private String setting(String name) {
      return configuration.getOrDefault(name, "");
    }
  }

  /** Erases the person; answers the ids of the keys that were destroyed, one for each name. */
  @FunctionalInterface
  public interface Erasing {
    Set<UUID> run() throws IOException, InterruptedException;
  }

  /** Versions of the read model beside the one that serves. */
  public interface Rebuilding {

    /** Fills one from the log; says its number. */
    int fill() throws IOException, InterruptedException;

    void drop(int version) throws IOException, InterruptedException;
  }

  public Proof(Subject subject, Progress progress) {
    this.subject = subject;
    this.progress = progress;
  }

  /**
   * Looks, erases, looks again, fills another version, looks at that, and prints what is seen.
   *
   * @throws IOException also when the log or the tables know nothing of the person: a search that
   *     finds nothing before proves nothing afterwards
   */
  public Verdict run(Erasing erasing, Rebuilding rebuilding)
      throws IOException, SQLException, InterruptedException {
    Look before = before();
    return after(before, erasing.run(), rebuilding);
  }

  /** Fails where nothing is known of the person. */
  Look before() throws IOException, SQLException, InterruptedException {
    Look before = look("before");
    if (before.replay().ofLeftOut() == 0 || before.found() == 0) {
      throw new IOException("the log and the tables hold nothing of the person to erase");
    }
    return before;
  }

  /**
   * @param before how it was
   * @param keys that were destroyed since
   */
  Verdict after(Look before, Set<UUID> keys, Rebuilding rebuilding)
      throws IOException, SQLException, InterruptedException {
    Look after = look("after");
    return new Verdict(
        before.replay().ofLeftOut(),
        after.replay().ofLeftOut(),
        keys.stream().mapToLong(after::unreadable).sum(),
        after.found(),
        isEqual(before, after, Look.Group.OTHERS),
        isEqual(before, after, Look.Group.DEMAND),
        isRebuilt(after, rebuilding));
  }

  /** What a table that serves has lost, a table filled from the log may have again. */
  private boolean isRebuilt(Look after, Rebuilding rebuilding)
      throws IOException, SQLException, InterruptedException {
    int version = rebuilding.fill();
    try (StoredTables tables = new StoredTables(subject.configuration());
        ReadModel model = ReadModel.open(subject.configuration())) {
      List<Checksums.Table> filled =
          model
              .checksums(new ReadModel.Scope(version, subject.tenant().value(), subject.ids()))
              .tables();
      List<String> naming = tables.naming(needle());
      naming.removeIf(table -> !table.endsWith("_" + version));
      System.out.println("rebuilt:");
      filled.forEach(table -> System.out.println("  rebuilt  " + table));
      System.out.println("  named in tables: " + naming);
      return naming.isEmpty() && kept(filled).equals(kept(after.live()));
    } finally {
      rebuilding.drop(version);
    }
  }

  /** What is put aside depends on limits, and on what a version has learnt to read since. */
  private static List<Checksums.Table> kept(List<Checksums.Table> tables) {
    return tables.stream().filter(table -> !table.name().equals("dead_letter")).toList();
  }

  private Needle needle() {
    return Needle.of(subject.ids().toArray(String[]::new));
  }

  private static boolean isEqual(Look before, Look after, Look.Group group) {
    return before.agrees(after, group) && before.isAsReplayed(group) && after.isAsReplayed(group);
  }

  private Look look(String when) throws IOException, SQLException, InterruptedException {
    awaitProjection();
    Needle needle = needle();
    Map<String, List<String>> naming = new TreeMap<>();
    LogFold fold = new LogFold(subject.tenant(), subject.names());
    List<Checksums.Table> live;
    try (StoredTables tables = new StoredTables(subject.configuration());
        StoredKeys redis = new StoredKeys(subject.configuration());
        ReadModel model = ReadModel.open(subject.configuration())) {
      naming.put("topics", replay(tables, needle, fold));
      String tenant = subject.tenant().value();
      live =
          model
              .checksums(new ReadModel.Scope(model.serving(tenant), tenant, subject.ids()))
              .tables();
      naming.put("tables", tables.naming(needle));
      naming.put("redis", redis.naming(needle));
      redis.compact();
    }
    List<Path> ofDatabase = new ArrayList<>();
    naming.put("files", files(needle, ofDatabase));
    Look look = new Look(fold, live, naming);
    tell(when, look, ofDatabase.size());
    return look;
  }

  private void tell(String when, Look look, int ofDatabase) {
    System.out.printf(
        "%s: entries=%d of the person readable=%d put aside=%d%n",
        when, look.replay().entries(), look.replay().ofLeftOut(), look.replay().putAside());
    look.lines().forEach(line -> System.out.println("  " + line));
    look.naming()
        .forEach((kind, places) -> System.out.println("  named in " + kind + ": " + places));
    System.out.println(
        "  named in PostgreSQL's own files, until vacuum and recycling: " + ofDatabase);
  }

  private void awaitProjection() throws IOException, InterruptedException {
    URI admin = URI.create(subject.setting("meander.log.admin-url"));
    try (Backlog backlog = Backlog.ofProjection(admin, subject.tenant().value())) {
      backlog.awaitNone(LIMIT);
    }
  }

  private List<String> replay(StoredTables tables, Needle needle, LogFold fold)
      throws IOException, SQLException {
    Path file = Path.of(subject.setting("meander.privacy.master-key-file"));
    KeyReader keys = tables.keys(MasterKeys.parse(Files.readString(file)), subject.tenant());
    try (StoredTopics topics =
        new StoredTopics(
            subject.setting("pulsar.client.serviceUrl"),
            subject.tenant(),
            read -> progress.update(-1, "%,d messages replayed".formatted(read)))) {
      List<String> naming = topics.naming(needle, keys, fold);
      progress.finish(1, "%,d messages replayed".formatted(topics.messages()));
      return naming;
    }
  }

  private List<String> files(Needle needle, List<Path> ofDatabase) throws IOException {
    List<String> naming = new ArrayList<>();
    for (Path file : needle.filesUnder(subject.data())) {
      Path inside = subject.data().relativize(file);
      if (inside.startsWith(DATABASE)) {
        ofDatabase.add(inside);
      } else {
        naming.add(inside.toString());
      }
    }
    return naming;
  }
}
