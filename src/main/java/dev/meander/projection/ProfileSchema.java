package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Joint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SchemaSerializationException;
import org.apache.pulsar.common.schema.SchemaInfo;
import org.apache.pulsar.common.schema.SchemaType;

/**
 * The registered schema of the topic of profiles: an Avro record, read and written without
 * reflection. Who and how far are fields of their own; the profile itself is one field of bytes
 * with a version in front, the canonical form of its sum. Any thread.
 */
public final class ProfileSchema implements Schema<PublishedProfile> {

  private static final String AVRO =
      """
      {"type":"record","name":"InterestProfile","namespace":"dev.meander.projection","fields":[
      {"name":"tenant","type":"string"},
      {"name":"personId","type":"string"},
      {"name":"position","type":"string","doc":"in the log, of the newest event folded in"},
      {"name":"appendedAt","type":{"type":"long","logicalType":"timestamp-millis"}},
      {"name":"sum","type":"bytes","doc":"dev.meander.interest.ProfileSum; its first byte is the version"},
      {"name":"revision","type":"long","default":0,"doc":"orders the profiles of somebody with several names"},
      {"name":"others","type":{"type":"array","items":"string"},"default":[],"doc":"how far the other names reach"}]}
      """;

  private static final SchemaInfo INFO =
      SchemaInfo.builder()
          .name("InterestProfile")
          .type(SchemaType.AVRO)
          .schema(AVRO.getBytes(StandardCharsets.UTF_8))
          .properties(Map.of())
          .build();

  private static final int HEADER = 512;

  @Override
  public byte[] encode(PublishedProfile profile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(profile.sum().length + HEADER);
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      out.writeString(profile.tenant().value());
      out.writeString(profile.personId().value());
      out.writeString(profile.position().encode());
      out.writeLong(profile.appendedAt().toEpochMilli());
      out.writeBytes(profile.sum());
      out.writeLong(profile.joint().revision());
      writeOthers(out, profile.joint().others());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a profile could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws SchemaSerializationException when the bytes are no such record
   */
  @Override
  public PublishedProfile decode(byte[] wire) {
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(wire, null);
    try {
      TenantId tenant = new TenantId(in.readString());
      PersonId personId = new PersonId(in.readString());
      LogPosition position = LogPosition.parse(in.readString());
      Instant appendedAt = Instant.ofEpochMilli(in.readLong());
      ByteBuffer sum = in.readBytes(null);
      byte[] bytes = new byte[sum.remaining()];
      sum.get(bytes);
      // Written before people could have several names.
      Joint joint = in.isEnd() ? Joint.ALONE : new Joint(in.readLong(), readOthers(in));
      return new PublishedProfile(tenant, personId, position, appendedAt, bytes, joint);
    } catch (IOException | RuntimeException e) {
      throw new SchemaSerializationException(e);
    }
  }

  private static void writeOthers(BinaryEncoder out, List<LogPosition> others) throws IOException {
    out.writeArrayStart();
    out.setItemCount(others.size());
    for (LogPosition other : others) {
      out.startItem();
      out.writeString(other.encode());
    }
    out.writeArrayEnd();
  }

  private static List<LogPosition> readOthers(BinaryDecoder in) throws IOException {
    List<LogPosition> others = new ArrayList<>();
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        others.add(LogPosition.parse(in.readString()));
      }
    }
    return others;
  }

  @Override
  public SchemaInfo getSchemaInfo() {
    return INFO;
  }

  /** Immutable, so that one serves every consumer and producer. */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public Schema<PublishedProfile> clone() {
    return this;
  }
}
