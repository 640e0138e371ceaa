package dev.meander.launcher.readmodel;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A read model in PostgreSQL, read over a connection of its own. Used by one thread. */
public final class ReadModel implements AutoCloseable {

  private final Connection connection;

  private ReadModel(Connection connection) {
    this.connection = connection;
  }

  /**
   * Which part of the tables is looked at.
   *
   * @param projection the version of the fold
   * @param tenant whose
   * @param without people who are left out, to compare before and after an erasure
   */
  public record Scope(int projection, String tenant, List<String> without) {

    public Scope {
      without = List.copyOf(without);
    }

    /** Everything of a tenant in the live projection. */
    public static Scope of(String tenant) {
      return new Scope(1, tenant, List.of());
    }
  }

  /**
   * Connects.
   *
   * @param configuration the service's
   */
  public static ReadModel open(Map<String, String> configuration) throws SQLException {
    return new ReadModel(
        DriverManager.getConnection(
            configuration.get("quarkus.datasource.jdbc.url"),
            configuration.get("quarkus.datasource.username"),
            configuration.get("quarkus.datasource.password")));
  }

  /** The checksums of one moment: all tables are read from one snapshot. */
  public Checksums checksums(Scope scope) throws SQLException {
    List<Checksums.Table> tables = new ArrayList<>();
    connection.setAutoCommit(false);
    try (Statement snapshot = connection.createStatement()) {
      snapshot.execute("set transaction isolation level repeatable read read only");
      for (Part part : Part.values()) {
        tables.add(checksum(part, scope));
      }
      return new Checksums(tables);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** The version that serves a tenant: the first one until another was switched to. */
  public int serving(String tenant) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select projection from projection_pointer where tenant = ?")) {
      query.setString(1, tenant);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getInt(1) : 1;
      }
    }
  }

  private Checksums.Table checksum(Part part, Scope scope) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(part.sql())) {
      query.setInt(1, scope.projection());
      query.setString(2, scope.tenant());
      query.setArray(3, connection.createArrayOf("text", scope.without().toArray()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        String checksum = hex(row.getBigDecimal(2)) + hex(row.getBigDecimal(3));
        return new Checksums.Table(part.table(), row.getLong(1), checksum);
      }
    }
  }

  /** Takes a day of a person as the service wrote it. */
  @FunctionalInterface
  public interface Cells {
    void take(String person, LocalDate day, byte[] body);
  }

  /** Hands out every day cell of a tenant in the live projection. */
  public void cells(String tenant, Cells to) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement query =
        connection.prepareStatement(
            "select person_id, day, body from day_cell where projection = 1 and tenant = ?")) {
      query.setString(1, tenant);
      query.setFetchSize(1000);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          to.take(row.getString(1), row.getObject(2, LocalDate.class), row.getBytes(3));
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Hands out every day cell of the version that serves a tenant, by person and day. */
  public void people(String tenant, Cells to) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement snapshot = connection.createStatement();
        PreparedStatement query =
            connection.prepareStatement(
                """
                select person_id, day, body from day_cell
                where tenant = ? and projection = ? order by person_id, day""")) {
      snapshot.execute("set transaction isolation level repeatable read read only");
      query.setString(1, tenant);
      query.setInt(2, serving(tenant));
      query.setFetchSize(1000);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          to.take(row.getString(1), row.getObject(2, LocalDate.class), row.getBytes(3));
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Empties every table that the log can fill again, which are those that name a projection. */
  public void clear() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              """
              select c.relname
              from pg_class c join pg_attribute a on a.attrelid = c.oid
              where a.attname = 'projection' and not c.relispartition and c.relkind in ('r', 'p')
                and c.relnamespace = 'public'::regnamespace
              """)) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      statement.execute("truncate " + String.join(", ", tables));
    }
  }

  /** Modulo 2^64. */
  private static String hex(BigDecimal sum) {
    return "%016x".formatted(sum.toBigIntegerExact().longValue());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
