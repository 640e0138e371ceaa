package dev.meander.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.meander.event.EventEnvelope;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * The versioned wire form of events: JSON whose first field is {@code v}, the version. Fields are
 * streamed both ways without reflection. Any thread.
 */
@Singleton
public final class EventCodec {

  private final JsonFactory json =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
          .build();

  private final EventEncoder encoder = new EventEncoder(json);
  private final Upcasters upcasters;

  public EventCodec() {
    this(Upcasters.KNOWN);
  }

  EventCodec(Upcasters upcasters) {
    this.upcasters = upcasters;
  }

  /** The newest form; equal envelopes give equal bytes. */
  public LoggedEvent.Decoded encode(EventEnvelope envelope) {
    return new LoggedEvent.Decoded(envelope, encoder.encode(envelope));
  }

  /** The form of a decision. */
  public byte[] encode(ParkedDecision decision) {
    return ParkedDecisionForm.encode(decision, encoder);
  }

  /** The form of a marker. */
  public byte[] encode(ErasureMarker marker) {
    return ErasureMarkerForm.encode(marker);
  }

  /** Reads any version that was ever written; what cannot be read says why. Never throws. */
  public LoggedEvent decode(byte[] wire) {
    return EventDecoder.decode(json, wire, this);
  }

  int newest() {
    return upcasters.newest();
  }

  /** What an event of an older version says; its bytes stay as they stand in the log. */
  LoggedEvent upcast(int version, byte[] wire) throws IOException {
    return switch (decode(upcasters.upcast(version, wire))) {
      case LoggedEvent.Decoded(EventEnvelope envelope, byte[] _) ->
          new LoggedEvent.Decoded(envelope, wire);
      case LoggedEvent.Undecodable(UndecodableReason reason, String detail, byte[] _) ->
          new LoggedEvent.Undecodable(reason, detail, wire);
      case LoggedEvent.Decision _, LoggedEvent.Erasure _ ->
          throw new IllegalArgumentException("events stay events");
    };
  }
}
