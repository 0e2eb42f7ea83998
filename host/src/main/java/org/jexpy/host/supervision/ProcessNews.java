package org.jexpy.host.supervision;

import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessInfo;

/**
 * A change in the life of a process.
 *
 * @param change what happened
 * @param process the process as it is now
 */
public record ProcessNews(ProcessChange change, ProcessInfo process) {}
