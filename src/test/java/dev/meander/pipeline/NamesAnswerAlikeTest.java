package dev.meander.pipeline;

import dev.meander.RealServers;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** All names of a person are told the same, and what one person would be told. */
@QuarkusTest
@WithTestResource(RealServers.class)
class NamesAnswerAlikeTest {

  @Inject EventLog log;
  @Inject EventCodec codec;

  @Test
  void interestsMigrationAndEvolutionAreThoseOfTheOnePerson() {
    new AlikeAnswers(log, codec, new TenantId("default")).compare();
  }
}
