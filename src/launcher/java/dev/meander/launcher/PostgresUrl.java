package dev.meander.launcher;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The address of a PostgreSQL database as libpq writes it, taken apart for the service, which wants
 * user and password beside the address.
 *
 * @param address {@code postgresql://host:port/database?options}
 */
record PostgresUrl(String address, String user, String password) {

  private static final String FORM =
      "--postgres-url wants postgresql://user:password@host/database";

  /**
   * @throws IllegalArgumentException when it has another form; the message has no password
   */
  static PostgresUrl parse(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      // Its message holds the text, and with it the password.
      throw new IllegalArgumentException(FORM);
    }
    boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    String userInfo = uri.getRawUserInfo();
    if (!scheme || uri.getHost() == null || userInfo == null || uri.getPath().length() < 2) {
      throw new IllegalArgumentException(FORM);
    }
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new PostgresUrl(
        "postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
        decode(user),
        decode(password));
  }

  private static String decode(String text) {
    // In the user's part of an address a plus is a plus.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The service's settings. */
  Map<String, String> settings() {
    return Map.of(
        "quarkus.datasource.username", user,
        "quarkus.datasource.password", password,
        "quarkus.datasource.reactive.url", address,
        "quarkus.datasource.jdbc.url", "jdbc:" + address);
  }
}
