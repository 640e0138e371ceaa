package dev.meander.platform.security;

import java.util.Set;

/**
 * What a token or an API key may allow. Each operation of REST names the one that it needs, as
 * {@code @RolesAllowed(Scopes.X)} on its method or class; one that names none is refused to
 * everybody. Only what is true for the whole world is {@code @PermitAll}.
 */
public final class Scopes {

  /** Sending events. */
  public static final String EVENTS_WRITE = "events:write";

  /** Reading what is known and predicted about people, one by one or all together. */
  public static final String INTERESTS_READ = "interests:read";

  /** Reading what is expected of the shop's demand. */
  public static final String FORECASTS_READ = "forecasts:read";

  /** Handing out everything that is held about a person, and forgetting it. */
  public static final String PEOPLE_ERASE = "people:erase";

  /** Deciding about the log and the read model as a whole. */
  public static final String ADMIN = "admin";

  /** All of them; none includes another. */
  public static final Set<String> ALL =
      Set.of(EVENTS_WRITE, INTERESTS_READ, FORECASTS_READ, PEOPLE_ERASE, ADMIN);

  private Scopes() {}
}
