package dev.meander.pipeline;

import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.common.schema.SchemaInfo;

/**
 * Bytes under a registered schema: what is registered describes the messages as they are once
 * opened. Any thread.
 */
record SealedSchema(SchemaInfo registered) implements Schema<byte[]> {

  @Override
  public byte[] encode(byte[] message) {
    return message;
  }

  @Override
  public byte[] decode(byte[] message) {
    return message;
  }

  @Override
  public SchemaInfo getSchemaInfo() {
    return registered;
  }

  /** Immutable, so that one serves every producer. */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public Schema<byte[]> clone() {
    return this;
  }
}
