package org.jexpy.sandbox.guest;

import java.nio.file.Path;
import java.util.Map;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestLife;
import org.jexpy.sandbox.GuestSpawner;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.SpawnedGuest;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceKind;

/**
 * Starts guests in the name of one, with what that has.
 *
 * @param request its run
 * @param streams its standard streams
 * @param resources where the others are registered
 * @param start gives them contexts
 */
record OtherGuests(
    RunRequest request, GuestStreams streams, OwnedResources resources, GuestStart start)
    implements GuestSpawner {

  @Override
  public SpawnedGuest start(
      String name,
      GuestLanguage language,
      ScriptCode code,
      Map<String, String> environment,
      Path directory,
      GuestLife life) {
    GuestStreams quiet = GuestStreams.errorOnly(streams.err(), false);
    var other =
        new RunRequest(
            language,
            code,
            request.arguments(),
            request.permissions(),
            request.modulePaths(),
            request.siteFolders(),
            environment,
            directory,
            request.executable(),
            request.commandLine(),
            request.mounts());
    OtherGuest guest = new OtherGuest(name, new GuestRun(other, quiet, start), life);
    Handle handle = resources.register(ResourceKind.THREAD, "guest " + name, guest::end);
    handle.unref();
    guest.start(start);
    var _ = guest.status().whenComplete((status, failure) -> handle.release());
    return guest;
  }
}
