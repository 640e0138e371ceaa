package dev.meander.launcher.service;

/** A process that says far more than a log may hold, and why it dies on standard error. */
final class Chatterbox {

  static final String LAST_WORDS = "a fatal error has been detected";

  private Chatterbox() {}

  public static void main(String[] arguments) {
    String line = "x".repeat(1023);
    for (int i = 0; i < 30 * 1024; i++) {
      System.out.println(line);
    }
    System.err.println(LAST_WORDS);
    System.exit(3);
  }
}
