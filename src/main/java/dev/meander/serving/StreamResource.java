package dev.meander.serving;

import dev.meander.event.PersonId;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.platform.Problems;
import dev.meander.platform.RequiresRole;
import dev.meander.platform.Role;
import dev.meander.platform.security.Scopes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;

/** Tells clients of a person's changes as they happen. */
@Path("/v1/stream")
@RequiresRole(Role.SERVE)
@RolesAllowed(Scopes.INTERESTS_READ)
@NonBlocking
@Tag(name = "people")
public class StreamResource {

  /** One event of a stream, or its end. */
  private record Sent(Optional<OutboundSseEvent> event) {
    Sent(OutboundSseEvent event) {
      this(Optional.of(event));
    }
  }

  private static final Sent END = new Sent(Optional.empty());

  private final InterestViewStore views;
  private final ServingConfig.Stream config;
  private final Audience audience;
  private final AtomicInteger open = new AtomicInteger();

  @Inject
  StreamResource(
      InterestViewStore views, ServingConfig config, Audience audience, MeterRegistry metrics) {
    this.views = views;
    this.config = config.stream();
    this.audience = audience;
    Gauge.builder("meander.serving.streams", open, AtomicInteger::get)
        .description("Open streams of server-sent events")
        .register(metrics);
  }

  @GET
  @StreamConsent.Asked
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "stream",
      summary = "Follow a person",
      description =
          "Begins with the person's view, where there is one newer than Last-Event-ID, then an event for each newer view. Slow clients skip to the newest. Comment lines keep a silent connection open. Where consent is withdrawn meanwhile, a last event named problem says so and the stream ends.")
  @Parameter(
      name = "personId",
      in = ParameterIn.QUERY,
      required = true,
      description = "The person's id as events carry it.",
      schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 256))
  @Parameter(
      name = "Last-Event-ID",
      in = ParameterIn.HEADER,
      description = "Id of the last event that the client got.",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "200",
      description = "Events named interest, with the position as id and a Change as data",
      content =
          @Content(
              mediaType = "text/event-stream",
              schema = @Schema(ref = "#/components/schemas/Change"),
              examples = @ExampleObject(name = "Change", ref = "#/components/examples/Change")))
  @APIResponse(responseCode = "400", ref = "#/components/responses/InvalidParameter")
  @APIResponse(responseCode = "403", ref = "#/components/responses/ConsentWithdrawn")
  @APIResponse(responseCode = "406", ref = "#/components/responses/NotAcceptable")
  @APIResponse(responseCode = "429", ref = "#/components/responses/TooManyRequests")
  @APIResponse(responseCode = "500", ref = "#/components/responses/Failure")
  @ResponseHeader(name = "Cache-Control", value = "no-cache")
  public Multi<OutboundSseEvent> stream(
      @QueryParam("personId") @Nullable String personId,
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
      @jakarta.ws.rs.core.Context Sse sse) {
    if (personId == null) {
      throw Parameters.invalid("personId", "is missing");
    }
    PersonId person = Parameters.person(personId);
    Sequence last = Sequence.parse(blankToNull(lastEventId));
    if (open.incrementAndGet() > config.maxOpen()) {
      open.decrementAndGet();
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS,
          "This process serves as many streams as it may.",
          List.of(),
          config.heartbeat(),
          null);
    }
    Context connection = Vertx.currentContext();
    Multi<Sent> beats =
        Multi.createFrom()
            .ticks()
            .every(config.heartbeat())
            .onOverflow()
            .drop()
            .map(tick -> new Sent(sse.newEventBuilder().comment("still here").build()));
    Multi<Sent> changes =
        views
            .follow(audience.tenant(), person)
            .filter(view -> last == null || Sequence.of(view).compareTo(last) > 0)
            .map(view -> new Sent(event(sse, view)))
            .onCompletion()
            .continueWith(new Sent(withdrawn(sse)), END);
    return Multi.createBy()
        .merging()
        .withRequests(1)
        .streams(beats, changes)
        .select()
        .first(sent -> sent.event().isPresent())
        .map(sent -> sent.event().orElseThrow())
        .emitOn(task -> connection.runOnContext(ignored -> task.run()), 1)
        .onTermination()
        .invoke(open::decrementAndGet);
  }

  private static OutboundSseEvent withdrawn(Sse sse) {
    byte[] problem = Problems.write(ErrorCode.CONSENT_WITHDRAWN, null, List.of());
    return sse.newEventBuilder()
        .name("problem")
        .data(new String(problem, StandardCharsets.UTF_8))
        .build();
  }

  private OutboundSseEvent event(Sse sse, InterestView view) {
    byte[] json = AnswerJson.change(view).aged(audience.clock().instant());
    return sse.newEventBuilder()
        .id(Sequence.of(view).encode())
        .name("interest")
        .data(new String(json, StandardCharsets.UTF_8))
        .build();
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
