package dev.meander.serving;

import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.fasterxml.jackson.dataformat.smile.SmileGenerator;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.event.LogPosition;
import dev.meander.interest.Calibration;
import dev.meander.interest.Evolution;
import dev.meander.interest.Evolution.Ahead;
import dev.meander.interest.Evolution.CategoryEvolution;
import dev.meander.interest.Evolution.DayForecast;
import dev.meander.interest.Evolution.DayWeight;
import dev.meander.interest.Evolution.ShareAhead;
import dev.meander.interest.Evolution.TrendChances;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.RankedCategory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of an {@link InterestView}: one Smile array of values in a fixed order, lists
 * after their length, category names once, numbers as the whole multiples that they are rounded to
 * ({@link Rounding}), times in milliseconds, days as days since 1970. About a third of the same as
 * JSON.
 */
final class ViewCodec {

  static final int FORM = 6;

  /** Of a view that no days of the shop have calibrated. */
  static final int FORM_WITHOUT_CALIBRATION = 5;

  static final SmileFactory SMILE =
      SmileFactory.builder().enable(SmileGenerator.Feature.CHECK_SHARED_STRING_VALUES).build();

  private ViewCodec() {}

  static byte[] encode(InterestView view) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (SmileGenerator smile = SMILE.createGenerator(bytes)) {
      new Writer(smile, CategoryNumbers.of(view)).view(view);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #encode} wrote; empty for another form, as if nothing were stored. */
  static Optional<InterestView> decode(byte[] stored) {
    return ViewReader.read(stored);
  }

  private record Writer(SmileGenerator out, Map<CategoryPath, Integer> numbers) {

    void view(InterestView view) throws IOException {
      out.writeStartArray();
      boolean calibrated = view.migration().calibration() != null;
      out.writeNumber(calibrated ? FORM : FORM_WITHOUT_CALIBRATION);
      out.writeString(view.personId().value());
      position(view.position());
      out.writeNumber(view.appendedAt().toEpochMilli());
      out.writeString(view.source().name());
      model(view.model());
      out.writeNumber(view.lastEventAt().toEpochMilli());
      out.writeNumber(numbers.size());
      for (CategoryPath category : numbers.keySet()) {
        out.writeNumber(category.levels().size());
        for (String level : category.levels()) {
          out.writeString(level);
        }
      }
      out.writeNumber(view.counts().size());
      for (EventKind kind : EventKind.values()) {
        Long count = view.counts().get(kind);
        if (count != null) {
          out.writeString(kind.wireName());
          out.writeNumber(count);
        }
      }
      interests(view.interests());
      migration(view.migration());
      out.writeNumber(view.evolution().categories().size());
      for (CategoryEvolution evolution : view.evolution().categories()) {
        evolution(evolution);
      }
      outlook(view.evolution());
      out.writeNumber(view.joint().revision());
      out.writeNumber(view.joint().others().size());
      for (LogPosition other : view.joint().others()) {
        position(other);
      }
      out.writeEndArray();
    }

    private void position(LogPosition position) throws IOException {
      out.writeNumber(position.partition());
      out.writeNumber(position.ledgerId());
      out.writeNumber(position.entryId());
      out.writeNumber(position.batchIndex());
    }

    private void model(@Nullable ModelIdentity model) throws IOException {
      out.writeBoolean(model != null);
      if (model != null) {
        out.writeString(model.name());
        out.writeString(model.version());
      }
    }

    private void interests(InterestView.Interests interests) throws IOException {
      out.writeNumber(units(interests.otherWeight(), Rounding.SHARE_UNITS));
      out.writeNumber(interests.categories().size());
      for (InterestView.Interest interest : interests.categories()) {
        category(interest.category());
        out.writeNumber(units(interest.weight(), Rounding.SHARE_UNITS));
        out.writeString(interest.trend().name());
        out.writeNumber(interest.lastSeenAt().toEpochMilli());
        out.writeNumber(interest.events());
      }
    }

    private void migration(Migration migration) throws IOException {
      out.writeNumber(migration.steps().size());
      for (Migration.Step step : migration.steps()) {
        out.writeNumber(step.step());
        ranked(step.candidates());
        ranked(step.news());
      }
      out.writeNumber(migration.days().size());
      for (Migration.Within within : migration.days()) {
        out.writeNumber(within.days());
        ranked(within.candidates());
        ranked(within.news());
      }
      out.writeNumber(migration.paths().size());
      for (Migration.Path path : migration.paths()) {
        out.writeNumber(path.categories().size());
        for (CategoryPath category : path.categories()) {
          category(category);
        }
        unit(path.probability());
      }
      out.writeNumber(migration.changePoints().size());
      for (Migration.ChangePoint point : migration.changePoints()) {
        out.writeNumber(point.at().toEpochMilli());
        unit(point.divergence());
      }
      model(migration.ranker());
      Calibration calibration = migration.calibration();
      if (calibration != null) {
        out.writeNumber(calibration.moments());
        out.writeNumber(calibration.from().toEpochMilli());
        out.writeNumber(calibration.until().toEpochMilli());
      }
    }

    private void ranked(List<RankedCategory> candidates) throws IOException {
      out.writeNumber(candidates.size());
      for (RankedCategory candidate : candidates) {
        category(candidate.category());
        out.writeNumber(units(candidate.probability(), Rounding.SHARE_UNITS));
        out.writeBoolean(candidate.novel());
      }
    }

    private void evolution(CategoryEvolution evolution) throws IOException {
      category(evolution.category());
      out.writeString(evolution.trend().name());
      out.writeNumber(evolution.history().size());
      for (DayWeight day : evolution.history()) {
        out.writeNumber(day.day().toEpochDay());
        unit(day.weight());
      }
      out.writeNumber(evolution.forecast().size());
      for (DayForecast day : evolution.forecast()) {
        out.writeNumber(day.day().toEpochDay());
        unit(day.weight());
        unit(day.lower());
        unit(day.upper());
      }
      chances(evolution.chances());
    }

    private void outlook(Evolution evolution) throws IOException {
      model(evolution.outlook());
      chances(evolution.baseRates());
      out.writeNumber(evolution.ahead().size());
      for (Ahead ahead : evolution.ahead()) {
        out.writeNumber(ahead.days());
        unit(ahead.comeBack());
        out.writeNumber(ahead.shares().size());
        for (ShareAhead share : ahead.shares()) {
          category(share.category());
          unit(share.share());
          unit(share.lower());
          unit(share.upper());
        }
        unit(ahead.elsewhere());
      }
    }

    private void chances(@Nullable TrendChances chances) throws IOException {
      out.writeBoolean(chances != null);
      if (chances != null) {
        unit(chances.emerging());
        unit(chances.stable());
        unit(chances.fading());
      }
    }

    private void category(CategoryPath category) throws IOException {
      out.writeNumber(numbers.getOrDefault(category, -1));
    }

    private void unit(double value) throws IOException {
      out.writeNumber(units(value, Rounding.UNITS));
    }

    private static long units(double value, double units) {
      return Math.round(value * units);
    }
  }
}
