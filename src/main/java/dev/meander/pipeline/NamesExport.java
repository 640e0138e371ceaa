package dev.meander.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.pipeline.PersonExport.Held;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.projection.ProfileStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is held about a person under all names, one name after the other, the asked one first. */
@ApplicationScoped
class NamesExport {

  private final ProfileStore store;
  private final PersonExport export;

  @Inject
  NamesExport(ProfileStore store, PersonExport export) {
    this.store = store;
    this.export = export;
  }

  /** Fails with {@code UNKNOWN_PERSON} where nothing is held under any of the names. */
  Uni<List<Held>> find(TenantId tenant, PersonId person) {
    return store
        .names(tenant, person)
        .map(names -> askedFirst(person, names))
        .onItem()
        .transformToMulti(names -> Multi.createFrom().iterable(names))
        .onItem()
        .transformToUniAndConcatenate(
            name ->
                export
                    .find(tenant, name)
                    .map(Optional::of)
                    .onFailure(NamesExport::isUnknown)
                    .recoverWithItem(Optional.empty()))
        .filter(Optional::isPresent)
        .map(Optional::orElseThrow)
        .collect()
        .asList()
        .invoke(
            held -> {
              if (held.isEmpty()) {
                throw new ProblemException(
                    ErrorCode.UNKNOWN_PERSON, "Nothing is held about this person.");
              }
            });
  }

  private static List<PersonId> askedFirst(PersonId asked, Set<PersonId> names) {
    List<PersonId> all = new ArrayList<>(names.stream().sorted().toList());
    all.remove(asked);
    all.addFirst(asked);
    return all;
  }

  private static boolean isUnknown(Throwable failure) {
    return failure instanceof ProblemException problem
        && problem.code() == ErrorCode.UNKNOWN_PERSON;
  }

  /** The sections of each name, each name's beginning with its own {@code person}. */
  Multi<ObjectNode> sections(List<Held> held) {
    return Multi.createFrom()
        .iterable(held)
        .onItem()
        .transformToMultiAndConcatenate(export::sections);
  }
}
