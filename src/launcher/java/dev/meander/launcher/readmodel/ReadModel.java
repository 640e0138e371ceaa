package dev.meander.launcher.readmodel;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

  /** Modulo 2^64. */
  private static String hex(BigDecimal sum) {
    return "%016x".formatted(sum.toBigIntegerExact().longValue());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
