package dev.meander.launcher;

import dev.meander.ingest.importing.AccessLogImporter;
import dev.meander.ingest.importing.AccessLogRules;
import dev.meander.launcher.importing.LineEntries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./meander import access-log}: logins, views and searches from a web server's logs. */
@Command(
    name = "access-log",
    description = {
      "Reads access logs in the combined format (plain or .gz), several in the order given: oldest first.",
      "",
      "logged_in: a successful POST to the login path, and the first request of an authenticated user's session."
          + " item_viewed and searched: a GET that was answered, whose address a pattern finds something in.",
      "A person is the authenticated user, or else a pseudonym of address and user agent; a session ends after half"
          + " an hour of silence. What stands in two files, or twice in one second, is one event.",
      "",
      "Robots (by their user agent, or by a rate that no person has: from where it shows to the session's end) are"
          + " marked: their events carry 'bot' in the context. Marked events are stored and counted like any other;"
          + " robots are persons of their own, so they move no shopper's interest, but they do count in the shop's"
          + " totals. --bots leave_out keeps them out of the log."
    },
    footer = {
      "",
      "Patterns are Java's regular expressions, found anywhere in the address. Example:",
      "  ./meander import access-log access.log.2.gz access.log.1 --view '^/(?<category>[^?]+)/p(?<item>\\d+)'"
    })
final class ImportAccessLogCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SendOptions sending = new SendOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "what to read")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--login",
      paramLabel = "PATTERN",
      defaultValue = "/(login|signin|sign-in|session)/?$",
      description = "the path that logs in (default: ${DEFAULT-VALUE})")
  private String login = "";

  @Option(
      names = "--view",
      paramLabel = "PATTERN",
      description =
          "address of an item's page, with a group (?<item>...) and maybe (?<category>...); may be repeated"
              + " (default: ^/(?:products?|items?|p|dp)/(?<item>[^/?]+))")
  private List<String> views = new ArrayList<>();

  @Option(
      names = "--search",
      paramLabel = "PATTERN",
      description =
          "address of a search, with a group (?<query>...); may be repeated"
              + " (default: ^/search\\?(?:.*&)?q=(?<query>[^&]+))")
  private List<String> searches = new ArrayList<>();

  @Option(
      names = "--session-gap",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description = "silence that ends a session (default: ${DEFAULT-VALUE})")
  private int sessionGap = 30;

  @Option(
      names = "--bot-rate",
      paramLabel = "N",
      defaultValue = "60",
      description = "pages in a minute that no person opens (default: ${DEFAULT-VALUE})")
  private int botRate = 60;

  @Option(
      names = "--bots",
      paramLabel = "WHAT",
      defaultValue = "mark",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private AccessLogRules.Bots bots = AccessLogRules.Bots.mark;

  @Option(
      names = "--salt",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "goes into the pseudonyms, so that who knows an address can't find its visitor; always the same one")
  private String salt = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    AccessLogRules rules = rules();
    var importer = new AccessLogImporter(rules);
    return ImportRun.run(
        sending, files, rules.toString(), LineEntries.format((_, line) -> importer.read(line)));
  }

  private AccessLogRules rules() {
    if (views.isEmpty()) {
      views.add("^/(?:products?|items?|p|dp)/(?<item>[^/?]+)");
    }
    if (searches.isEmpty()) {
      searches.add("^/search\\?(?:.*&)?q=(?<query>[^&]+)");
    }
    if (sessionGap < 1) {
      throw wrong("--session-gap wants at least 1 minute, not " + sessionGap);
    }
    try {
      return new AccessLogRules(
          Pattern.compile(login),
          views.stream().map(Pattern::compile).toList(),
          searches.stream().map(Pattern::compile).toList(),
          Duration.ofMinutes(sessionGap),
          botRate,
          bots,
          salt);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()).replace('\n', ' '), e);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
