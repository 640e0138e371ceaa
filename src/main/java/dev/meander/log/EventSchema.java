package dev.meander.log;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.common.schema.SchemaInfo;
import org.apache.pulsar.common.schema.SchemaType;

/**
 * The registered schema of the log: JSON, described to the broker as an Avro record, written and
 * read by {@link EventCodec} without reflection. Bytes that are no event decode to {@link
 * LoggedEvent.Undecodable} instead of failing the consumer. Any thread.
 */
public final class EventSchema implements Schema<LoggedEvent> {

  private static final SchemaInfo INFO =
      SchemaInfo.builder()
          .name("BehaviorEvent")
          .type(SchemaType.JSON)
          .schema(EventSchemaDefinition.AVRO.getBytes(StandardCharsets.UTF_8))
          .properties(Map.of())
          .build();

  private final EventCodec codec;

  public EventSchema(EventCodec codec) {
    this.codec = codec;
  }

  @Override
  public byte[] encode(LoggedEvent event) {
    return event.wire();
  }

  @Override
  public LoggedEvent decode(byte[] wire) {
    return codec.decode(wire);
  }

  @Override
  public SchemaInfo getSchemaInfo() {
    return INFO;
  }

  /** Immutable, so that one serves every consumer and producer. */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public Schema<LoggedEvent> clone() {
    return this;
  }
}
