/** Meander: where each shopper's interest is moving, and how it grows or fades. */
@org.jspecify.annotations.NullMarked
package dev.meander;
