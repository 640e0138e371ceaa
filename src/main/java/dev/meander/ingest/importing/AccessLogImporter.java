package dev.meander.ingest.importing;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.BehaviorEvent.LoggedIn;
import dev.meander.event.BehaviorEvent.Searched;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.ingest.importing.Visitors.Visit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads access logs line by line: a login where somebody logs in or where an authenticated user's
 * session begins, a view or a search where the address says so. A person is the authenticated user,
 * or else a pseudonym of address and user agent. An event's id is made of its line alone: a line
 * that stands in two files, or twice in one second, is one event. Not for several threads.
 */
public final class AccessLogImporter {

  private static final Set<String> ASSETS =
      Set.of(
          "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico",
          "woff", "woff2", "ttf", "eot", "mp4", "webm", "mp3", "json", "xml", "txt");

  private static final TenantId TENANT = new TenantId("default");

  /** What the service takes in a field of its own, and in the context. */
  private static final int LONGEST_ADDRESS = 2048;

  private static final int LONGEST_ATTRIBUTE = 1024;

  private final AccessLogRules rules;
  private final Visitors visitors;

  public AccessLogImporter(AccessLogRules rules) {
    this.rules = rules;
    this.visitors = new Visitors(rules.sessionGap(), rules.botRate());
  }

  /** Takes the next line, without its end. */
  public Imported read(String line) {
    AccessLogLine request;
    try {
      request = AccessLogLine.parse(line);
    } catch (IllegalArgumentException e) {
      return new Imported.Malformed(String.valueOf(e.getMessage()));
    }
    if (request.method().isEmpty()) {
      return new Imported.LeftOut("no HTTP request");
    }
    if (isAsset(request.path())) {
      return new Imported.LeftOut("part of a page");
    }
    try {
      return page(request, line);
    } catch (IllegalArgumentException e) {
      return new Imported.Malformed(String.valueOf(e.getMessage()));
    }
  }

  private Imported page(AccessLogLine request, String line) {
    String person = person(request);
    Visit visit = visitors.page(person, request.at());
    List<BehaviorEvent> events = events(request, visit);
    if (events.isEmpty()) {
      return new Imported.LeftOut("neither login, view nor search");
    }
    String bot = BotSigns.in(request.userAgent()) ? "user-agent" : visit.tooFast() ? "rate" : null;
    if (bot != null && rules.bots() == AccessLogRules.Bots.leave_out) {
      return new Imported.LeftOut("bot");
    }
    String id = "access:" + ContentHash.of(line);
    List<EventEnvelope> envelopes = new ArrayList<>(events.size());
    for (BehaviorEvent event : events) {
      envelopes.add(
          new EventEnvelope(
              TENANT,
              new EventId(id + ':' + event.kind().wireName()),
              new PersonId(person),
              request.at(),
              "access-log",
              visit.session(),
              context(event, request, bot),
              event));
    }
    return new Imported.Events(envelopes);
  }

  private String person(AccessLogLine request) {
    String user = request.user();
    return user != null
        ? user
        : "visitor:" + ContentHash.of(rules.salt(), request.host(), request.userAgent());
  }

  private List<BehaviorEvent> events(AccessLogLine request, Visit visit) {
    List<BehaviorEvent> events = new ArrayList<>(2);
    boolean login =
        request.method().equals("POST")
            && request.succeeded()
            && rules.login().matcher(request.path()).find();
    boolean known = visit.first() && request.user() != null && request.succeeded();
    if (login || known) {
      String referrer = request.referrer();
      events.add(
          new LoggedIn(
              shortened(request.path(), LONGEST_ADDRESS),
              referrer == null ? null : shortened(referrer, LONGEST_ADDRESS)));
    }
    if (request.method().equals("GET") && request.shown()) {
      BehaviorEvent page = view(request.target());
      page = page == null ? search(request.target()) : page;
      if (page != null) {
        events.add(page);
      }
    }
    return events;
  }

  private @Nullable BehaviorEvent view(String target) {
    for (Pattern pattern : rules.views()) {
      Matcher found = pattern.matcher(target);
      if (found.find() && found.group("item") != null) {
        String category =
            pattern.namedGroups().containsKey("category") ? found.group("category") : null;
        var id = new ItemId(decode(found.group("item")));
        return new ItemViewed(new Item(id, category(category), null, null), null);
      }
    }
    return null;
  }

  private static @Nullable CategoryPath category(@Nullable String text) {
    if (text == null) {
      return null;
    }
    List<String> levels =
        Arrays.stream(text.split("/", -1))
            .filter(level -> !level.isEmpty())
            .map(AccessLogImporter::decode)
            .toList();
    return levels.isEmpty() ? null : new CategoryPath(levels);
  }

  private @Nullable BehaviorEvent search(String target) {
    for (Pattern pattern : rules.searches()) {
      Matcher found = pattern.matcher(target);
      if (found.find() && found.group("query") != null) {
        String query = decode(found.group("query")).strip();
        return query.isEmpty() ? null : new Searched(query);
      }
    }
    return null;
  }

  /** Undoes the escapes of an address; what is no such escape stays as it is. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static Map<String, String> context(
      BehaviorEvent event, AccessLogLine request, @Nullable String bot) {
    Map<String, String> context = new TreeMap<>();
    if (bot != null) {
      context.put("bot", bot);
    }
    String referrer = request.referrer();
    if (referrer != null && !(event instanceof LoggedIn)) {
      context.put("referrer", shortened(referrer, LONGEST_ATTRIBUTE));
    }
    return context;
  }

  /** An address that is too long still says where somebody came from: its beginning is kept. */
  private static String shortened(String address, int max) {
    if (address.length() <= max) {
      return address;
    }
    boolean pair = Character.isHighSurrogate(address.charAt(max - 1));
    return address.substring(0, pair ? max - 1 : max);
  }

  private static boolean isAsset(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/')
        && ASSETS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
