package dev.meander.scoring.names;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The text encoder that ships: BGE small, Chinese and English, with weights of eight bits (Xiao and
 * others, "C-Pack", 2023). Uses no thread but the caller's. Holds some 60 MiB outside the heap
 * until it is closed.
 */
final class NameEncoder implements AutoCloseable {

  /** Numbers of a vector. */
  static final int WIDTH = 512;

  private static final String MODEL = "/bge-small-zh-v1.5-q.onnx";
  private static final String TOKENISER = "/bge-small-zh-v1.5-q-tokenizer.json";
  private static final String HIDDEN = "last_hidden_state";

  private final OrtSession session;
  private final WordPieces pieces;

  private NameEncoder(OrtSession session, WordPieces pieces) {
    this.session = session;
    this.pieces = pieces;
  }

  /**
   * Reads the encoder from the class path.
   *
   * @throws IllegalStateException when it is not there or does not start
   */
  static NameEncoder open() {
    try (InputStream model = resource(MODEL);
        InputStream tokeniser = resource(TOKENISER);
        SessionOptions options = new SessionOptions()) {
      WordPieces pieces = WordPieces.read(tokeniser);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new NameEncoder(
          OrtEnvironment.getEnvironment().createSession(model.readAllBytes(), options), pieces);
    } catch (IOException | OrtException e) {
      throw new IllegalStateException("the encoder of names does not start", e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream found = NameEncoder.class.getResourceAsStream(name);
    if (found == null) {
      throw new IOException(name + " is not on the class path");
    }
    return found;
  }

  /**
   * The direction of a text. One text a run: its eight bits are scaled by the largest number of a
   * run, so that a text beside others would get another vector.
   *
   * @param words as {@link CategoryWords} gives them, not empty
   * @return {@link #WIDTH} numbers, the largest of them 127 or -127
   */
  byte[] encode(String words) {
    long[][] numbers = {pieces.of(words)};
    long[][] types = {new long[numbers[0].length]};
    long[][] mask = {new long[numbers[0].length]};
    java.util.Arrays.fill(mask[0], 1);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor ids = OnnxTensor.createTensor(environment, numbers);
        OnnxTensor attention = OnnxTensor.createTensor(environment, mask);
        OnnxTensor segments = OnnxTensor.createTensor(environment, types);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", ids, "attention_mask", attention, "token_type_ids", segments))) {
      if (!(result.get(HIDDEN).orElseThrow() instanceof OnnxTensor hidden)) {
        throw new IllegalStateException("the encoder does not put out its " + HIDDEN);
      }
      // The first piece's numbers stand for the text.
      float[] first = new float[WIDTH];
      hidden.getFloatBuffer().get(first);
      return bytes(first);
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder of names failed", e);
    }
  }

  private static byte[] bytes(float[] vector) {
    float highest = 1e-9f;
    for (float each : vector) {
      if (!Float.isFinite(each)) {
        throw new IllegalStateException("the encoder puts out what is no number");
      }
      highest = Math.max(highest, Math.abs(each));
    }
    byte[] bytes = new byte[vector.length];
    for (int d = 0; d < bytes.length; d++) {
      bytes[d] = (byte) Math.rint(vector[d] / highest * Byte.MAX_VALUE);
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder does not close", e);
    }
  }
}
