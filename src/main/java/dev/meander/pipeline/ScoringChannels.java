package dev.meander.pipeline;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.BatchReceivePolicy;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.impl.conf.ConsumerConfigurationData;

/** What the channels of scoring need beyond lines of configuration. */
@ApplicationScoped
class ScoringChannels {

  @Produces
  @Singleton
  @Identifier("profiles-in")
  ConsumerConfigurationData<byte[]> batches(ScoringPipelineConfig config) {
    ConsumerConfigurationData<byte[]> data = new ConsumerConfigurationData<>();
    data.setBatchReceivePolicy(
        BatchReceivePolicy.builder()
            .maxNumMessages(config.batchProfiles())
            .maxNumBytes(Math.toIntExact(config.batchBytes().asLongValue()))
            .timeout(Math.toIntExact(config.batchDelay().toMillis()), TimeUnit.MILLISECONDS)
            .build());
    return data;
  }

  /** For a channel: {@code schema=interest-projections}. */
  @Produces
  @Singleton
  @Identifier("interest-projections")
  Schema<byte[]> schema() {
    return new SealedSchema(ScoringPublisher.SCHEMA.getSchemaInfo());
  }
}
