package dev.meander.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.meander.scoring.ModelManifest.Port;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** What all models in ONNX that are loaded from a file have in common. */
final class OnnxFile {
  private OnnxFile() {}

  /**
   * The file's bytes.
   *
   * @throws ModelRefusedException when it cannot be read
   */
  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelRefusedException(file + " cannot be read", e);
    }
  }

  /**
   * Starts a graph on one thread of its caller, to run on the processor.
   *
   * @param title the model's, for messages
   * @return to be closed by the caller
   * @throws ModelRefusedException when it does not start, or takes or gives what it should not
   */
  static OrtSession start(String title, byte[] model, List<Port> inputs, List<Port> outputs) {
    return start(title, model, inputs, outputs, ExecutionProviderWanted.CPU);
  }

  /** The same, on what is wanted where that is there. */
  static OrtSession start(
      String title,
      byte[] model,
      List<Port> inputs,
      List<Port> outputs,
      ExecutionProviderWanted wanted) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      ExecutionProvider _ = ExecutionProvider.choose(wanted, options);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options);
      try {
        checkPorts(title, "inputs", session.getInputInfo(), inputs);
        checkPorts(title, "outputs", session.getOutputInfo(), outputs);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
      return session;
    } catch (OrtException e) {
      throw new ModelRefusedException(title + " does not start", e);
    }
  }

  private static void checkPorts(
      String title, String what, Map<String, NodeInfo> actual, List<Port> expected) {
    List<Port> found = new ArrayList<>();
    for (NodeInfo node : actual.values()) {
      if (!(node.getInfo() instanceof TensorInfo tensor)) {
        throw new ModelRefusedException(title + ": " + node.getName() + " is no tensor");
      }
      found.add(new Port(node.getName(), LongStream.of(tensor.getShape()).boxed().toList()));
    }
    if (!found.equals(expected)) {
      throw new ModelRefusedException(
          title + ": " + what + " of the graph are " + found + ", must be " + expected);
    }
  }

  /**
   * What came out of a port.
   *
   * @throws ModelRefusedException when it is not as many numbers as it should be
   */
  static float[] numbers(String title, OrtSession.Result result, String port, int expected) {
    Optional<OnnxValue> value = result.get(port);
    if (value.isPresent() && value.get() instanceof OnnxTensor tensor) {
      FloatBuffer buffer = tensor.getFloatBuffer();
      float[] numbers = new float[buffer.remaining()];
      buffer.get(numbers);
      if (numbers.length == expected) {
        return numbers;
      }
    }
    throw new ModelRefusedException(title + ": the graph did not put out its " + port);
  }

  /** Zeros outside the heap. */
  static FloatBuffer direct(int numbers) {
    return ByteBuffer.allocateDirect(numbers * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
