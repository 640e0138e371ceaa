package dev.meander.scoring;

/** Which execution provider the configuration asks for. */
public enum ExecutionProviderWanted {
  /** CUDA where the packaged runtime has it and a device answers, else CPU. */
  AUTO,
  CPU,
  /** As {@code AUTO}, but falling back to CPU is a warning. */
  CUDA
}
