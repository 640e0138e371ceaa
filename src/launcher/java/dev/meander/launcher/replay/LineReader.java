package dev.meander.launcher.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines that end with LF, CRLF or the end of the stream, as strict UTF-8 and with a limit on
 * their length, so that no input can take more memory than one line.
 */
public final class LineReader {

  /** Longest line in bytes; the service takes no larger event. */
  public static final int MAX_BYTES = 1 << 20;

  /** What a call of {@link #next} found. */
  public enum Found {
    LINE,
    TOO_LONG,
    NOT_UTF8,
    END
  }

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long number;
  private String text = "";

  public LineReader(InputStream in) {
    this.in = in;
  }

  /** The number of the line found last, from 1. */
  public long number() {
    return number;
  }

  /** The line found last, without its end; empty unless {@link Found#LINE} was answered. */
  public String text() {
    return text;
  }

  public Found next() throws IOException {
    text = "";
    var line = new ByteArrayOutputStream(128);
    boolean any = false;
    boolean tooLong = false;
    while (fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      if (line.size() + end - position > MAX_BYTES) {
        tooLong = true;
        line.reset();
      }
      if (!tooLong) {
        line.write(buffer, position, end - position);
      }
      boolean complete = end < limit;
      position = complete ? end + 1 : end;
      if (complete) {
        break;
      }
    }
    if (!any) {
      return Found.END;
    }
    number++;
    return tooLong ? Found.TOO_LONG : decode(line.toByteArray());
  }

  private Found decode(byte[] bytes) {
    int start = number == 1 && startsWithByteOrderMark(bytes) ? 3 : 0;
    int end = bytes.length;
    if (end > start && bytes[end - 1] == '\r') {
      end--;
    }
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, start, end - start))
              .toString();
      return Found.LINE;
    } catch (CharacterCodingException e) {
      return Found.NOT_UTF8;
    }
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    limit = Math.max(0, in.read(buffer));
    position = 0;
    return limit > 0;
  }
}
