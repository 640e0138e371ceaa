package dev.meander.ingest.importing;

import dev.meander.event.EventField;
import dev.meander.event.EventKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rules of one event from a mapping, and refuses what could never make an event. */
final class EventRuleReader {

  private static final String DEFAULT_ID = "import:{#hash}-{#repeat}";

  private final ZoneId zone;

  EventRuleReader(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @param index of the event among those of one row; tells their ids apart where none is mapped
   */
  EventRule read(Spot spot, int index) throws MappingException {
    Section section = Section.of("event", spot);
    TextRule kind = TextRule.of("event.kind", section.required("kind"));
    List<EventKind> kinds = kinds(kind, spot.line());
    EventRule.EnvelopeRule envelope =
        new EventRule.EnvelopeRule(
            eventId(section, index),
            TextRule.of("event.personId", section.required("personId")),
            kind,
            text(section, "source"),
            text(section, "sessionId"),
            context(section));
    List<TimeRule> times = times(section.required("occurredAt"));
    Optional<Spot> item = section.optional("item");
    List<FieldRule> fields = fields(section);
    section.refuseRest();
    ItemRule itemRule = item.isEmpty() ? null : ItemRule.of(item.get());
    for (FieldRule rule : fields) {
      placed(rule.field(), kinds, section.line());
    }
    if (itemRule != null) {
      placed(EventField.ITEM, kinds, section.line());
    }
    return new EventRule(envelope, times, itemRule, fields);
  }

  private static TextRule eventId(Section section, int index) throws MappingException {
    Optional<Spot> spot = section.optional("eventId");
    if (spot.isPresent()) {
      return TextRule.of("event.eventId", spot.get());
    }
    String template = index == 0 ? DEFAULT_ID : DEFAULT_ID + "-" + index;
    return new TextRule(Template.parse(template, section.line()), Map.of(), null);
  }

  private static @Nullable TextRule text(Section section, String field) throws MappingException {
    Optional<Spot> spot = section.optional(field);
    return spot.isEmpty() ? null : TextRule.of("event." + field, spot.get());
  }

  private static List<EventKind> kinds(TextRule rule, int line) throws MappingException {
    List<EventKind> kinds = new ArrayList<>();
    for (String name : rule.possible()) {
      Optional<EventKind> kind = EventKind.ofWireName(name);
      if (kind.isEmpty()) {
        throw new MappingException(line, "there is no kind of event '" + name + "'");
      }
      kinds.add(kind.get());
    }
    return kinds;
  }

  /** A field for which none of the kinds has a place is a mistake; without kinds, nobody knows. */
  private static void placed(EventField field, List<EventKind> kinds, int line)
      throws MappingException {
    if (!kinds.isEmpty() && kinds.stream().noneMatch(field::takenBy)) {
      throw new MappingException(
          line,
          "%s does not belong to %s"
              .formatted(
                  field.wireName(),
                  String.join(", ", kinds.stream().map(EventKind::wireName).toList())));
    }
  }

  private List<TimeRule> times(Spot spot) throws MappingException {
    List<Spot> spots = spot instanceof Spot.Items(int _, List<Spot> items) ? items : List.of(spot);
    List<TimeRule> rules = new ArrayList<>();
    for (Spot one : spots) {
      rules.add(TimeRule.of("event.occurredAt", one, zone));
    }
    return rules;
  }

  private static Map<String, TextRule> context(Section section) throws MappingException {
    Optional<Spot> spot = section.optional("context");
    Map<String, TextRule> rules = new LinkedHashMap<>();
    if (spot.isPresent()) {
      if (!(spot.get() instanceof Spot.Fields(int _, Map<String, Spot> fields))) {
        throw new MappingException(spot.get().line(), "event.context wants fields");
      }
      for (Map.Entry<String, Spot> field : fields.entrySet()) {
        String name = field.getKey();
        rules.put(name, TextRule.of("event.context." + name, field.getValue()));
      }
    }
    return rules;
  }

  private static List<FieldRule> fields(Section section) throws MappingException {
    List<FieldRule> rules = new ArrayList<>();
    for (EventField field : EventField.values()) {
      if (field != EventField.ITEM) {
        Optional<Spot> spot = section.optional(field.wireName());
        if (spot.isPresent()) {
          rules.add(FieldRule.of(field, spot.get()));
        }
      }
    }
    return rules;
  }
}
