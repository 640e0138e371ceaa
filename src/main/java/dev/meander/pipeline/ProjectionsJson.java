package dev.meander.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.projection.ProjectionComparison.Difference;
import dev.meander.projection.ProjectionComparison.Report;
import dev.meander.projection.ProjectionVersions.Progress;
import dev.meander.projection.ProjectionVersions.Version;
import dev.meander.projection.ProjectionVersions.Views;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Versions of the projection, as operators see them. */
final class ProjectionsJson {

  private static final JsonMapper JSON = new JsonMapper();

  private ProjectionsJson() {}

  /** How far the views are that are made anew after a switch. */
  static ObjectNode with(ObjectNode all, Optional<Views> views) {
    views.ifPresent(
        progress ->
            all.putObject("views")
                .put("renewed", progress.renewed())
                .put("people", progress.people())
                .put("done", progress.done()));
    return all;
  }

  static ObjectNode all(List<Version> versions, int live, IntPredicate filledHere) {
    ObjectNode all = JSON.createObjectNode().put("live", live);
    ArrayNode listed = all.putArray("versions");
    boolean known = versions.stream().anyMatch(version -> version.number() == live);
    for (Version version : versions) {
      listed.add(version(version, live, filledHere));
    }
    if (!known) {
      listed.addObject().put("projection", live).put("live", true).put("filledHere", false);
    }
    return all;
  }

  private static ObjectNode version(Version version, int live, IntPredicate filledHere) {
    boolean serves = version.number() == live;
    ObjectNode json =
        JSON.createObjectNode()
            .put("projection", version.number())
            .put("live", serves)
            .put("filledHere", filledHere.test(version.number()));
    if (!serves && version.toldAt().isPresent()) {
      Progress progress = version.progress();
      json.put("events", progress.events())
          .put("eventsPerSecond", progress.perSecond())
          .put("lagMs", progress.lagMs())
          .put("reached", progress.reached())
          .put("caughtUp", progress.caughtUp())
          .put("toldAt", version.toldAt().get().toString());
    }
    return json;
  }

  static ObjectNode number(int version) {
    return JSON.createObjectNode().put("projection", version);
  }

  static ObjectNode live(int version) {
    return JSON.createObjectNode().put("live", version);
  }

  static ObjectNode comparison(int one, int two, Report report) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("projection", one)
            .put("with", two)
            .put("people", report.peopleInOne())
            .put("peopleWith", report.peopleInTwo())
            .put("different", report.different());
    ArrayNode most = json.putArray("most");
    for (Difference difference : report.most()) {
      most.addObject()
          .put("personId", difference.person().value())
          .put("days", difference.days())
          .put("events", difference.eventsInOne())
          .put("eventsWith", difference.eventsInTwo())
          .put("distance", difference.distance());
    }
    return json;
  }
}
