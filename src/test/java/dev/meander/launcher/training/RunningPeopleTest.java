package dev.meander.launcher.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.interest.DayCell;
import dev.meander.interest.Histories;
import dev.meander.launcher.evaluation.BenchPerson;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is gathered from the real tables is what the log's events say; a tenant of each test's own.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
class RunningPeopleTest {

  private static final int OTHER = 77;

  private final Map<String, String> settings = new HashMap<>(RealServers.shared());
  private final String tenant = UUID.randomUUID().toString();
  private final List<EventEnvelope> events = Histories.events(new SplittableRandom(5), 300, 9);

  @BeforeEach
  void ofThisTenant() {
    settings.put("meander.tenant", tenant);
  }

  @Test
  void visits_of_the_read_model_are_those_of_the_log() throws IOException, SQLException {
    fill(1, tenant, "p-1", events);
    fill(1, tenant, "p-0", events.subList(0, 40));
    fill(1, UUID.randomUUID().toString(), "p-1", events);
    List<BenchPerson> read = RunningPeople.read(settings);
    assertEquals(List.of("p-0", "p-1"), read.stream().map(BenchPerson::id).toList());
    assertEquals(visits(events), read.getLast());
  }

  @Test
  void only_the_version_that_serves_is_read() throws IOException, SQLException {
    fill(1, tenant, "p-1", events);
    assertEquals(visits(events), RunningPeople.read(settings).getFirst());
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute("select make_projection(" + OTHER + ")");
      fill(OTHER, tenant, "p-1", events.subList(0, 40));
      statement.execute(
          "insert into projection_pointer (tenant, projection) values ('"
              + tenant
              + "', "
              + OTHER
              + ")");
    }
    List<BenchPerson> read = RunningPeople.read(settings);
    assertTrue(read.getFirst().visits().size() < visits(events).visits().size());
  }

  @Test
  void who_visited_nothing_is_nobody_to_learn_from() throws IOException, SQLException {
    assertTrue(RunningPeople.read(settings).isEmpty());
    fill(1, tenant, "p-1", List.of());
    assertTrue(RunningPeople.read(settings).isEmpty());
    assertFalse(visits(events).visits().isEmpty());
  }

  private static BenchPerson visits(List<EventEnvelope> events) {
    LogPeople people = new LogPeople();
    events.stream()
        .sorted(
            Comparator.comparing(EventEnvelope::occurredAt)
                .thenComparing(event -> event.eventId().value()))
        .forEach(people::add);
    return people.people().getFirst();
  }

  private void fill(int version, String of, String person, List<EventEnvelope> from)
      throws SQLException {
    try (Connection connection = connection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into day_cell (projection, tenant, partition, ledger_id, entry_id, batch_index,"
                    + " appended_at, person_id, day, body)"
                    + " values (?, ?, 0, 0, 0, -1, now(), ?, ?, ?)")) {
      for (DayCell cell : Histories.cells(from)) {
        insert.setInt(1, version);
        insert.setString(2, of);
        insert.setString(3, person);
        insert.setObject(4, cell.day());
        insert.setBytes(5, cell.toBytes());
        insert.execute();
      }
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(
        settings.get("quarkus.datasource.jdbc.url"),
        settings.get("quarkus.datasource.username"),
        settings.get("quarkus.datasource.password"));
  }
}
