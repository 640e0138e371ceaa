package dev.meander.scoring;

import dev.meander.statistics.Outlook;
import java.nio.FloatBuffer;

/** Native memory of one thread, for the inputs of a model of evolution. */
final class OutlookBuffers {
  FloatBuffer features = OnnxFile.direct(0);
  FloatBuffer mask = OnnxFile.direct(0);

  void fill(float[] rows, int from, int width) {
    if (mask.capacity() < width) {
      features = OnnxFile.direct(width * Outlook.COUNT);
      mask = OnnxFile.direct(width);
    }
    features.clear();
    mask.clear();
    features.put(rows, from, width * Outlook.COUNT);
    for (int row = 0; row < width; row++) {
      mask.put(1);
    }
    features.flip();
    mask.flip();
  }
}
