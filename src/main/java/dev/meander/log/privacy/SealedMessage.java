package dev.meander.log.privacy;

/**
 * A message as it goes to the broker.
 *
 * @param key decides the partition; the person's pseudonym, or their id where nothing is sealed
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed to the client
public record SealedMessage(String key, byte[] bytes) {}
