// Watch mode: rebuilds the applications whose sources changed, one build at a time, and tells the caller which.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';

const IGNORED = /(^|\/)(node_modules|dist|\.nx|\.angular)(\/|$)|\.spec\.ts$|\.md$|api-client\/src\/ng/;
const APPS_OF = [
  [/^apps\/api\//, ['api']],
  [/^apps\/portal\//, ['portal']],
  [/^apps\/console\//, ['console']],
  [/^libs\/(ui|session|api-client)\//, ['portal', 'console']],
  [/^libs\/(money|brand|passwords)\//, ['api', 'portal', 'console']],
  [/^libs\/integrations\//, ['api']],
];
const QUIET_MS = 250;

/** Calls `onBuilt` with the set of rebuilt applications after each successful build. */
export function watchSources(onBuilt) {
  const changed = new Set();
  let timer;
  let isBuilding = false;

  const build = async () => {
    if (isBuilding || changed.size === 0) return;
    isBuilding = true;
    const projects = new Set(changed);
    changed.clear();
    const code = await new Promise(resolve => {
      spawn('nx', ['run-many', '-t', 'build', 'web', '-p', [...projects].join(','), '--outputStyle=static'], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
      }).once('exit', resolve);
    });
    if (code === 0) await onBuilt(projects);
    isBuilding = false;
    void build();
  };

  for (const root of ['apps', 'libs'])
    watch(root, { recursive: true }, (_event, file) => {
      const name = `${root}/${file}`;
      if (!file || IGNORED.test(name)) return;
      for (const [pattern, apps] of APPS_OF) if (pattern.test(name)) for (const app of apps) changed.add(app);
      clearTimeout(timer);
      timer = setTimeout(() => void build(), QUIET_MS);
    });
}
