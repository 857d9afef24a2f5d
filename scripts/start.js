/** `npm start`: installs, builds, evaluates the example company, then serves, with the example where there is nothing yet. Further arguments go to `evenhand serve`. */
import './require-node.js';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import { build, install, root, step } from './checkout.js';

const help = `npm start installs and builds what is missing, evaluates the example company, and serves the
dashboard and the HTTP API; where nothing is kept yet, the example company is brought into the dashboard.

  npm start                     on http://127.0.0.1:5000
  npm start -- --port 8080      on another port; the environment variable PORT does the same
  npm start -- --host 0.0.0.0   for other machines too; the environment variable HOST does the same

Further options go to "evenhand serve": npx evenhand serve --help lists them.`;

const { values } = util.parseArgs({
  options: { host: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  strict: false,
});

if (values.help) {
  console.log(help);
} else {
  stopWithParent();
  await requireFree(
    String(values.host ?? (process.env.HOST || '127.0.0.1')),
    portFrom(values.port ?? (process.env.PORT || '5000')),
  );
  install();
  build();
  const main = join(root, 'dist', 'cli', 'main.js');
  const example = join('examples', 'tasks.csv');
  step(`Evaluating the example company: evenhand analyze ${example}`, process.execPath, [
    main,
    'analyze',
    example,
  ]);
  console.log('\n> Starting the server (Ctrl-C stops it)');
  process.argv = [process.execPath, main, 'serve', '--example', ...process.argv.slice(2)];
  await import(pathToFileURL(main).href);
}

/** npm runs this through a shell, which ends on a signal without passing it on. Where the parent is gone, this stops, too. */
function stopWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}

/** @param {string | boolean} said */
function portFrom(said) {
  if (/^\d{1,5}$/.test(String(said)) && Number(said) <= 65_535) return Number(said);
  return stop('The port must be a whole number up to 65535: npm start -- --port 8080', 2);
}

/**
 * Asks for the port before the long work, so that nobody waits for a server that cannot start.
 * @param {string} host
 * @param {number} port
 */
async function requireFree(host, port) {
  const probe = createServer();
  try {
    await new Promise((resolve, reject) => {
      probe.once('error', reject).listen({ host, port }, () => probe.close(resolve));
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    if (code === 'EADDRINUSE') {
      stop(
        `Port ${port} of ${host} is in use by another program. Take another one: npm start -- --port ${port === 8080 ? 8081 : 8080}`,
      );
    }
    if (code === 'EACCES')
      stop(`Port ${port} needs more rights. Take one above 1023: npm start -- --port 8080`);
    stop(`Cannot listen on ${host}, port ${port}: ${code}.`);
  }
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message, exitCode = 1) {
  console.error(message);
  process.exit(exitCode);
}
