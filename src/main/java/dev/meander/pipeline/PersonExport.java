package dev.meander.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.InterestProfile;
import dev.meander.log.privacy.PersonKeyFacts;
import dev.meander.log.privacy.PersonKeyFacts.Facts;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.projection.DeadLetter;
import dev.meander.projection.PersonRows;
import dev.meander.serving.InterestViewStore;
import dev.meander.serving.Question;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is held about a person, in sections that are made as they are taken: nothing is
 * gathered in memory.
 */
@ApplicationScoped
class PersonExport {

  private static final JsonMapper JSON = new JsonMapper();

  private final PersonKeyFacts keys;
  private final PersonRows rows;
  private final PersonHistory history;
  private final InterestViewStore views;
  private final Clock clock;

  @Inject
  PersonExport(
      PersonKeyFacts keys,
      PersonRows rows,
      PersonHistory history,
      InterestViewStore views,
      Clock clock) {
    this.keys = keys;
    this.rows = rows;
    this.history = history;
    this.views = views;
    this.clock = clock;
  }

  /** Someone of whom something is held. */
  record Held(TenantId tenant, PersonId person, Optional<Facts> key) {
    String pseudonym() {
      return key.map(Facts::pseudonym).orElse(person.value());
    }
  }

  /** Fails with {@code UNKNOWN_PERSON} where there is neither a key nor a day of theirs. */
  Uni<Held> find(TenantId tenant, PersonId person) {
    return keys.of(tenant, person)
        .chain(
            key ->
                key.isPresent()
                    ? Uni.createFrom().item(new Held(tenant, person, key))
                    : rows.days(tenant, person)
                        .toUni()
                        .onItem()
                        .ifNull()
                        .failWith(
                            () ->
                                new ProblemException(
                                    ErrorCode.UNKNOWN_PERSON, "Nothing is held about this person."))
                        .map(_ -> new Held(tenant, person, key)));
  }

  /** One object for each thing held; {@code section} says what it is. */
  Multi<ObjectNode> sections(Held held) {
    TenantId tenant = held.tenant();
    PersonId person = held.person();
    return Multi.createBy()
        .concatenating()
        .streams(
            Multi.createFrom().item(() -> heading(held)),
            Multi.createFrom().iterable(held.key().stream().map(PersonExport::key).toList()),
            views(tenant, person),
            rows.profiles(tenant, person)
                .onItem()
                .transformToMulti(profiles -> Multi.createFrom().iterable(profiles))
                .map(PersonExport::profile),
            rows.days(tenant, person).map(PersonExport::day),
            rows.parked(tenant, person, held.pseudonym())
                .onItem()
                .transformToMulti(letters -> Multi.createFrom().iterable(letters))
                .map(PersonExport::parked),
            history
                .of(tenant, person, held.pseudonym())
                .onItem()
                .transformToIterable(page -> page)
                .map(PersonExport::event));
  }

  private ObjectNode heading(Held held) {
    return section("person")
        .put("personId", held.person().value())
        .put("tenant", held.tenant().value())
        .put("exportedAt", clock.instant().toString());
  }

  private static ObjectNode key(Facts key) {
    return section("key")
        .put("keyId", key.id().toString())
        .put("createdAt", key.createdAt().toString())
        .put("wrappedBy", key.masterKey().orElse(null))
        .put("messageKey", key.pseudonym())
        .put("erasing", key.erasing());
  }

  private Multi<ObjectNode> views(TenantId tenant, PersonId person) {
    List<Question> questions = Arrays.asList(Question.values());
    return Multi.createFrom()
        .iterable(questions)
        .onItem()
        .transformToUniAndConcatenate(question -> views.answer(tenant, person, question))
        .filter(Optional::isPresent)
        .map(answer -> read(section("view"), "view", answer.orElseThrow().aged(clock.instant())));
  }

  private static ObjectNode profile(PersonRows.Whole whole) {
    ObjectNode json = section("profile").put("projection", whole.projection());
    Instant since = whole.consent().since();
    json.putObject("consent")
        .put("granted", whole.consent().granted())
        .put("since", since == null ? null : since.toString());
    return sum(json, whole.profile());
  }

  private static ObjectNode day(PersonRows.Day day) {
    return sum(
        section("day")
            .put("day", day.day().toString())
            .put("projection", day.projection())
            .put("hashes", day.hashes()),
        day.sum());
  }

  private static ObjectNode sum(ObjectNode json, @Nullable InterestProfile sum) {
    json.put("events", sum == null ? 0 : sum.eventCount());
    ObjectNode counts = json.putObject("counts");
    var categories = json.putArray("categories");
    if (sum == null) {
      return json;
    }
    sum.counts().forEach((kind, count) -> counts.put(kind.wireName(), count));
    sum.categories()
        .forEach(
            one -> {
              var levels = categories.addObject().putArray("category");
              one.category().levels().forEach(levels::add);
            });
    return json;
  }

  private static ObjectNode parked(DeadLetter letter) {
    return section("parked")
        .put("position", letter.position().encode())
        .put("appendedAt", letter.appendedAt().toString())
        .put("reason", letter.reason())
        .put("payload", letter.payload());
  }

  private static ObjectNode event(PersonHistory.Entry entry) {
    return read(
        section("event")
            .put("position", entry.position().encode())
            .put("occurredAt", entry.envelope().occurredAt().toString())
            .put("sealed", !entry.stoodPlain()),
        "event",
        entry.wire());
  }

  private static ObjectNode section(String name) {
    return JSON.createObjectNode().put("section", name);
  }

  private static ObjectNode read(ObjectNode into, String name, byte[] json) {
    try {
      into.set(name, JSON.readTree(json));
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException("what was written as JSON is none", e);
    }
  }
}
