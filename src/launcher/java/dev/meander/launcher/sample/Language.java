package dev.meander.launcher.sample;

/** What a person reads and writes. */
enum Language {
  ENGLISH,
  CHINESE
}
