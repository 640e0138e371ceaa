package dev.meander.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Tells UTF-8 from what the parser would also take: overlong forms, encoded surrogates, and UTF-16
 * or UTF-32, which it guesses from zero bytes at the beginning.
 */
final class StrictUtf8 {

  private static final int GUESSED_FROM = 4;

  private StrictUtf8() {}

  static boolean valid(byte[] bytes, int from, int to) {
    for (int i = from; i < Math.min(to, from + GUESSED_FROM); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    try {
      var _ =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
