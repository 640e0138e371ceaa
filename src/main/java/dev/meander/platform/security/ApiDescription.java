package dev.meander.platform.security;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/**
 * Tells in the document of the API how callers are known: of each operation that wants a scope,
 * that an API key will do as well as a token, and how one is refused.
 */
@OpenApiFilter(stages = RunStage.BUILD)
public final class ApiDescription implements OASFilter {

  @Override
  public Operation filterOperation(Operation operation) {
    List<SecurityRequirement> wanted = operation.getSecurity();
    if (wanted == null || wanted.isEmpty()) {
      return operation;
    }
    List<String> scopes =
        wanted.stream()
            .flatMap(one -> one.getSchemes().values().stream())
            .findFirst()
            .orElseThrow();
    operation.addSecurityRequirement(
        OASFactory.createSecurityRequirement().addScheme("apiKey", scopes));
    operation.getResponses().addAPIResponse("401", refusal("Unauthenticated"));
    if (operation.getResponses().getAPIResponse("403") == null) {
      operation.getResponses().addAPIResponse("403", refusal("Forbidden"));
    }
    return operation;
  }

  private static org.eclipse.microprofile.openapi.models.responses.APIResponse refusal(
      String name) {
    return OASFactory.createAPIResponse().ref("#/components/responses/" + name);
  }
}
