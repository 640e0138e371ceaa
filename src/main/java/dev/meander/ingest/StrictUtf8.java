package dev.meander.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Tells UTF-8 from what the parser would also take: overlong forms, encoded surrogates, and UTF-16
 * or UTF-32, which it guesses from zero bytes at the beginning.
 */
final class StrictUtf8 {

  private static final int GUESSED_FROM = 4;
  private static final int CHUNK = 1024;

  private StrictUtf8() {}

  static boolean valid(byte[] bytes, int from, int to) {
    for (int i = from; i < Math.min(to, from + GUESSED_FROM); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    // Most bodies are ASCII, which needs no decoder.
    int ascii = from;
    while (ascii < to && bytes[ascii] >= 0) {
      ascii++;
    }
    return ascii == to || decodes(ByteBuffer.wrap(bytes, ascii, to - ascii));
  }

  private static boolean decodes(ByteBuffer bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(CHUNK);
    while (true) {
      var result = decoder.decode(bytes, chars, true);
      if (result.isError()) {
        return false;
      }
      if (result.isUnderflow()) {
        return true;
      }
      chars.clear();
    }
  }
}
