package dev.meander.launcher.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownEventsTest {

  private static final long CUT = 1_512_144_000_000L;

  private static BenchPerson person(String id, int before, String... categories) {
    List<BenchVisit> visits = new ArrayList<>();
    for (int i = 0; i < categories.length; i++) {
      long at = CUT + (i - before) * 60_000L;
      visits.add(new BenchVisit(at, categories[i], "i" + i, i == 0, i == 1));
    }
    return new BenchPerson(id, visits);
  }

  private static List<String> known(List<BenchPerson> people, Part.Split split) throws IOException {
    StringWriter counted = new StringWriter();
    StringWriter asked = new StringWriter();
    ShopSet set =
        new ShopSet(
            "s", ShopForm.clicks(0), people, List.of(new Part("test", Part.Role.TEST, split)));
    int written = new KnownEvents(set).write(counted, asked);
    List<String> told = told(counted, "");
    told.addAll(told(asked, "asked "));
    assertEquals(written, told.size());
    return told;
  }

  private static List<String> told(StringWriter lines, String which) throws IOException {
    List<String> told = new ArrayList<>();
    for (String line : lines.toString().lines().toList()) {
      JsonNode event = new ObjectMapper().readTree(line);
      told.add(
          String.join(
              " ",
              which + event.path("personId").asText(),
              event.path("kind").asText(),
              event.at("/item/category/0").asText(),
              event.path("eventId").asText()));
    }
    return told;
  }

  @Test
  void aRunThatBeganBeforeTheCutIsKnownWhole() throws IOException {
    assertEquals(
        List.of(
            "0000000-p item_favorited a 0000000-p-0000000",
            "0000000-p item_purchased b 0000000-p-0000001",
            "0000000-p item_viewed b 0000000-p-0000002"),
        known(
            List.of(person("p", 2, "a", "b", "b", "c"), person("q", 0, "a", "b")),
            new Part.Between(CUT, Long.MAX_VALUE)));
  }

  @Test
  void ofPeopleWhoAreAskedAndNotCountedTheFirstRunIsKnown() throws IOException {
    BitSet counted = new BitSet();
    counted.set(0);
    BitSet asked = new BitSet();
    asked.set(1);
    assertEquals(
        List.of(
            "0000000-p item_favorited a 0000000-p-0000000",
            "0000000-p item_purchased b 0000000-p-0000001",
            "asked 0000001-q item_favorited a 0000001-q-0000000",
            "asked 0000001-q item_purchased a 0000001-q-0000001"),
        known(
            List.of(
                person("p", 2, "a", "b"),
                person("q", 2, "a", "a", "b", "c"),
                person("neither", 2, "a", "b")),
            new Part.Among(counted, asked)));
  }
}
