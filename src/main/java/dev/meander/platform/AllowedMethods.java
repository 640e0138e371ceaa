package dev.meander.platform;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * The methods that a path takes, asked of the framework's own routing: RFC 9110 wants them in each
 * 405, and the framework's refusal names none.
 */
final class AllowedMethods {

  private AllowedMethods() {}

  /** In alphabetical order; empty where the path is none of ours. */
  static Set<String> of(ResteasyReactiveRequestContext request) {
    String path = request.getPathWithoutPrefix();
    var classes = new RequestMapper<>(request.getDeployment().getClassMappers());
    Set<String> allowed = new TreeSet<>();
    for (var match = classes.map(path);
        match != null;
        match = classes.continueMatching(path, match)) {
      add(match, allowed);
    }
    if (!allowed.isEmpty()) {
      // Answered by the framework for every resource.
      allowed.add("OPTIONS");
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed;
  }

  private static void add(RequestMapper.RequestMatch<InitialMatch> match, Set<String> allowed) {
    String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
    for (ServerRestHandler handler : match.value.handlers) {
      if (handler instanceof ClassRoutingHandler routing) {
        for (Map.Entry<String, RequestMapper<RuntimeResource>> method :
            routing.getMappers().entrySet()) {
          // Null stands for sub-resource locators.
          if (method.getKey() != null && method.getValue().map(remaining) != null) {
            allowed.add(method.getKey());
          }
        }
      }
    }
  }
}
