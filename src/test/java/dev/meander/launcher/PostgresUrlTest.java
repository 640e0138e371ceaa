package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresUrlTest {

  @Test
  void user_and_password_are_taken_out_and_decoded() {
    assertEquals(
        Map.of(
            "quarkus.datasource.username", "shop",
            "quarkus.datasource.password", "a:b@c+d",
            "quarkus.datasource.reactive.url", "postgresql://db:5433/meander?sslmode=require",
            "quarkus.datasource.jdbc.url", "jdbc:postgresql://db:5433/meander?sslmode=require"),
        PostgresUrl.parse("postgres://shop:a%3Ab%40c+d@db:5433/meander?sslmode=require")
            .settings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://db/meander",
        "postgresql://u:hunter2@db",
        "jdbc:postgresql://u:hunter2@db/meander",
        "postgresql://u:hunter2@d b/meander",
      })
  void another_form_is_refused_without_telling_the_password(String text) {
    var failure = assertThrows(IllegalArgumentException.class, () -> PostgresUrl.parse(text));
    assertTrue(!failure.toString().contains("hunter2"), failure.toString());
  }
}
