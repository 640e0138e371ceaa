package dev.meander.launcher.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerTest {

  private static HttpHeaders headers(Map<String, String> environment) {
    return Caller.request(URI.create("http://127.0.0.1:1/"), environment).build().headers();
  }

  @Test
  void it_asks_as_the_environment_says_by_token_first() {
    assertEquals(Map.of(), headers(Map.of()).map());
    assertEquals(Map.of(), headers(Map.of(Caller.TOKEN, " ")).map());
    HttpHeaders both = headers(Map.of(Caller.TOKEN, "t\n", Caller.API_KEY, "k"));
    assertEquals(Optional.of("Bearer t"), both.firstValue("Authorization"));
    assertEquals(Optional.empty(), both.firstValue("X-API-Key"));
    assertEquals(Optional.of("k"), headers(Map.of(Caller.API_KEY, "k")).firstValue("X-API-Key"));
  }

  @Test
  void where_it_is_refused_it_tells_what_helps() {
    assertTrue(Caller.hint(401).contains(Caller.TOKEN));
    assertTrue(Caller.hint(403).contains(Caller.API_KEY));
    assertEquals("", Caller.hint(404));
  }
}
