package dev.meander.launcher.replay;

/** Told what a person wants to see of a running replay. Calls come from several threads. */
public interface ReplayListener {

  /** An earlier run of the same replay goes on after that many records. */
  void resumed(long records);

  /** A window was answered for. */
  void advanced(Totals totals, double progress);

  /** One entry was refused, by the service or because it can't be read. */
  void refused(long line, String reason);

  /** The service does not answer as it should; requests are tried again for a while. */
  void waiting(String why);

  /** The service answers again. */
  void answering();
}
