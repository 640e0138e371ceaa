package dev.meander.launcher.readmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Checksums over the real tables; each test has tenants of its own. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ReadModelTest {

  private static final Map<String, String> SETTINGS = RealServers.shared();

  private final String one = UUID.randomUUID().toString();
  private final String other = UUID.randomUUID().toString();

  @Test
  void where_in_the_log_an_event_landed_changes_nothing() throws SQLException {
    fill(one, 0, 7);
    fill(other, 3, 99);
    Checksums checksums = of(one);
    assertEquals(checksums, of(other));
    assertEquals(checksums.total(), of(other).total());
    assertEquals(List.of(2L, 1L, 0L, 1L, 1L, 1L), rows(checksums));
  }

  @Test
  void what_two_partitions_counted_is_summed() throws SQLException {
    fill(one, 0, 7);
    fill(other, 0, 7);
    update("update demand_fact set quantity = 1, amount = 4.00 where tenant = '%s'", other);
    update(
        "insert into demand_fact values (1, '%s', 1, '2025-03-01', 'a', 'EUR', 1, 5.5, 0, 0)",
        other);
    assertEquals(of(one), of(other));
  }

  @Test
  void an_entry_that_stands_in_the_log_twice_is_one_dead_letter() throws SQLException {
    fill(one, 0, 7);
    fill(other, 0, 7);
    update(
        "insert into dead_letter values"
            + " (1, '%s', 0, 8, 8, 0, now(), 'key', 'unreadable', '\\x00')",
        other);
    assertEquals(of(one), of(other));
  }

  @Test
  void any_changed_byte_changes_the_checksum_of_its_table_and_the_total() throws SQLException {
    fill(one, 0, 7);
    for (String change :
        List.of(
            "update day_cell set body = '\\x0103' where tenant = '%s' and person_id = 'ada'",
            "update interest_profile set head = '\\x' where tenant = '%s'",
            "update demand_fact set returned = 1 where tenant = '%s'",
            "update category_count set events = 4 where tenant = '%s'",
            "update dead_letter set reason = 'other' where tenant = '%s'")) {
      String changed = UUID.randomUUID().toString();
      fill(changed, 0, 7);
      assertEquals(of(one).total(), of(changed).total());
      update(change, changed);
      assertNotEquals(of(one).total(), of(changed).total(), change);
    }
  }

  @Test
  void a_person_left_out_leaves_what_is_there_without_them() throws SQLException {
    fill(one, 0, 7);
    fill(other, 0, 7);
    update("delete from day_cell where tenant = '%s' and person_id = 'bob'", other);
    assertNotEquals(of(one), of(other));
    try (ReadModel model = ReadModel.open(SETTINGS)) {
      assertEquals(of(other), model.checksums(new ReadModel.Scope(1, one, List.of("bob"))));
    }
  }

  private static List<Long> rows(Checksums checksums) {
    return checksums.tables().stream().map(Checksums.Table::rows).toList();
  }

  private static Checksums of(String tenant) throws SQLException {
    try (ReadModel model = ReadModel.open(SETTINGS)) {
      return model.checksums(ReadModel.Scope.of(tenant));
    }
  }

  /** Two people, one with a profile, a sale and an entry that could not be folded. */
  private static void fill(String tenant, int partition, int ledger) throws SQLException {
    String place = partition + ", " + ledger + ", " + ledger + ", 0";
    for (String insert :
        List.of(
            "day_cell values (1, '%s', 'ada', '2025-03-01', " + place + ", now(), '\\x0102')",
            "day_cell values (1, '%s', 'bob', '2025-03-01', " + place + ", now(), '\\x0102')",
            "interest_profile values (1, '%s', 'ada', '2025-03-01', " + place + ", now(), '\\x0a')",
            "demand_fact values (1, '%s', "
                + partition
                + ", '2025-03-01', 'a', 'EUR', 2, 9.50, 0, 0.00)",
            "category_count values (1, '%s', " + partition + ", 'a', 3)",
            "dead_letter values (1, '%s', " + place + ", now(), 'key', 'unreadable', '\\x00')")) {
      update("insert into " + insert, tenant);
    }
  }

  private static void update(String statement, String tenant) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                SETTINGS.get("quarkus.datasource.jdbc.url"),
                SETTINGS.get("quarkus.datasource.username"),
                SETTINGS.get("quarkus.datasource.password"));
        Statement one = connection.createStatement()) {
      one.execute(statement.formatted(tenant));
    }
  }
}
