package org.jexpy.bindings.exos.guest;

import org.jexpy.bindings.exos.core.ProcessControl;

/**
 * What the host supplies to the {@code exos} modules of one process.
 *
 * @param control the manager of the process
 * @param managed whether the container started and watches the process ({@code sys.epm_managed})
 */
public record ExosProcess(ProcessControl control, boolean managed) {}
