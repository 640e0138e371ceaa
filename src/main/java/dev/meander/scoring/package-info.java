/**
 * Predicts migration and evolution: features per person and candidate category, the trained model
 * in ONNX Runtime, the baseline formula beside it, and the answers made of either. Owns the model
 * artefacts and the inference threads. May depend on {@code interest} and {@code event}.
 */
@NullMarked
package dev.meander.scoring;

import org.jspecify.annotations.NullMarked;
