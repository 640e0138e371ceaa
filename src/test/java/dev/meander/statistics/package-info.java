@org.jspecify.annotations.NullMarked
package dev.meander.statistics;
