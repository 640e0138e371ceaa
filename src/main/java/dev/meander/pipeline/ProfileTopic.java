package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.log.TopicPages;
import dev.meander.log.Topics;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.pulsar.PulsarClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.Schema;

/** The topic of profiles from its beginning to its present end, apart from the subscription. */
@ApplicationScoped
class ProfileTopic {

  private final PulsarClientService clients;
  private final ScoringDecoder decoder;
  private final ScoringPipelineConfig config;

  @Inject
  ProfileTopic(PulsarClientService clients, ScoringDecoder decoder, ScoringPipelineConfig config) {
    this.clients = clients;
    this.decoder = decoder;
    this.config = config;
  }

  /**
   * Pages of at most {@code meander.scorer.batch-profiles} messages, of each person the newest in
   * the page, asked for one at a time. Fails when the broker does not answer. Items come on worker
   * threads.
   */
  Multi<ProfilePage> pages(TenantId tenant) {
    Function<Reader<byte[]>, Uni<Void>> close =
        reader -> Uni.createFrom().completionStage(reader::closeAsync);
    return Multi.createFrom()
        .resourceFromUni(() -> reader(tenant), this::pagesOf)
        .withFinalizer(close);
  }

  private Uni<Reader<byte[]>> reader(TenantId tenant) {
    PulsarClient client = clients.getClient("profiles-in");
    return Uni.createFrom()
        .completionStage(
            () ->
                client
                    .newReader(Schema.BYTES)
                    .topic(Topics.INTEREST_PROFILES.of(tenant))
                    .readCompacted(true)
                    .startMessageId(MessageId.earliest)
                    .createAsync());
  }

  private Multi<ProfilePage> pagesOf(Reader<byte[]> reader) {
    return TopicPages.of(reader, config.batchProfiles())
        .onItem()
        .transformToUniAndConcatenate(
            page ->
                decoder
                    .opener(page)
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(opener -> decoder.newest(page, opener)));
  }
}
