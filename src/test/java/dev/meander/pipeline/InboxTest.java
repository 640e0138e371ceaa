package dev.meander.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.TenantId;
import dev.meander.projection.LogPartition;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.impl.MessageImpl;
import org.apache.pulsar.common.api.proto.MessageMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final int BATCH = 3;
  private static final int BATCH_BYTES = 100;

  private final Vertx vertx = Vertx.vertx();
  private final Inbox inbox = new Inbox(vertx, config(Duration.ofMinutes(10)));
  private final List<Integer> resumed = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aFullBatchIsHandedOverAtOnceAndInOrder() {
    for (int i = 0; i < 4; i++) {
      add(inbox, i, 1);
    }
    assertEquals(List.of(0, 1, 2), numbers(inbox.next().await().atMost(Duration.ofSeconds(5))));
  }

  @Test
  void aBatchIsFullByItsBytesToo() {
    add(inbox, 0, 60);
    add(inbox, 1, 60);
    assertEquals(List.of(0, 1), numbers(inbox.next().await().atMost(Duration.ofSeconds(5))));
  }

  @Test
  void aBatchThatDoesNotFillIsHandedOverWhenItIsOldEnough() {
    Inbox impatient = new Inbox(vertx, config(Duration.ofMillis(1)));
    List<Integer> taken = new CopyOnWriteArrayList<>();
    impatient.next().subscribe().with(batch -> taken.addAll(numbers(batch)));
    assertTrue(taken.isEmpty());
    add(impatient, 7, 1);
    await().atMost(Duration.ofSeconds(10)).until(() -> taken.equals(List.of(7)));
  }

  @Test
  void whoReadsOnIsHeldBackUntilABatchIsTaken() {
    for (int i = 0; i < 2 * BATCH; i++) {
      add(inbox, i, 1);
    }
    assertEquals(List.of(0, 1, 2, 3, 4), resumed);
    assertEquals(List.of(0, 1, 2), numbers(inbox.next().await().atMost(Duration.ofSeconds(5))));
    assertEquals(List.of(0, 1, 2, 3, 4, 5), resumed);
    assertFalse(numbers(inbox.next().await().atMost(Duration.ofSeconds(5))).contains(2));
  }

  /** A log that refuses to be written to makes owners come and go, and no batch ends meanwhile. */
  @Test
  void whoseTurnIsOverLeavesNothingBehindAndHoldsNobodyUp() {
    Tenure ended = tenure(inbox);
    for (int i = 0; i < 2 * BATCH; i++) {
      add(inbox, ended, i, 1);
    }
    add(inbox, 6, 1);
    assertEquals(List.of(0, 1, 2, 3, 4), resumed, "there is no room");
    ended.end();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), resumed));
    add(inbox, 7, 1);
    add(inbox, 8, 1);
    assertEquals(List.of(6, 7, 8), numbers(inbox.next().await().atMost(Duration.ofSeconds(5))));
  }

  private void add(Inbox to, int number, int bytes) {
    add(to, tenure(to), number, bytes);
  }

  private static Tenure tenure(Inbox of) {
    Seat seat =
        new Seat(
            new LogPartition(new TenantId("t"), 0),
            turns -> Uni.createFrom().nothing(),
            asked -> new Tenure(asked, of));
    return new Tenure(seat, of);
  }

  private void add(Inbox to, Tenure tenure, int number, int bytes) {
    byte[] payload = new byte[bytes];
    payload[0] = (byte) number;
    Message<byte[]> message =
        MessageImpl.create(new MessageMetadata(), ByteBuffer.wrap(payload), Schema.BYTES, "topic");
    to.add(new Inbox.Entry(tenure, message), () -> resumed.add(number));
  }

  private static List<Integer> numbers(List<Inbox.Entry> batch) {
    return batch.stream().map(entry -> (int) entry.message().getData()[0]).toList();
  }

  private static ProjectionPipelineConfig config(Duration delay) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ProjectionPipelineConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
            .withDefaultValues(
                Map.of(
                    "meander.projector.batch-events", Integer.toString(BATCH),
                    "meander.projector.batch-bytes", Integer.toString(BATCH_BYTES),
                    "meander.projector.batch-delay", delay.toMillis() + "ms"))
            .build();
    return config.getConfigMapping(ProjectionPipelineConfig.class);
  }
}
