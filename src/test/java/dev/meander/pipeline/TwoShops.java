package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.AnswerSource;
import dev.meander.interest.Evolution;
import dev.meander.interest.Histories;
import dev.meander.interest.Migration;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.log.EventCodec;
import dev.meander.log.LogConfig;
import dev.meander.log.Topics;
import dev.meander.log.TopicsOfTenant;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.SealedMessage;
import dev.meander.log.privacy.Sealer;
import dev.meander.platform.security.SecuredService;
import dev.meander.projection.DeadLetter;
import dev.meander.projection.EventBatch;
import dev.meander.projection.PositionedEvent;
import dev.meander.projection.ProfileStore;
import dev.meander.projection.ProjectionVersions;
import dev.meander.serving.InterestViewStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;

/**
 * Two shops on the same servers: one that the service under test serves, and another of which
 * everything is there that a service of its own would have left.
 */
abstract class TwoShops {

  static final TenantId OTHER = new TenantId(SecuredService.OTHER);

  /** In both shops. */
  static final PersonId ADA = new PersonId("ada");

  /** What only the other shop's people looked at. */
  static final String SECRET = "secret-of-shop-a";

  static final int EVENTS = 7;

  @Inject ProfileStore store;
  @Inject EventCodec codec;
  @Inject Sealer sealer;
  @Inject LogConfig logConfig;
  @Inject Erasures erasures;
  @Inject ProjectionVersions versions;
  @Inject InterestViewStore views;
  @Inject AgroalDataSource database;
  @Inject RedisDataSource redis;

  /**
   * What the other shop's operations are asked about.
   *
   * @param erasure of ada
   * @param parked where something of hers is put aside
   * @param projection a version of the other shop alone
   * @param event one of hers in the form of the log
   */
  record Traces(UUID erasure, LogPosition parked, int projection, String event) {

    Map<String, String> parameters() {
      return Map.of(
          "personId", ADA.value(),
          "erasureId", erasure.toString(),
          "position", parked.encode(),
          "projection", Integer.toString(projection));
    }
  }

  Traces furnishTheOther() throws Exception {
    TopicsOfTenant.make(logConfig, OTHER);
    List<PositionedEvent> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(event(i));
    }
    LogPosition bad = new LogPosition(1, 900, EVENTS, -1);
    byte[] payload = ("{" + SECRET).getBytes(StandardCharsets.UTF_8);
    var letter = new DeadLetter(OTHER, bad, Histories.START, "bob-of-shop-a", "NOT_JSON", payload);
    assertNotNull(
        ProjectedPeople.blocking(
            () ->
                store.apply(
                    new EventBatch(
                        events, List.of(letter), List.of(), List.of(), List.of(), List.of()),
                    Map.of())));
    ProfileAt profile = ofTheOther();
    assertNotNull(
        ProjectedPeople.blocking(
            () ->
                views.write(
                    List.of(
                        new ScoredInterest(
                            profile,
                            new Migration(List.of(), List.of(), List.of(), List.of()),
                            new Evolution(List.of()),
                            AnswerSource.BASELINE,
                            null)))));
    send(events.getFirst().envelope());
    UUID erasure = ProjectedPeople.blocking(() -> erasures.request(OTHER, ADA)).id();
    int version = ProjectedPeople.blocking(() -> versions.create(OTHER));
    String text =
        new String(codec.encode(events.getFirst().envelope()).wire(), StandardCharsets.UTF_8);
    return new Traces(erasure, bad, version, text);
  }

  ProfileAt ofTheOther() {
    return ProjectedPeople.blocking(() -> store.current(OTHER, ADA)).orElseThrow();
  }

  private PositionedEvent event(int number) {
    EventEnvelope envelope =
        new EventEnvelope(
            OTHER,
            new EventId("shared-id-" + number),
            ADA,
            Histories.START.plusSeconds(number),
            null,
            null,
            Map.of(),
            new BehaviorEvent.ItemViewed(Histories.item("i-" + number, SECRET), null));
    return new PositionedEvent(
        envelope,
        new LogPosition(1, 900, number, -1),
        Histories.START,
        "key-of-ada-in-shop-a",
        codec.encode(envelope).wire());
  }

  private void send(EventEnvelope envelope) throws Exception {
    SealedMessage sealed =
        ProjectedPeople.blocking(() -> sealer.writer(OTHER, Topics.BEHAVIOR_EVENTS, Set.of(ADA)))
            .seal(ADA, codec.encode(envelope).wire())
            .orElseThrow();
    try (PulsarClient client = ProjectedPeople.client();
        Producer<byte[]> producer =
            client.newProducer().topic(Topics.BEHAVIOR_EVENTS.of(OTHER)).create()) {
      assertNotNull(producer.newMessage().key(sealed.key()).value(sealed.bytes()).send());
    }
  }

  /** All that is there of the other shop: rows, cache entries and messages, by where they are. */
  Map<String, Set<String>> everythingOfTheOther() throws Exception {
    Map<String, Set<String>> everything = new TreeMap<>();
    for (String table :
        rows(
            "select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                + " where a.attname = 'tenant' and c.relkind in ('r', 'p') and not c.relispartition"
                + " and c.relnamespace = 'public'::regnamespace")) {
      everything.put(
          "table " + table,
          rows("select t::text from " + table + " t where tenant = '" + OTHER.value() + "'"));
    }
    for (String key : redis.key().keys("*" + OTHER.value() + "*")) {
      everything.put(
          "cache " + key,
          Set.of(Base64.getEncoder().encodeToString(redis.execute("DUMP", key).toBytes())));
    }
    for (Topics topic : Topics.values()) {
      everything.put("topic " + topic, messages(topic));
    }
    assertFalse(everything.getOrDefault("table interest_profile", Set.of()).isEmpty());
    assertFalse(everything.getOrDefault("table dead_letter", Set.of()).isEmpty());
    assertFalse(everything.getOrDefault("table erasure", Set.of()).isEmpty());
    assertFalse(everything.getOrDefault("table person_key", Set.of()).isEmpty());
    assertFalse(everything.getOrDefault("topic BEHAVIOR_EVENTS", Set.of()).isEmpty());
    assertTrue(everything.keySet().stream().anyMatch(place -> place.startsWith("cache view:")));
    return everything;
  }

  private static Set<String> messages(Topics topic) throws Exception {
    Set<String> messages = new TreeSet<>();
    try (PulsarClient client = ProjectedPeople.client();
        Reader<byte[]> reader =
            client.newReader().topic(topic.of(OTHER)).startMessageId(MessageId.earliest).create()) {
      while (reader.hasMessageAvailable()) {
        Message<byte[]> message = reader.readNext();
        messages.add(message.getMessageId() + " " + message.getKey());
      }
    }
    return messages;
  }

  private Set<String> rows(String sql) throws SQLException {
    Set<String> values = new TreeSet<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
