package dev.meander.serving;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.interest.AnswerSource;
import dev.meander.interest.Calibration;
import dev.meander.interest.Evolution;
import dev.meander.interest.Joint;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.RankedCategory;
import dev.meander.interest.Trend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the stored form of {@link ViewCodec}. */
record ViewReader(JsonParser in, int form, List<CategoryPath> categories) {

  /** The form before, with probabilities as they are shown and without what is new: still read. */
  private static final int FORM_WITHOUT_NEWS = 4;

  /** The form before that, without what a model of evolution says: still read. */
  private static final int FORM_WITHOUT_OUTLOOK = 3;

  /** The form before that, when nobody could have several names: still read. */
  private static final int FORM_WITHOUT_NAMES = 2;

  /** The first form, without the ranker of the migration: still read. */
  private static final int FORM_WITHOUT_RANKER = 1;

  private interface Element<T> {
    T read() throws IOException;
  }

  /** Empty for another form. */
  static Optional<InterestView> read(byte[] stored) {
    try (JsonParser in = ViewCodec.SMILE.createParser(stored)) {
      if (in.nextToken() != JsonToken.START_ARRAY || in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
        return Optional.empty();
      }
      int form = in.getIntValue();
      return form >= FORM_WITHOUT_RANKER && form <= ViewCodec.FORM
          ? Optional.of(new ViewReader(in, form, new ArrayList<>()).view())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a stored view is damaged", e);
    }
  }

  private InterestView view() throws IOException {
    PersonId person = new PersonId(text());
    LogPosition position = position();
    Instant appendedAt = instant();
    AnswerSource source = AnswerSource.valueOf(text());
    ModelIdentity model = model();
    Instant lastEventAt = instant();
    categories.addAll(list(() -> new CategoryPath(list(this::text))));
    return new InterestView(
        person,
        position,
        appendedAt,
        source,
        model,
        lastEventAt,
        counts(),
        interests(),
        migration(),
        evolutions(),
        form > FORM_WITHOUT_NAMES ? new Joint(number(), list(this::position)) : Joint.ALONE);
  }

  private LogPosition position() throws IOException {
    return new LogPosition(whole(), number(), number(), whole());
  }

  private Evolution evolutions() throws IOException {
    List<Evolution.CategoryEvolution> categories = list(this::evolution);
    if (form <= FORM_WITHOUT_OUTLOOK) {
      return new Evolution(categories);
    }
    ModelIdentity outlook = model();
    Evolution.TrendChances baseRates = chances();
    return new Evolution(categories, list(this::ahead), baseRates, outlook);
  }

  private Evolution.Ahead ahead() throws IOException {
    return new Evolution.Ahead(
        whole(),
        unit(),
        list(() -> new Evolution.ShareAhead(category(), unit(), unit(), unit())),
        unit());
  }

  private Evolution.@Nullable TrendChances chances() throws IOException {
    return form > FORM_WITHOUT_OUTLOOK && truth()
        ? new Evolution.TrendChances(unit(), unit(), unit())
        : null;
  }

  private @Nullable ModelIdentity model() throws IOException {
    return truth() ? new ModelIdentity(text(), text()) : null;
  }

  private Map<EventKind, Long> counts() throws IOException {
    Map<EventKind, Long> counts = new EnumMap<>(EventKind.class);
    for (int left = whole(); left > 0; left--) {
      counts.put(EventKind.ofWireName(text()).orElseThrow(), number());
    }
    return counts;
  }

  private InterestView.Interests interests() throws IOException {
    double other = number() / Rounding.SHARE_UNITS;
    return new InterestView.Interests(
        list(
            () ->
                new InterestView.Interest(
                    category(), number() / Rounding.SHARE_UNITS, trend(), instant(), number())),
        other);
  }

  private Migration migration() throws IOException {
    return new Migration(
        list(() -> new Migration.Step(whole(), list(this::ranked), news())),
        list(() -> new Migration.Within(whole(), list(this::ranked), news())),
        list(() -> new Migration.Path(list(this::category), unit())),
        list(() -> new Migration.ChangePoint(instant(), unit())),
        form > FORM_WITHOUT_RANKER ? model() : null,
        form > ViewCodec.FORM_WITHOUT_CALIBRATION
            ? new Calibration(whole(), instant(), instant())
            : null);
  }

  private List<RankedCategory> news() throws IOException {
    return form > FORM_WITHOUT_NEWS ? list(this::ranked) : List.of();
  }

  private RankedCategory ranked() throws IOException {
    return new RankedCategory(
        category(), form > FORM_WITHOUT_NEWS ? number() / Rounding.SHARE_UNITS : unit(), truth());
  }

  private Evolution.CategoryEvolution evolution() throws IOException {
    return new Evolution.CategoryEvolution(
        category(),
        trend(),
        list(() -> new Evolution.DayWeight(day(), unit())),
        list(() -> new Evolution.DayForecast(day(), unit(), unit(), unit())),
        chances());
  }

  private <T> List<T> list(Element<T> element) throws IOException {
    int size = whole();
    List<T> read = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      read.add(element.read());
    }
    return read;
  }

  private CategoryPath category() throws IOException {
    return categories.get(whole());
  }

  private Trend trend() throws IOException {
    return Trend.valueOf(text());
  }

  private double unit() throws IOException {
    return number() / Rounding.UNITS;
  }

  private Instant instant() throws IOException {
    return Instant.ofEpochMilli(number());
  }

  private LocalDate day() throws IOException {
    return LocalDate.ofEpochDay(number());
  }

  private int whole() throws IOException {
    return Math.toIntExact(number());
  }

  private long number() throws IOException {
    in.nextToken();
    return in.getLongValue();
  }

  private boolean truth() throws IOException {
    in.nextToken();
    return in.getBooleanValue();
  }

  private String text() throws IOException {
    in.nextToken();
    return in.getText();
  }
}
