package dev.meander.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.EnumSet;
import org.jboss.logging.Logger;

/** What runs the model: CUDA where there is a device, else the processor. */
enum ExecutionProvider {
  CPU,
  CUDA;

  private static final Logger LOG = Logger.getLogger(ExecutionProvider.class);

  /** Adds the provider to the options; says which one it became. */
  static ExecutionProvider choose(ExecutionProviderWanted wanted, SessionOptions options)
      throws OrtException {
    if (wanted == ExecutionProviderWanted.CPU) {
      return CPU;
    }
    EnumSet<OrtProvider> packaged = OrtEnvironment.getAvailableProviders();
    if (!packaged.contains(OrtProvider.CUDA)) {
      if (wanted == ExecutionProviderWanted.CUDA) {
        LOG.warn("the packaged ONNX Runtime has no CUDA (build with -Pgpu): the model runs on CPU");
      }
      return CPU;
    }
    try {
      options.addCUDA(0);
      return CUDA;
    } catch (OrtException e) {
      LOG.log(
          wanted == ExecutionProviderWanted.CUDA ? Logger.Level.WARN : Logger.Level.INFO,
          "CUDA does not start: the model runs on CPU",
          e);
      return CPU;
    }
  }
}
