package dev.meander.ingest.importing;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ItemCarted;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the form of JD's micro-behaviour data: a line holds {@code
 * item+behaviour+category+interval+dwell} for each behaviour, times in seconds. Arriving at an item
 * (1 to 5: from the home page, a list, a sale, the cart, a search) is a view; what is read there (6
 * comments, 7 specification, 8 the bottom of the page) goes into that view's context; 9 is a cart,
 * 10 an order. The set has neither persons nor dates: each session is a person of its own and
 * begins at one instant, and the interval is taken as the time to the next behaviour.
 */
public final class MicroSessionImporter {

  private static final TenantId TENANT = new TenantId("default");
  private static final Instant BEGIN = Instant.parse("2018-01-01T00:00:00Z");
  private static final String SOURCE = "jd-micro";
  private static final long LONGEST_DWELL_SECONDS = Duration.ofDays(1).toSeconds();
  private static final List<String> ARRIVED_FROM =
      List.of("", "home", "list", "sale", "cart", "search");
  private static final Map<Integer, String> READ =
      Map.of(6, "comments", 7, "specification", 8, "bottom");

  /** One event until its line is read to the end. */
  private static final class Draft {
    private final int place;
    private final Instant at;
    private final Item item;
    private final BehaviorEvent event;
    private final @Nullable String from;
    private final Set<String> read = new LinkedHashSet<>();

    Draft(int place, Instant at, Item item, BehaviorEvent event, @Nullable String from) {
      this.place = place;
      this.at = at;
      this.item = item;
      this.event = event;
      this.from = from;
    }

    EventEnvelope finish(String session) {
      Map<String, String> context = new TreeMap<>();
      if (from != null) {
        context.put("from", from);
      }
      if (!read.isEmpty()) {
        context.put("read", String.join(",", read));
      }
      return new EventEnvelope(
          TENANT,
          new EventId(session + ':' + place),
          new PersonId(session),
          at,
          SOURCE,
          session,
          context,
          event);
    }
  }

  /** Takes a session. A behaviour at fault makes all of it malformed: its times hang together. */
  public Imported read(String line) {
    String text = line.strip();
    String session = SOURCE + ':' + ContentHash.of(text);
    try {
      return new Imported.Events(
          drafts(text).stream().map(draft -> draft.finish(session)).toList());
    } catch (IllegalArgumentException e) {
      return new Imported.Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static List<Draft> drafts(String line) {
    List<Draft> drafts = new ArrayList<>();
    Draft view = null;
    Instant at = BEGIN;
    String[] behaviours = line.split(" +", -1);
    for (int place = 0; place < behaviours.length; place++) {
      String[] parts = behaviours[place].split("\\+", -1);
      if (parts.length != 5) {
        throw new IllegalArgumentException("5 parts wanted: " + behaviours[place]);
      }
      var item = new Item(new ItemId(parts[0]), CategoryPath.of(parts[2]), null, null);
      int behaviour = Math.toIntExact(number(parts[1], behaviours[place]));
      long dwell = number(parts[4], behaviours[place]);
      String reading = READ.get(behaviour);
      if (reading != null && view != null && view.item.equals(item)) {
        view.read.add(reading);
      } else {
        Draft draft = draft(place, at, item, behaviour, dwell);
        if (reading != null) {
          draft.read.add(reading);
        }
        view = draft.event instanceof ItemViewed ? draft : view;
        drafts.add(draft);
      }
      at = at.plusSeconds(number(parts[3], behaviours[place]));
    }
    return drafts;
  }

  private static Draft draft(int place, Instant at, Item item, int behaviour, long dwell) {
    Long dwellMs = dwell > LONGEST_DWELL_SECONDS ? null : dwell * 1000;
    return switch (behaviour) {
      case 1, 2, 3, 4, 5 ->
          new Draft(place, at, item, new ItemViewed(item, dwellMs), ARRIVED_FROM.get(behaviour));
      case 6, 7, 8 -> new Draft(place, at, item, new ItemViewed(item, dwellMs), null);
      case 9 -> new Draft(place, at, item, new ItemCarted(item, 1), null);
      case 10 -> new Draft(place, at, item, new ItemPurchased(item, 1, null), null);
      default -> throw new IllegalArgumentException("there is no behaviour " + behaviour);
    };
  }

  private static long number(String text, String behaviour) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("no number of seconds or behaviour: " + behaviour);
    }
    return Long.parseLong(text);
  }
}
