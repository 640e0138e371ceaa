package dev.meander.serving;

import static dev.meander.serving.AnswerFrame.category;
import static dev.meander.serving.AnswerFrame.levels;
import static dev.meander.serving.AnswerFrame.name;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.interest.AnswerSource;
import dev.meander.interest.Calibration;
import dev.meander.interest.Discovery;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.RankedCategory;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders answers as JSON, in the fixed wire forms. Streams; binds no data. */
final class AnswerJson {

  /** Interests and candidates that a stream tells of. */
  private static final int CHANGE = 5;

  private AnswerJson() {}

  /**
   * @param limit categories named; the weight of the others goes to {@code otherWeight}
   */
  static Answer interests(InterestView view, int limit) {
    return answer(
        view,
        AnswerSource.PROJECTION,
        null,
        json -> {
          json.writeStringField("asOf", view.lastEventAt().toString());
          List<InterestView.Interest> all = view.interests().categories();
          List<InterestView.Interest> named = all.subList(0, Math.min(limit, all.size()));
          double other = view.interests().otherWeight();
          for (InterestView.Interest left : all.subList(named.size(), all.size())) {
            other += left.weight();
          }
          json.writeArrayFieldStart("interests");
          for (InterestView.Interest interest : named) {
            json.writeStartObject();
            category(json, interest.category());
            json.writeNumberField("weight", interest.weight());
            json.writeStringField("trend", name(interest.trend()));
            json.writeStringField("lastSeenAt", interest.lastSeenAt().toString());
            json.writeNumberField("events", interest.events());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("otherWeight", Rounding.share(other));
          json.writeObjectFieldStart("counts");
          for (EventKind kind : EventKind.values()) {
            long count = view.counts().getOrDefault(kind, 0L);
            if (count != 0) {
              json.writeNumberField(kind.wireName(), count);
            }
          }
          json.writeEndObject();
        });
  }

  static Answer migration(InterestView view, MigrationShape shape) {
    Discovery discovery = shape.discovery();
    Migration migration = discovery == null ? view.migration() : discovery.order(view.migration());
    ModelIdentity ranker = migration.ranker();
    return answer(
        view,
        ranker == null ? view.source() : AnswerSource.MODEL,
        ranker == null ? view.model() : ranker,
        json -> {
          if (discovery != null) {
            json.writeObjectFieldStart("discovery");
            json.writeNumberField("bonus", discovery.bonus());
            json.writeNumberField("keep", discovery.keep());
            json.writeEndObject();
          }
          Calibration calibration = migration.calibration();
          if (calibration != null) {
            json.writeObjectFieldStart("calibration");
            json.writeNumberField("moments", calibration.moments());
            json.writeStringField("from", calibration.from().toString());
            json.writeStringField("until", calibration.until().toString());
            json.writeEndObject();
          }
          json.writeArrayFieldStart("steps");
          for (Migration.Step step : first(migration.steps(), shape.horizon())) {
            json.writeStartObject();
            json.writeNumberField("step", step.step());
            ranked(json, "candidates", step.candidates(), shape.candidates());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("days");
          for (Migration.Within within : migration.days()) {
            json.writeStartObject();
            json.writeNumberField("days", within.days());
            ranked(json, "candidates", within.candidates(), shape.candidates());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("paths");
          for (Migration.Path path : first(migration.paths(), shape.paths())) {
            json.writeStartObject();
            json.writeArrayFieldStart("categories");
            for (CategoryPath category : path.categories()) {
              levels(json, category);
            }
            json.writeEndArray();
            json.writeNumberField("probability", path.probability());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("changePoints");
          for (Migration.ChangePoint point : migration.changePoints()) {
            json.writeStartObject();
            json.writeStringField("at", point.at().toString());
            json.writeNumberField("divergence", point.divergence());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static Answer evolution(InterestView view, EvolutionShape shape) {
    ModelIdentity outlook = view.evolution().outlook();
    return answer(
        view,
        outlook == null ? view.source() : AnswerSource.MODEL,
        outlook == null ? view.model() : outlook,
        json -> EvolutionJson.write(json, view.evolution(), shape));
  }

  /** What a stream tells of a new view: the largest interests and the likeliest next categories. */
  static Answer change(InterestView view) {
    return answer(
        view,
        view.source(),
        view.model(),
        json -> {
          json.writeArrayFieldStart("interests");
          for (InterestView.Interest interest : first(view.interests().categories(), CHANGE)) {
            json.writeStartObject();
            category(json, interest.category());
            json.writeNumberField("weight", interest.weight());
            json.writeStringField("trend", name(interest.trend()));
            json.writeEndObject();
          }
          json.writeEndArray();
          List<Migration.Step> steps = view.migration().steps();
          ranked(json, "next", steps.isEmpty() ? List.of() : steps.getFirst().candidates(), CHANGE);
        });
  }

  private static Answer answer(
      InterestView view,
      AnswerSource source,
      @Nullable ModelIdentity model,
      AnswerFrame.Body body) {
    return AnswerFrame.answer(
        new AnswerFrame.Head(
            view.personId(), view.position(), view.appendedAt(), source, model, view.joint()),
        body);
  }

  private static void ranked(
      JsonGenerator json, String field, List<RankedCategory> ranked, int most) throws IOException {
    json.writeArrayFieldStart(field);
    for (RankedCategory candidate : first(ranked, most)) {
      json.writeStartObject();
      category(json, candidate.category());
      json.writeNumberField("probability", Rounding.told(candidate.probability()));
      json.writeBooleanField("novel", candidate.novel());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static <T> List<T> first(List<T> all, int most) {
    return all.size() <= most ? all : all.subList(0, most);
  }
}
