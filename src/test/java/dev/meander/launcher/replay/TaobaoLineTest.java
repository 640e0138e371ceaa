package dev.meander.launcher.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TaobaoLineTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void a_line_becomes_the_whole_wire_event() throws Exception {
    var event = event(TaobaoLine.parse(7, "1,2268318,2520377,pv,1511544070"));

    assertEquals(7, event.line());
    assertEquals("1", event.personId());
    assertEquals(
        JSON.readTree(
            """
            {"eventId":"taobao:1,2268318,2520377,pv,1511544070","personId":"1","kind":"item_viewed",
             "occurredAt":"2017-11-24T17:21:10Z","item":{"id":"2268318","category":["2520377"]}}
            """),
        JSON.readTree(event.json()));
  }

  @ParameterizedTest
  @CsvSource({"pv,item_viewed", "cart,item_carted", "fav,item_favorited", "buy,item_purchased"})
  void every_type_has_its_kind(String type, String kind) throws Exception {
    var event = event(TaobaoLine.parse(1, "1,2,3," + type + ",1511544070"));
    assertEquals(kind, JSON.readTree(event.json()).get("kind").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100370,1968385,1875258,pv",
        "1,2,3,pv,1511544070,more",
        "1,2,3,look,1511544070",
        "1,2,3,pv,soon",
        "1,2,3,pv,",
        ",2,3,pv,1511544070",
        "1,2,3,pv,99999999999999",
        "1,2,3,pv,99999999999999999999999",
      })
  void what_is_no_event_says_why(String line) {
    var unreadable =
        assertInstanceOf(ReplayRecord.Unreadable.class, TaobaoLine.parse(3, line), line);
    assertEquals(3, unreadable.line());
    assertTrue(unreadable.reason().length() > 10, unreadable.reason());
  }

  private static ReplayRecord.Event event(ReplayRecord parsed) {
    return assertInstanceOf(ReplayRecord.Event.class, parsed);
  }
}
