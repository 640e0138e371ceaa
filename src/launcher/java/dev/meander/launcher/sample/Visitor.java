package dev.meander.launcher.sample;

/** Somebody, or something, that comes to the shop. */
interface Visitor {

  /** Does what it does on the log's day; called for every day, in order. */
  void live(DayLog log);

  /** The collector that sees it. */
  String source();
}
