package dev.meander.platform;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;

/** Turns every refusal, ours and the framework's, into a problem. */
class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  /** RFC 6750. */
  private static final String CHALLENGE = "Bearer realm=\"meander\"";

  @ServerExceptionMapper
  RestResponse<byte[]> ours(ProblemException refusal) {
    var response =
        answer(
            refusal.code(), Problems.write(refusal.code(), refusal.getMessage(), refusal.errors()));
    if (refusal.retryAfter() != null) {
      response.header(HttpHeaders.RETRY_AFTER, Problems.retryAfter(refusal.retryAfter()));
    }
    if (refusal.code().category() == ErrorCode.Category.INTERNAL) {
      LOG.error("internal failure", refusal);
    }
    return response.build();
  }

  @ServerExceptionMapper
  RestResponse<byte[]> notFound(NotFoundException refusal) {
    // The framework says 404 when it cannot convert a parameter, and gives the reason as cause.
    if (refusal.getCause() instanceof IllegalArgumentException unreadable) {
      return problem(ErrorCode.INVALID_PARAMETER, unreadable.getMessage());
    }
    return problem(ErrorCode.NOT_FOUND, "Nothing is served under this path.");
  }

  /** Nobody, or somebody whose token or key is not valid. */
  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  RestResponse<byte[]> unauthenticated(SecurityException refusal) {
    boolean invalid = refusal instanceof AuthenticationFailedException;
    return answer(
            ErrorCode.UNAUTHENTICATED,
            Problems.write(
                ErrorCode.UNAUTHENTICATED,
                invalid
                    ? "The token or key is unknown, expired, or not meant for this service."
                    : "Send Authorization: Bearer with a token, or X-API-Key with a key.",
                List.of()))
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            invalid ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE)
        .build();
  }

  /** Somebody of another tenant, or without the scope. */
  @ServerExceptionMapper
  RestResponse<byte[]> forbidden(ForbiddenException refusal) {
    String reason = refusal.getMessage();
    return answer(
            ErrorCode.FORBIDDEN,
            Problems.write(
                ErrorCode.FORBIDDEN,
                reason == null || reason.isBlank()
                    ? "It lacks the scope that this operation needs: see /q/openapi."
                    : reason,
                List.of()))
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"")
        .build();
  }

  @ServerExceptionMapper
  RestResponse<byte[]> notAllowed(NotAllowedException refusal) {
    var response =
        answer(
            ErrorCode.METHOD_NOT_ALLOWED,
            Problems.write(ErrorCode.METHOD_NOT_ALLOWED, null, List.of()));
    return response
        .header(
            HttpHeaders.ALLOW, String.join(", ", AllowedMethods.of(CurrentRequestManager.get())))
        .build();
  }

  @ServerExceptionMapper
  RestResponse<byte[]> notAcceptable(NotAcceptableException refusal) {
    return problem(ErrorCode.NOT_ACCEPTABLE, null);
  }

  @ServerExceptionMapper
  RestResponse<byte[]> notSupported(NotSupportedException refusal) {
    return problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE, null);
  }

  @ServerExceptionMapper
  RestResponse<byte[]> violated(ConstraintViolationException refusal) {
    List<FieldError> errors = new ArrayList<>();
    for (ConstraintViolation<?> violation : refusal.getConstraintViolations()) {
      String parameter = parameter(violation.getPropertyPath());
      if (parameter == null) {
        // A bean or an answer of ours, not what the client sent.
        return failure(refusal);
      }
      errors.add(
          new FieldError(
              "?" + parameter, violation.getMessage() + ", not " + violation.getInvalidValue()));
    }
    return answer(
            ErrorCode.INVALID_PARAMETER, Problems.write(ErrorCode.INVALID_PARAMETER, null, errors))
        .build();
  }

  private static @Nullable String parameter(Path violated) {
    for (Path.Node node : violated) {
      if (node.getKind() == ElementKind.PARAMETER) {
        return node.getName();
      }
    }
    return null;
  }

  @ServerExceptionMapper
  RestResponse<byte[]> anyOther(WebApplicationException refusal) {
    int status = refusal.getResponse().getStatus();
    if (status == ErrorCode.BODY_TOO_LARGE.status()) {
      return problem(ErrorCode.BODY_TOO_LARGE, null);
    }
    if (status >= 400 && status < 500) {
      return problem(ErrorCode.INVALID_PARAMETER, null);
    }
    return failure(refusal);
  }

  @ServerExceptionMapper
  RestResponse<byte[]> failure(Throwable failure) {
    LOG.error("a request failed inside", failure);
    return problem(ErrorCode.INTERNAL, null);
  }

  private static RestResponse<byte[]> problem(ErrorCode code, @Nullable String detail) {
    return answer(code, Problems.write(code, detail, List.of())).build();
  }

  private static RestResponse.ResponseBuilder<byte[]> answer(ErrorCode code, byte[] problem) {
    return RestResponse.ResponseBuilder.<byte[]>create(code.status())
        .header(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
        .entity(problem);
  }
}
