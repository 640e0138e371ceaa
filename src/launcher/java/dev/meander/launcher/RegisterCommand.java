package dev.meander.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.scoring.ModelRefusedException;
import dev.meander.scoring.OutlookModel;
import dev.meander.scoring.RankerModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./meander register}: puts a model where services take their models from. */
@Command(
    name = "register",
    description = {
      "Puts a trained ranker or model of evolution into a folder of models and lets it serve.",
      "",
      "The model is started and checked against its manifest and the features of this version first; a broken one"
          + " changes nothing. It goes to NAME/VERSION, and current.json names it: services that read the folder"
          + " (meander.scoring.model-dir) swap it in by themselves. What served before stays in the folder, so that"
          + " registering it again is the way back."
    })
final class RegisterCommand implements Callable<Integer> {
  private static final String POINTER = "current.json";
  private static final String MODEL = "model.onnx";
  private static final String MANIFEST = "manifest.json";
  private static final List<String> FILES = List.of(MODEL, MANIFEST, "parity.json", "card.md");

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "a folder with model.onnx and manifest.json, as ./meander train writes it")
  private Path model = Path.of("");

  @Option(
      names = "--into",
      required = true,
      paramLabel = "DIR",
      description = "the folder of models, which holds current.json")
  private Path into = Path.of("");

  @Override
  public Integer call() throws IOException {
    Kind kind = kind();
    String[] title = checked(kind);
    ObjectNode pointer = pointer();
    String named = title[0] + "/" + title[1];
    place(into.resolve(title[0]).resolve(title[1]));
    String before = pointer.path(kind.key).asText("none");
    pointer.put(kind.key, named);
    Path next = Files.createTempFile(into, "current", ".json");
    Files.writeString(next, new ObjectMapper().writeValueAsString(pointer) + "\n");
    // A service reads the old pointer or the new one, nothing between.
    Files.move(next, into.resolve(POINTER), StandardCopyOption.ATOMIC_MOVE);
    System.out.printf(Locale.ROOT, "%s=%s before=%s%n", kind.key, named, before);
    return 0;
  }

  /** What a model is for, by the features that its manifest asks for. */
  private enum Kind {
    RANKER("ranker", "shop-features-"),
    OUTLOOK("outlook", "outlook-features-");

    private final String key;
    private final String features;

    Kind(String key, String features) {
      this.key = key;
      this.features = features;
    }

    /** Starts the model, which is refused where it is not what its manifest says. */
    String titleOf(Path file) {
      return switch (this) {
        case RANKER -> {
          try (RankerModel loaded = RankerModel.load(file)) {
            yield loaded.title();
          }
        }
        case OUTLOOK -> {
          try (OutlookModel loaded = OutlookModel.load(file)) {
            yield loaded.title();
          }
        }
      };
    }
  }

  private Kind kind() throws IOException {
    Path file = model.resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("--model " + model + ": no " + MANIFEST + " there");
    }
    String features;
    try {
      features = new ObjectMapper().readTree(file.toFile()).path("featureSchema").asText();
    } catch (JsonProcessingException e) {
      throw new CommandFailure(file + ": " + e.getOriginalMessage(), e);
    }
    for (Kind kind : Kind.values()) {
      if (features.startsWith(kind.features)) {
        return kind;
      }
    }
    throw new CommandFailure(file + " asks for features " + features + ", which nothing here has");
  }

  /** Name and version. */
  private String[] checked(Kind kind) {
    try {
      String whole = kind.titleOf(model.resolve(MODEL));
      String[] title = whole.split(":", -1);
      for (String part : title) {
        if (title.length != 2 || !part.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
          throw new CommandFailure("a model cannot be registered as " + whole);
        }
      }
      return title;
    } catch (ModelRefusedException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private ObjectNode pointer() throws IOException {
    Path file = into.resolve(POINTER);
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("--into " + into + ": no " + POINTER + " there");
    }
    try {
      if (new ObjectMapper().readTree(file.toFile()) instanceof ObjectNode pointer) {
        return pointer;
      }
    } catch (JsonProcessingException e) {
      throw new CommandFailure(file + ": " + e.getOriginalMessage(), e);
    }
    throw new CommandFailure(file + " is no pointer");
  }

  private void place(Path folder) throws IOException {
    if (Files.exists(folder)) {
      @Nullable String differs = difference(folder);
      if (differs != null) {
        throw new CommandFailure(
            folder + " holds another " + differs + ": a version is never replaced, train a next");
      }
      return;
    }
    Files.createDirectories(folder.resolveSibling("."));
    Path arriving = Files.createTempDirectory(into, ".arriving");
    for (String file : FILES) {
      if (Files.exists(model.resolve(file))) {
        Files.copy(model.resolve(file), arriving.resolve(file));
      }
    }
    Files.move(arriving, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private @Nullable String difference(Path folder) throws IOException {
    for (String file : List.of(MODEL, MANIFEST)) {
      if (!Files.exists(folder.resolve(file))
          || Files.mismatch(model.resolve(file), folder.resolve(file)) >= 0) {
        return file;
      }
    }
    return null;
  }
}
