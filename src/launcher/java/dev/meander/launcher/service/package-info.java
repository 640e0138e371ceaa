/** The service as a child process: its settings, its start from an AOT cache, its log, its end. */
@NullMarked
package dev.meander.launcher.service;

import org.jspecify.annotations.NullMarked;
