package dev.meander.log;

import dev.meander.event.EventEnvelope;

/** What a message of the log holds once opened. */
public sealed interface LoggedEvent {

  /** The bytes as they stand in the log; not to be changed. */
  @SuppressWarnings("ArrayRecordComponent") // shared with the client's buffers on purpose
  byte[] wire();

  /**
   * An event.
   *
   * @param wire its one canonical form, equal envelopes give equal bytes; on its way to the broker
   *     what that is sealed to
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; copying would cost on the hot path
  record Decoded(EventEnvelope envelope, byte[] wire) implements LoggedEvent {}

  /** Something about an entry that was put aside. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Decision(ParkedDecision decision, byte[] wire) implements LoggedEvent {}

  /** Someone was erased. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Erasure(ErasureMarker marker, byte[] wire) implements LoggedEvent {}

  /**
   * Bytes that are no event; its person's later events must not overtake what becomes of it.
   *
   * @param detail what is wrong and where
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Undecodable(UndecodableReason reason, String detail, byte[] wire) implements LoggedEvent {}
}
