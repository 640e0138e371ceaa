/**
 * Whether a ranker is right as often as it says: reliability by head, on the days that it was
 * chosen by and on those that it is judged by. May depend on {@code evaluation}, {@code training},
 * {@code scoring} and {@code statistics}.
 */
@NullMarked
package dev.meander.launcher.calibration;

import org.jspecify.annotations.NullMarked;
