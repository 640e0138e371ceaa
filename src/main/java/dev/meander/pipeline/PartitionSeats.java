package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.log.LogPositions;
import dev.meander.log.Topics;
import dev.meander.projection.Claim;
import dev.meander.projection.LiveProjection;
import dev.meander.projection.LogPartition;
import dev.meander.projection.ProfileStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.pulsar.PulsarClientService;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.apache.pulsar.client.api.SubscriptionType;
import org.apache.pulsar.common.naming.TopicName;
import org.jboss.logging.Logger;

/** The seats of this process, one at each partition of the log, and how a tenure begins. */
@ApplicationScoped
class PartitionSeats {

  private static final Logger LOG = Logger.getLogger(PartitionSeats.class);
  private static final String SUBSCRIPTION = "projector";
  private static final int READ_AHEAD = 5_000;
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);

  /** The subscription's order of consumers goes by name. */
  private final String name = SUBSCRIPTION + "-" + UUID.randomUUID();

  private final PulsarClientService clients;
  private final Vertx vertx;
  private final ProfileStore store;
  private final Inbox inbox;
  private final ProjectionMeters meters;
  private volatile List<Seat> seats = List.of();

  @Inject
  PartitionSeats(
      PulsarClientService clients,
      Vertx vertx,
      ProfileStore store,
      Inbox inbox,
      ProjectionMeters meters) {
    this.clients = clients;
    this.vertx = vertx;
    this.store = store;
    this.inbox = inbox;
    this.meters = meters;
  }

  /** Takes a seat at every partition; which of them turn into tenures the broker says. */
  Uni<Void> sitDown(TenantId tenant) {
    PulsarClient client = clients.getClient("profiles-out");
    return Uni.createFrom()
        .completionStage(() -> client.getPartitionsForTopic(Topics.BEHAVIOR_EVENTS.of(tenant)))
        .invoke(
            topics -> {
              seats = topics.stream().map(topic -> seat(client, tenant, topic)).toList();
              seats.forEach(Seat::sitDown);
            })
        .replaceWithVoid();
  }

  /** Each version of the read model has positions of its own. */
  void switched(@Observes LiveProjection.Switched to) {
    seats.forEach(Seat::retake);
  }

  boolean connected() {
    return !seats.isEmpty() && seats.stream().allMatch(Seat::connected);
  }

  /** How many partitions this process owns. */
  long owned() {
    return seats.stream().filter(Seat::owning).count();
  }

  void close() {
    seats.forEach(Seat::close);
  }

  private Seat seat(PulsarClient client, TenantId tenant, String topic) {
    return new Seat(
        new LogPartition(tenant, TopicName.getPartitionIndex(topic)),
        turns -> place(client, topic, turns),
        seat -> takeOver(client, topic, seat));
  }

  private Uni<Consumer<byte[]>> place(PulsarClient client, String topic, Seat.Turns turns) {
    return Uni.createFrom()
        .completionStage(
            () ->
                client
                    .newConsumer(Schema.BYTES)
                    .topic(topic)
                    .subscriptionName(SUBSCRIPTION)
                    .subscriptionType(SubscriptionType.Failover)
                    .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                    .consumerName(name)
                    .consumerEventListener(turns)
                    .startPaused(true)
                    .receiverQueueSize(1)
                    .acknowledgmentGroupTime(0, TimeUnit.MILLISECONDS)
                    .subscribeAsync());
  }

  private Tenure takeOver(PulsarClient client, String topic, Seat seat) {
    Tenure tenure = new Tenure(seat, inbox);
    OwnContext.on(vertx, () -> begin(client, topic, tenure))
        .onFailure()
        .invoke(
            failure -> {
              meters.failed(failure);
              LOG.warnf(failure, "could not take %s over; tried again", tenure.partition());
            })
        .onFailure(failure -> !tenure.over())
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .subscribe()
        .with(done -> meters.settled(), failure -> LOG.debug("no turn any more", failure));
    return tenure;
  }

  private Uni<Void> begin(PulsarClient client, String topic, Tenure tenure) {
    if (tenure.over()) {
      return Uni.createFrom().voidItem();
    }
    return store
        .take(tenure.partition())
        .invoke(claim -> meters.parked().taken(tenure, claim.parked()))
        .chain(claim -> reader(client, topic, claim).invoke(reader -> begun(tenure, claim, reader)))
        .replaceWithVoid();
  }

  private static void begun(Tenure tenure, Claim claim, Reader<byte[]> reader) {
    LOG.infof("%s is read from %s on", tenure.partition(), claim.published().encode());
    tenure.begin(claim, reader);
  }

  private static Uni<Reader<byte[]>> reader(PulsarClient client, String topic, Claim claim) {
    return Uni.createFrom()
        .completionStage(
            () ->
                client
                    .newReader(Schema.BYTES)
                    .topic(topic)
                    .startMessageId(LogPositions.messageId(claim.published()))
                    .receiverQueueSize(READ_AHEAD)
                    .subscriptionRolePrefix(SUBSCRIPTION)
                    .createAsync());
  }
}
