package dev.meander;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The map of packages in the README, as rules that break the build. */
@AnalyzeClasses(packages = "dev.meander", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** Stage to the stages that it may import, beside itself and {@code platform}. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      new TreeMap<>(
          Map.of(
              "event", Set.of(),
              "interest", Set.of("event"),
              "log", Set.of("event"),
              "ingest", Set.of("log", "event"),
              "projection", Set.of("interest", "event"),
              "scoring", Set.of("interest", "event", "statistics"),
              "serving", Set.of("interest", "event"),
              "statistics", Set.of(),
              "platform", Set.of()));

  @ArchTest
  static void stages_import_only_what_they_may(
      com.tngtech.archunit.core.domain.JavaClasses imported) {
    MAY_IMPORT.forEach(
        (stage, allowed) -> {
          Set<String> packages = new TreeSet<>();
          Stream.concat(allowed.stream(), Stream.of(stage, "platform"))
              .forEach(name -> packages.add("dev.meander." + name + ".."));
          noClasses()
              .that()
              .resideInAPackage("dev.meander." + stage + "..")
              .should()
              .dependOnClassesThat(
                  resideInAPackage("dev.meander..")
                      .and(resideOutsideOfPackages(packages.toArray(String[]::new))))
              .because(stage + " may import " + allowed + " and platform only")
              .allowEmptyShould(true)
              .check(imported);
        });
  }

  @ArchTest
  static void every_package_is_a_known_stage(
      com.tngtech.archunit.core.domain.JavaClasses imported) {
    Set<String> known = new TreeSet<>(MAY_IMPORT.keySet());
    known.add("pipeline");
    Set<String> found = new TreeSet<>();
    imported.forEach(
        type -> {
          String rest = type.getPackageName().substring("dev.meander".length());
          if (!rest.isEmpty()) {
            found.add(rest.substring(1).split("\\.", 2)[0]);
          }
        });
    found.removeAll(known);
    Assertions.assertEquals(Set.of(), found, "packages that the map of stages does not name");
  }

  @ArchTest
  static final ArchRule stages_are_free_of_cycles =
      slices().matching("dev.meander.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_pure_core_knows_no_framework_and_does_no_io =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.meander.event..", "dev.meander.interest..", "dev.meander.statistics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "io.vertx..",
              "io.smallrye..",
              "jakarta..",
              "org.apache.pulsar..",
              "java.io..",
              "java.nio.file..",
              "java.net..",
              "java.sql..",
              "java.util.random..");

  @ArchTest
  static final ArchRule the_pure_core_reads_no_clock =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.meander.event..", "dev.meander.interest..", "dev.meander.statistics..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule nothing_waits_inside_a_stage =
      noClasses().that().resideInAPackage("dev.meander..").should().callMethod(Uni.class, "await");

  /** What is refused comes again behind what came after it: see {@code RetryInPlace}. */
  @ArchTest
  static final ArchRule nothing_is_acknowledged_negatively =
      noClasses()
          .that()
          .resideInAPackage("dev.meander..")
          .should()
          .accessTargetWhere(
              target(
                  nameMatching(
                      "negativeAck.*|nack|withNack.*|getNack.*|reconsumeLater.*"
                          + "|redeliverUnacknowledgedMessages|ackTimeout.*")))
          .because("a refused message comes again behind what came after it");

  /** For one that takes the payload, reactive messaging refuses what it fails at. */
  @ArchTest
  static final ArchRule who_takes_messages_acknowledges_them_itself =
      methods()
          .that()
          .areAnnotatedWith(Incoming.class)
          .should()
          .haveRawParameterTypes(
              describe(
                  "one message",
                  types -> types.size() == 1 && types.getFirst().isAssignableTo(Message.class)))
          .because("reactive messaging refuses a payload that its method fails at");

  @ArchTest
  static final ArchRule names_say_what_a_thing_is =
      classes()
          .that()
          .resideInAPackage("dev.meander..")
          .should()
          .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl)");

  /** Otherwise it would be refused to everybody, or, worse, open to everybody by mistake. */
  @ArchTest
  static final ArchRule every_operation_names_its_scope =
      methods()
          .that()
          .areMetaAnnotatedWith(HttpMethod.class)
          .should()
          .beAnnotatedWith(RolesAllowed.class)
          .orShould()
          .beAnnotatedWith(PermitAll.class)
          .orShould()
          .beDeclaredInClassesThat(
              describe(
                  "name one for all of them",
                  owner ->
                      owner.isAnnotatedWith(RolesAllowed.class)
                          || owner.isAnnotatedWith(PermitAll.class)))
          .because(
              "who may ask is decided where the operation is: @RolesAllowed(Scopes.X), see"
                  + " dev.meander.platform.security.Scopes");

  @Test
  void the_map_of_stages_has_no_cycle_itself() {
    MAY_IMPORT.forEach(
        (stage, allowed) ->
            allowed.forEach(
                other ->
                    Assertions.assertFalse(
                        MAY_IMPORT.getOrDefault(other, Set.of()).contains(stage),
                        stage + " and " + other + " import each other")));
  }
}
