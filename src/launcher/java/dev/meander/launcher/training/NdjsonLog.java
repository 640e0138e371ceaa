package dev.meander.launcher.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.LoggedEvent;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Events in the wire form of {@code POST /v1/events}, one a line and in order of time. */
final class NdjsonLog implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventCodec codec;
  private final TenantId tenant;
  private final BufferedReader in;
  private long line;

  NdjsonLog(EventCodec codec, TenantId tenant, Path file) throws IOException {
    this.codec = codec;
    this.tenant = tenant;
    InputStream bytes = Files.newInputStream(file);
    InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    this.in = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
  }

  /**
   * The next event; null at the end.
   *
   * @throws IOException naming the line that is no event
   */
  @Nullable EventEnvelope next() throws IOException {
    String text = in.readLine();
    line++;
    if (text == null) {
      return null;
    }
    JsonNode sent = JSON.readTree(text);
    ObjectNode logged = JSON.createObjectNode();
    logged.put("v", 1).put("tenant", tenant.value());
    logged.setAll((ObjectNode) sent);
    logged.put(
        "occurredAt",
        OffsetDateTime.parse(sent.path("occurredAt").asText()).toInstant().toEpochMilli());
    return switch (codec.decode(JSON.writeValueAsBytes(logged))) {
      case LoggedEvent.Decoded decoded -> decoded.envelope();
      case LoggedEvent.Decision _, LoggedEvent.Erasure _ ->
          throw new IOException("line " + line + " is no event");
      case LoggedEvent.Undecodable bad ->
          throw new IOException("line " + line + ": " + bad.reason() + ": " + bad.detail());
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
