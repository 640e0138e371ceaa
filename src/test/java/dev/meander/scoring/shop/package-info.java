@org.jspecify.annotations.NullMarked
package dev.meander.scoring.shop;
