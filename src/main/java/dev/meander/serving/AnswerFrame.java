package dev.meander.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.meander.event.CategoryPath;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.interest.AnswerSource;
import dev.meander.interest.Joint;
import dev.meander.interest.ModelIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What every answer about a person begins with, and its entity tag. Streams; binds no data. */
final class AnswerFrame {

  /** Part of every entity tag: raise it when the forms change. */
  private static final int FORM = 1;

  private static final JsonFactory JSON = new JsonFactory();

  /** The fields of one answer. */
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Whom the answer is about and where it comes from.
   *
   * @param position that the answer reaches to
   * @param appendedAt when the log took the newest event in it
   * @param model null where no model was asked
   * @param joint what the person's other names add
   */
  record Head(
      PersonId personId,
      LogPosition position,
      Instant appendedAt,
      AnswerSource source,
      @Nullable ModelIdentity model,
      Joint joint) {}

  private AnswerFrame() {}

  static Answer answer(Head head, Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    int ageAt;
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("personId", head.personId.value());
      json.writeObjectFieldStart("freshness");
      json.writeStringField("position", head.position.encode());
      json.writeFieldName("ageMs");
      // Writes the colon and nothing else: the age goes here when the answer is sent.
      json.writeRawValue("");
      json.flush();
      ageAt = bytes.size();
      json.writeEndObject();
      json.writeStringField("source", name(head.source));
      if (head.model == null) {
        json.writeNullField("model");
      } else {
        json.writeObjectFieldStart("model");
        json.writeStringField("name", head.model.name());
        json.writeStringField("version", head.model.version());
        json.writeEndObject();
      }
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    byte[] whole = bytes.toByteArray();
    return new Answer(
        head.position,
        head.appendedAt,
        etag(head, whole),
        whole,
        ageAt,
        new Joint(0, head.joint.others()));
  }

  /** The answer's content is in its tag: a tag that is equal can't stand for another answer. */
  private static String etag(Head head, byte[] json) {
    CRC32C content = new CRC32C();
    content.update(json);
    return "\"%d/%s/%08x\"".formatted(FORM, version(head), content.getValue());
  }

  private static String version(Head head) {
    long revision = head.joint.revision();
    return head.position.encode() + (revision == 0 ? "" : "~" + revision);
  }

  static void category(JsonGenerator json, CategoryPath category) throws IOException {
    json.writeFieldName("category");
    levels(json, category);
  }

  static void levels(JsonGenerator json, CategoryPath category) throws IOException {
    json.writeStartArray();
    for (String level : category.levels()) {
      json.writeString(level);
    }
    json.writeEndArray();
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
