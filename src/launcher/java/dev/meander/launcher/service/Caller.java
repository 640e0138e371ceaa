package dev.meander.launcher.service;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/**
 * As whom the commands ask a service that wants to know: by the token in {@code MEANDER_TOKEN} or
 * the key in {@code MEANDER_API_KEY}. In the environment, since everybody on a machine reads
 * command lines.
 */
public final class Caller {

  public static final String TOKEN = "MEANDER_TOKEN";
  public static final String API_KEY = "MEANDER_API_KEY";

  private Caller() {}

  /** A request as whom the environment says. */
  public static HttpRequest.Builder request(URI to) {
    return request(to, System.getenv());
  }

  static HttpRequest.Builder request(URI to, Map<String, String> environment) {
    HttpRequest.Builder request = HttpRequest.newBuilder(to);
    String token = environment.getOrDefault(TOKEN, "").strip();
    String key = environment.getOrDefault(API_KEY, "").strip();
    if (!token.isEmpty()) {
      return request.header("Authorization", "Bearer " + token);
    }
    return key.isEmpty() ? request : request.header("X-API-Key", key);
  }

  /** What may help where a service answers with this status; empty where nothing of ours does. */
  public static String hint(int status) {
    return status == 401 || status == 403
        ? " (the commands ask as " + TOKEN + " or " + API_KEY + " in the environment says)"
        : "";
  }
}
