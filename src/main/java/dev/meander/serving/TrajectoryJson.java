package dev.meander.serving;

import dev.meander.event.PersonId;
import dev.meander.interest.AnswerSource;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.DayInterest;
import dev.meander.interest.Trajectory;

/** Renders a trajectory as JSON. */
final class TrajectoryJson {

  private TrajectoryJson() {}

  /**
   * @param categories most categories named for a day; the weight of the others goes to {@code
   *     otherWeight}
   */
  static Answer answer(PersonId person, Trajectory trajectory, int categories) {
    return AnswerFrame.answer(
        new AnswerFrame.Head(
            person,
            trajectory.position(),
            trajectory.appendedAt(),
            AnswerSource.PROJECTION,
            null,
            trajectory.joint()),
        json -> {
          json.writeArrayFieldStart("days");
          for (DayInterest day : trajectory.days()) {
            json.writeStartObject();
            json.writeStringField("day", day.day().toString());
            json.writeArrayFieldStart("interests");
            double named = 0;
            for (CategoryShare share :
                day.shares().subList(0, Math.min(categories, day.shares().size()))) {
              double weight = Rounding.share(share.share());
              named += weight;
              json.writeStartObject();
              AnswerFrame.category(json, share.category());
              json.writeNumberField("weight", weight);
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("otherWeight", Rounding.share(Math.max(0, 1 - named)));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
