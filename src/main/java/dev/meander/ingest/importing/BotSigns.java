package dev.meander.ingest.importing;

import java.util.regex.Pattern;

/** Robots that say so, or that say nothing: browsers always name themselves. */
final class BotSigns {

  /**
   * Words in the user agents of crawlers, monitors, preview fetchers and HTTP libraries. Not a list
   * of robots: those that matter carry one of these words, and those that hide go by their rate.
   */
  private static final Pattern WORDS =
      Pattern.compile(
          "bot\\b|bot/|bot-|crawl|spider|slurp|scrap|fetch|archiver|preview|monitor|uptime|pingdom"
              + "|headless|phantomjs|selenium|puppeteer|playwright|lighthouse"
              + "|curl/|wget/|libwww|python-|aiohttp|httpx|okhttp|java/|go-http|axios|node-fetch"
              + "|apache-httpclient|facebookexternalhit|mediapartners",
          Pattern.CASE_INSENSITIVE);

  private BotSigns() {}

  static boolean in(String userAgent) {
    return userAgent.isBlank() || WORDS.matcher(userAgent).find();
  }
}
