/** Tests of the launcher's shell scripts, with fake JDKs and a fake Maven: no JVM is started. */
@NullMarked
package org.jexpy.host.launcher;

import org.jspecify.annotations.NullMarked;
