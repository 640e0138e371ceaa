package dev.meander.projection;

import dev.meander.event.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Where the pointer of a tenant stands, and what that forbids.
 *
 * @param projection the version that serves; 0 where there never was a switch
 * @param servedBefore the version before it; 0 for none
 * @param renewing whether everybody's view is still being made anew since the switch: whom only the
 *     version before knows has one until then
 */
record ProjectionPointer(int projection, int servedBefore, boolean renewing) {

  private static final ProjectionPointer NONE = new ProjectionPointer(0, 0, false);

  private static final String READ =
      """
      select projection, served_before, revision > 0 and renewed_at is null as renewing
      from projection_pointer where tenant = $1""";

  static Uni<ProjectionPointer> of(SqlConnection connection, TenantId tenant) {
    return read(connection, tenant, READ);
  }

  /** The same, and nobody moves it before the end of the transaction. */
  static Uni<ProjectionPointer> locked(SqlConnection connection, TenantId tenant) {
    return read(connection, tenant, READ + " for update");
  }

  private static Uni<ProjectionPointer> read(
      SqlConnection connection, TenantId tenant, String statement) {
    return connection
        .preparedQuery(statement)
        .execute(Tuple.of(tenant.value()))
        .map(
            rows -> {
              ProjectionPointer found = NONE;
              for (Row row : rows) {
                found =
                    new ProjectionPointer(
                        row.getInteger("projection"),
                        row.getInteger("served_before"),
                        row.getBoolean("renewing"));
              }
              return found;
            });
  }

  /** Fails where the version serves, or is still needed to take back views. */
  void requireDroppable(int version) {
    if (version == projection) {
      throw new ProjectionSwitchException("projection " + version + " is the one that serves");
    }
    if (renewing && version == servedBefore) {
      throw new ProjectionSwitchException(
          "projection "
              + version
              + " served before, and views are still made anew: whom only it knows would keep"
              + " theirs; drop it when ./meander rebuild status says that they are done");
    }
  }

  /** Fails where a switch to that version would forget the one before too early. */
  void requireSwitchable(int version) {
    if (renewing && version != projection && version != servedBefore) {
      throw new ProjectionSwitchException(
          "views are still made anew after the switch from projection "
              + servedBefore
              + ": until ./meander rebuild status says that they are done, only that one can be"
              + " switched to");
    }
  }
}
