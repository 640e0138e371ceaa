package dev.meander.interest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Cells read up to a day against a replay of nothing but the events up to that day. */
class TimeTravelTest {

  private static final Path TAOBAO =
      Path.of("../shared/data/taobao/UserBehavior_head.csv.gz").toAbsolutePath().normalize();

  @Test
  void anyDayOfTheGeneratedShopIsAReplayUpToIt() {
    List<EventEnvelope> log =
        new SampleStream(
                new SampleSettings(Histories.TENANT, 40, 90, 5, LocalDate.parse("2024-01-01")))
            .stream().toList();
    assertTrue(compare(log) > 400, "days compared");
  }

  @Test
  void anyDayOfARealShopIsAReplayUpToIt() throws IOException {
    assumeTrue(Files.exists(TAOBAO), "the real log is beside the project on some machines only");
    assertTrue(compare(taobao()) > 4_000, "days compared");
  }

  /** Compares every person on every active day of theirs; the replay has an order of its own. */
  private static int compare(List<EventEnvelope> log) {
    Random random = new Random(17);
    Map<PersonId, List<EventEnvelope>> people =
        log.stream().collect(Collectors.groupingBy(EventEnvelope::personId));
    int days = 0;
    for (List<EventEnvelope> events : people.values()) {
      List<DayCell> cells = Histories.cells(events);
      List<DayInterest> trajectory = Trajectory.points(cells, Integer.MAX_VALUE);
      assertEquals(cells.size(), trajectory.size());
      for (int i = 0; i < cells.size(); i++) {
        LocalDate day = cells.get(i).day();
        List<EventEnvelope> until =
            events.stream()
                .filter(event -> !DayCell.dayOf(event).isAfter(day))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(until, random);
        ProfileSum replayed = ProfileSum.of(Histories.cells(until));
        assertArrayEquals(replayed.toBytes(), ProfileSum.of(cells.subList(0, i + 1)).toBytes());
        assertEquals(replayed.newestDay(), trajectory.get(i));
        days++;
      }
    }
    return days;
  }

  private static List<EventEnvelope> taobao() throws IOException {
    List<EventEnvelope> events = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(TAOBAO)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] field = line.split(",", -1);
        if (field.length == 5) {
          events.add(
              new EventEnvelope(
                  Histories.TENANT,
                  new EventId("line-" + events.size()),
                  new PersonId(field[0]),
                  Instant.ofEpochSecond(Long.parseLong(field[4])),
                  null,
                  null,
                  Map.of(),
                  behaviour(field[3], field[1], field[2])));
        }
      }
    }
    return events;
  }

  private static BehaviorEvent behaviour(String type, String item, String category) {
    Item what = new Item(new ItemId(item), CategoryPath.of(category), null, null);
    return switch (type) {
      case "pv" -> new BehaviorEvent.ItemViewed(what, null);
      case "cart" -> new BehaviorEvent.ItemCarted(what, 1);
      case "fav" -> new BehaviorEvent.ItemFavorited(what);
      case "buy" -> new BehaviorEvent.ItemPurchased(what, 1, null);
      default -> throw new IllegalArgumentException(type);
    };
  }
}
