package dev.meander.launcher.bench;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/**
 * One request and what its answer must be.
 *
 * @param path from the slash
 * @param body JSON; empty for a GET
 * @param status the only one that counts as an answer
 * @param prefix how the answer's body must begin
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
record HttpExchange(String path, byte[] body, int status, String prefix) {

  static HttpExchange get(String path) {
    return new HttpExchange(path, new byte[0], 200, "");
  }

  /** A post of which every event must be accepted. */
  static HttpExchange post(byte[] events, int count) {
    return new HttpExchange("/v1/events", events, 202, "{\"accepted\":" + count + ",");
  }

  FullHttpRequest request(String host) {
    boolean post = body.length > 0;
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            post ? HttpMethod.POST : HttpMethod.GET,
            path,
            Unpooled.wrappedBuffer(body));
    request.headers().set(HttpHeaderNames.HOST, host);
    if (post) {
      request
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
          .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }
    return request;
  }
}
