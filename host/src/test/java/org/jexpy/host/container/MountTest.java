package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.StartMode;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts find the folders of the switch where they are there: specification of EXOS §4.1, §1.3.
 */
@Timeout(180)
final class MountTest {
  @TempDir Path folder;
  private Path modules;

  @BeforeEach
  void modules() throws IOException {
    modules = Files.createDirectories(folder.resolve("modules"));
    Files.writeString(modules.resolve("facts.json"), "{\"ports\": 48}");
    Files.writeString(modules.resolve("helper.py"), "name = 'helper'\n");
    Files.writeString(modules.resolve("helper.mjs"), "export const name = 'helper';\n");
    Files.writeString(
        modules.resolve("tool.sh"), "#!/bin/sh\necho ran in \"$(basename \"$PWD\")\"\n");
    assertThat(modules.resolve("tool.sh").toFile().setExecutable(true)).isTrue();
  }

  private String printed(ProcessSpec spec) throws Exception {
    PermissionSet granted =
        PermissionSet.none()
            .allow(Permission.THREADS)
            .allow(Permission.RUN)
            .allow(Permission.READ, List.of(folder.resolve("state/tmp").toString()))
            .allow(Permission.WRITE, List.of(folder.resolve("state/tmp").toString()));
    try (Container container =
        Container.builder()
            .stateDirectory(folder.resolve("state"))
            .modules(modules)
            .permissions(granted)
            .start()) {
      container.create(spec).join();
      container.exec("start process " + spec.name()).join();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  container
                      .exec("show process " + spec.name())
                      .join()
                      .output()
                      .contains("Stopped"));
      String log = container.exec("show log process " + spec.name()).join().output();
      return log.replaceAll("(?m)^\\S+ \\S+ <(?:out|err)> ", "");
    }
  }

  private static ProcessSpec onDemand(ProcessSpec spec) {
    assertThat(spec.start()).isEqualTo(StartMode.ON_DEMAND);
    return spec;
  }

  @Test
  void aPythonScriptFindsItsFilesBelowUsrLocal() throws Exception {
    Files.writeString(
        modules.resolve("app.py"),
        """
        import json, os, subprocess, sys
        import helper
        print(__file__, helper.__file__, sys.argv[0])
        print(sys.path[0], sys.path.count('/usr/local/cfg'), os.getcwd())
        print(json.load(open('/usr/local/cfg/facts.json'))['ports'], open('facts.json').read())
        print(sorted(os.listdir('/usr/local/cfg'))[:2], os.path.realpath('facts.json'))
        for path in ('/usr/local/cfg/missing', 'missing'):
            try: open(path)
            except FileNotFoundError as error: print(error)
        try: open('/usr/local/cfg/facts.json', 'w')
        except PermissionError as error: print(error.filename, '--allow-write=' in str(error))
        with open('/usr/local/tmp/note.txt', 'w') as out: out.write('kept')
        print(open('/usr/local/tmp/note.txt').read(), flush=True)
        for program in ('/usr/local/cfg/tool.sh', './tool.sh'):
            print(subprocess.run([program], capture_output=True, text=True).stdout.strip())
        1/0
        """);

    String log = printed(onDemand(ProcessSpec.python("app", "app")));

    assertThat(log)
        .contains(
            """
            /usr/local/cfg/app.py /usr/local/cfg/helper.py /usr/local/cfg/app.py
            /usr/local/cfg 1 /usr/local/cfg
            48 {"ports": 48}
            ['app.py', 'facts.json'] /usr/local/cfg/facts.json
            [Errno 2] No such file or directory: '/usr/local/cfg/missing'
            [Errno 2] No such file or directory: 'missing'
            /usr/local/cfg/facts.json True
            kept
            ran in modules
            ran in modules
            """)
        .contains("File \"/usr/local/cfg/app.py\", line ");
    assertThat(folder.resolve("state/tmp/note.txt")).hasContent("kept");
  }

  @Test
  void aJavaScriptFindsItsFilesBelowUsrLocal() throws Exception {
    Files.writeString(
        modules.resolve("app.mjs"),
        """
        import fs from 'node:fs';
        import { name } from './helper.mjs';
        console.log(import.meta.url, name, process.argv[1], process.cwd());
        console.log(fs.readFileSync('/usr/local/cfg/facts.json', 'utf8'), fs.readFileSync('facts.json', 'utf8'));
        console.log(fs.readdirSync('/usr/local/cfg').sort().slice(0, 2).join(), fs.realpathSync('facts.json'));
        try { fs.readFileSync('/usr/local/cfg/missing'); } catch (error) { console.log(error.message); }
        try { fs.writeFileSync('/usr/local/cfg/facts.json', ''); } catch (error) { console.log(error.code, error.path); }
        fs.writeFileSync('/usr/local/tmp/note.txt', 'kept');
        throw new Error('no');
        """);

    String log = printed(onDemand(ProcessSpec.js("app", "app")));

    assertThat(log)
        .contains(
            """
            file:///usr/local/cfg/app.mjs helper /usr/local/cfg/app.mjs /usr/local/cfg
            {"ports": 48} {"ports": 48}
            app.mjs,facts.json /usr/local/cfg/facts.json
            ENOENT: no such file or directory, open '/usr/local/cfg/missing'
            EACCES /usr/local/cfg/facts.json
            """)
        .contains("/usr/local/cfg/app.mjs:9");
    assertThat(folder.resolve("state/tmp/note.txt")).hasContent("kept");
  }
}
