package dev.meander.interest;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Event ids as bytes: the two spellings that clients use for random ids take 17 bytes in place of
 * 33 and 37; every other id is kept as text.
 */
final class IdForm {

  private static final int TEXT = 0;
  private static final int HEX = 1;
  private static final int UUID = 2;

  private static final int HEX_DIGITS = 32;
  private static final Pattern UUID_DASHES = Pattern.compile("(.{8})(.{4})(.{4})(.{4})(.{12})");

  private IdForm() {}

  static void put(ByteSink sink, String id) {
    if (id.length() == HEX_DIGITS && isLowerHex(id)) {
      sink.putByte(HEX);
      sink.putRaw(HexFormat.of().parseHex(id));
    } else if (isUuid(id)) {
      sink.putByte(UUID);
      sink.putRaw(HexFormat.of().parseHex(id.replace("-", "")));
    } else {
      sink.putByte(TEXT);
      sink.putText(id);
    }
  }

  static String read(ByteSource source) {
    int form = source.readByte();
    return switch (form) {
      case TEXT -> source.readText();
      case HEX -> HexFormat.of().formatHex(source.readRaw(HEX_DIGITS / 2));
      case UUID ->
          UUID_DASHES
              .matcher(HexFormat.of().formatHex(source.readRaw(HEX_DIGITS / 2)))
              .replaceFirst("$1-$2-$3-$4-$5");
      default -> throw new IllegalArgumentException("no form of an id: " + form);
    };
  }

  private static boolean isUuid(String id) {
    return id.length() == HEX_DIGITS + 4
        && id.charAt(8) == '-'
        && id.charAt(13) == '-'
        && id.charAt(18) == '-'
        && id.charAt(23) == '-'
        && isLowerHex(id.replace("-", ""))
        && id.chars().filter(c -> c == '-').count() == 4;
  }

  private static boolean isLowerHex(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
