package dev.meander.launcher.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Asks the started PostgreSQL whether it is what we want. */
record PostgresProbe(int port, String password) {

  /** The one user, and owner of everything. */
  static final String USER = "meander";

  /** The database that the service uses. */
  static final String DATABASE = "meander";

  private static final List<String> DURABILITY =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Passes when a commit means data on disk.
   *
   * @throws EmbeddedServerException naming the setting that is off
   */
  void requireDurable() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String setting : DURABILITY) {
        try (ResultSet result =
            statement.executeQuery("SELECT current_setting('" + setting + "')")) {
          if (!result.next() || !"on".equals(result.getString(1))) {
            throw new EmbeddedServerException(
                "the embedded postgres runs with " + setting + " off: a crash would lose data");
          }
        }
      }
    } catch (SQLException e) {
      throw new EmbeddedServerException("the embedded postgres can't be asked", e);
    }
  }

  /** Makes the service's database when absent. */
  void createDatabase() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet result =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (result.next()) {
          return;
        }
      }
      statement.executeUpdate("CREATE DATABASE " + DATABASE);
    } catch (SQLException e) {
      throw new EmbeddedServerException("the database " + DATABASE + " can't be made", e);
    }
  }

  private Connection connect() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser(USER);
    source.setPassword(password);
    source.setConnectTimeout(2);
    source.setSocketTimeout(30);
    return source.getConnection();
  }
}
