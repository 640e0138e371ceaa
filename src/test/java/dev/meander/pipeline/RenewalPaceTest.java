package dev.meander.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.TenantId;
import dev.meander.log.LogConfig;
import dev.meander.log.Topics;
import dev.meander.log.TopicsOfTenant;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.junit.jupiter.api.Test;

/** Nobody is published anew while a scorer has more before it than it takes at once. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RenewalPaceTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int BYTES = 512 << 10;

  @Inject RenewalPace pace;
  @Inject ScoringPipelineConfig scorer;
  @Inject LogConfig log;

  private final TenantId tenant = new TenantId("pace-" + UUID.randomUUID());

  @Test
  void it_waits_for_a_scorer_that_does_not_keep_up_and_for_no_other() throws Exception {
    TopicsOfTenant.make(log, tenant);
    assertTrue(keepsUp(), "nobody scores");
    String topic = Topics.INTEREST_PROFILES.of(tenant);
    try (PulsarClient client = ProjectedPeople.client();
        Consumer<byte[]> consumer =
            client.newConsumer().topic(topic).subscriptionName("scorer").subscribe()) {
      assertTrue(keepsUp(), "there is nothing to score");
      publish(client, topic);
      await().atMost(PATIENCE).until(() -> !keepsUp());
      for (MessageId last : consumer.getLastMessageIds()) {
        consumer.acknowledgeCumulative(last);
      }
      await().atMost(PATIENCE).until(this::keepsUp);
    }
  }

  @Test
  void it_goes_on_where_the_broker_does_not_say() {
    assertTrue(keepsUp(), "there is no such topic");
  }

  private boolean keepsUp() {
    return ProjectedPeople.blocking(() -> pace.keepsUp(tenant));
  }

  private void publish(PulsarClient client, String topic) throws PulsarClientException {
    try (Producer<byte[]> producer = client.newProducer().topic(topic).create()) {
      for (long sent = 0; sent <= scorer.batchBytes().asLongValue(); sent += BYTES) {
        MessageId _ = producer.newMessage().key("p-" + sent).value(new byte[BYTES]).send();
      }
    }
  }
}
