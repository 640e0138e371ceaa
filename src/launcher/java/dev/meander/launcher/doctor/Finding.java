package dev.meander.launcher.doctor;

/**
 * One thing looked at.
 *
 * @param subject what it is, such as {@code disk}
 * @param detail what was found and, where it is not well, what to do
 */
public record Finding(Level level, String subject, String detail) {

  /** How well it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Works, yet somebody may want to know. */
    NOTE,
    /** Does not work. */
    BAD
  }

  static Finding ok(String subject, String detail) {
    return new Finding(Level.OK, subject, detail);
  }

  static Finding note(String subject, String detail) {
    return new Finding(Level.NOTE, subject, detail);
  }

  static Finding bad(String subject, String detail) {
    return new Finding(Level.BAD, subject, detail);
  }

  @Override
  public String toString() {
    return "%-5s %-18s %s"
        .formatted(level.name().toLowerCase(java.util.Locale.ROOT), subject, detail);
  }
}
