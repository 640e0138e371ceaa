package dev.meander.ingest;

import static dev.meander.ingest.Posting.fresh;
import static dev.meander.ingest.Posting.post;
import static dev.meander.ingest.Posting.problem;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealServers.class)
class BodyLengthTest {

  @TestHTTPResource("/")
  @SuppressWarnings("NullAway.Init")
  URI service;

  @Test
  void a_body_within_the_limit_is_taken_and_one_past_it_is_refused_before_it_is_read()
      throws Exception {
    String spaces = " ".repeat(4 * 1024 * 1024 - 300);
    post("application/json", fresh() + spaces).statusCode(202);
    problem(post("application/json", fresh() + spaces + " ".repeat(400)), 413);
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      byte[] head =
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40000000\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(head);
      byte[] chunk = new byte[1_000_000];
      Arrays.fill(chunk, (byte) ' ');
      for (int sent = 0; sent < 40; sent++) {
        socket.getOutputStream().write(chunk);
      }
      socket
          .getOutputStream()
          .write(
              "GET /v1/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      String answers = read(socket.getInputStream());
      assertTrue(answers.startsWith("HTTP/1.1 413 "), answers);
      assertTrue(answers.contains("HTTP/1.1 404 "), answers);
    }
  }

  @Test
  void a_body_of_unknown_length_is_refused_when_it_turns_out_too_long() throws Exception {
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      var out = socket.getOutputStream();
      out.write(
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      byte[] spaces = " ".repeat(0x100000).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 5; i++) {
        out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(spaces);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = read(socket.getInputStream());
      assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
      assertTrue(answer.contains("application/problem+json"), answer);
    }
  }

  private static String read(InputStream in) throws java.io.IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
