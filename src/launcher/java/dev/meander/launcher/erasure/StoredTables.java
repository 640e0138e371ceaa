package dev.meander.launcher.erasure;

import dev.meander.event.TenantId;
import dev.meander.log.privacy.KeyReader;
import dev.meander.log.privacy.MasterKeys;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The instance's database over a connection of its own. Used by one thread. */
final class StoredTables implements AutoCloseable {

  private static final int PAGE = 1_000;

  private final Connection connection;

  StoredTables(Map<String, String> configuration) throws SQLException {
    connection =
        DriverManager.getConnection(
            configuration.get("quarkus.datasource.jdbc.url"),
            configuration.get("quarkus.datasource.username"),
            configuration.get("quarkus.datasource.password"));
  }

  /** Every key that is left. */
  KeyReader keys(MasterKeys masters, TenantId tenant) throws SQLException {
    KeyReader keys = new KeyReader(masters, tenant);
    try (PreparedStatement query =
        connection.prepareStatement(
            "select key_id, master_id, wrapped from person_key"
                + " where tenant = ? and wrapped is not null")) {
      query.setString(1, tenant.value());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          keys.add(rows.getObject(1, UUID.class), rows.getString(2), rows.getBytes(3));
        }
      }
    }
    addPassedOver(keys, tenant);
    return keys;
  }

  private void addPassedOver(KeyReader keys, TenantId tenant) throws SQLException {
    try (PreparedStatement secret =
            connection.prepareStatement(
                "select master_id, wrapped from key_secret where tenant = ? and name = 'lookup'");
        PreparedStatement erased =
            connection.prepareStatement(
                "select c.lookup, c.until from erased_clear c join erasure e"
                    + " on e.tenant = c.tenant and e.erasure_id = c.erasure"
                    + " where c.tenant = ? and e.destroyed_at is not null")) {
      secret.setString(1, tenant.value());
      erased.setString(1, tenant.value());
      try (ResultSet row = secret.executeQuery()) {
        if (row.next()) {
          keys.addLookup(row.getString(1), row.getBytes(2));
        }
      }
      try (ResultSet rows = erased.executeQuery()) {
        while (rows.next()) {
          keys.addErased(rows.getBytes(1), rows.getObject(2, OffsetDateTime.class).toInstant());
        }
      }
    }
  }

  /** The tables in which any column of any row holds the bytes. */
  List<String> naming(Needle needle) throws SQLException {
    List<String> naming = new ArrayList<>();
    connection.setAutoCommit(false);
    try {
      for (String table :
          query(
              "select oid::regclass::text from pg_class"
                  + " where relkind = 'r' and relnamespace = current_schema()::regnamespace")) {
        if (isIn(needle, table)) {
          naming.add(table);
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return naming;
  }

  private boolean isIn(Needle needle, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(PAGE);
      try (ResultSet rows = statement.executeQuery("select * from " + table)) {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
          for (int column = 1; column <= columns.getColumnCount(); column++) {
            if (needle.isIn(bytes(rows, column, columns.getColumnType(column)))) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static byte[] bytes(ResultSet rows, int column, int type) throws SQLException {
    if (type == Types.BINARY) {
      byte[] value = rows.getBytes(column);
      return value == null ? new byte[0] : value;
    }
    String value = rows.getString(column);
    return value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> query(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
