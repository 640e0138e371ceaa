package dev.meander.serving;

import static dev.meander.serving.AnswerFrame.category;
import static dev.meander.serving.AnswerFrame.name;
import static dev.meander.serving.AnswerJson.first;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.meander.interest.Evolution;
import dev.meander.interest.Evolution.TrendChances;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Renders an evolution as JSON, in the fixed wire form. */
final class EvolutionJson {

  private EvolutionJson() {}

  static void write(JsonGenerator json, Evolution evolution, EvolutionShape shape)
      throws IOException {
    json.writeArrayFieldStart("categories");
    for (Evolution.CategoryEvolution each : first(evolution.categories(), shape.categories())) {
      json.writeStartObject();
      category(json, each.category());
      json.writeStringField("trend", name(each.trend()));
      chances(json, "trendChances", each.chances());
      json.writeArrayFieldStart("history");
      for (Evolution.DayWeight day : each.history()) {
        json.writeStartObject();
        json.writeStringField("day", day.day().toString());
        json.writeNumberField("weight", day.weight());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("forecast");
      for (Evolution.DayForecast day : first(each.forecast(), shape.horizon())) {
        json.writeStartObject();
        json.writeStringField("day", day.day().toString());
        json.writeNumberField("weight", day.weight());
        json.writeNumberField("lower", day.lower());
        json.writeNumberField("upper", day.upper());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    ahead(json, evolution, shape);
    chances(json, "trendBaseRates", evolution.baseRates());
  }

  private static void ahead(JsonGenerator json, Evolution evolution, EvolutionShape shape)
      throws IOException {
    json.writeArrayFieldStart("ahead");
    for (Evolution.Ahead window : evolution.ahead()) {
      json.writeStartObject();
      json.writeNumberField("days", window.days());
      json.writeNumberField("comeBack", window.comeBack());
      json.writeArrayFieldStart("shares");
      double elsewhere = window.elsewhere();
      for (int i = 0; i < window.shares().size(); i++) {
        Evolution.ShareAhead share = window.shares().get(i);
        if (i >= shape.categories()) {
          elsewhere += share.share();
          continue;
        }
        json.writeStartObject();
        category(json, share.category());
        json.writeNumberField("share", share.share());
        json.writeNumberField("lower", share.lower());
        json.writeNumberField("upper", share.upper());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("elsewhere", Rounding.share(Math.min(1, elsewhere)));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void chances(JsonGenerator json, String field, @Nullable TrendChances chances)
      throws IOException {
    if (chances != null) {
      json.writeObjectFieldStart(field);
      json.writeNumberField("emerging", chances.emerging());
      json.writeNumberField("stable", chances.stable());
      json.writeNumberField("fading", chances.fading());
      json.writeEndObject();
    }
  }
}
