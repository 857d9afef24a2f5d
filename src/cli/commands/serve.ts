import { readConfig } from '../../config.ts';
import { command } from '../command.ts';
import { flag, text } from '../options.ts';

const network = {
  port: text('NUMBER', 'port to listen on; default PORT, else 5000. 0 takes any free port'),
  host: text(
    'ADDRESS',
    'address to listen on; default HOST, else 127.0.0.1, which only this machine reaches',
  ),
};

const records = {
  example: flag('bring the example company in where nothing is kept yet; it can be undone'),
};

/** `evenhand serve`: the HTTP API, until it is asked to stop. */
export const serve = command(
  {
    name: 'serve',
    summary: 'answer over HTTP',
    about:
      'Serves the HTTP API until it is stopped with Ctrl-C or SIGTERM; requests in hand are finished first. The environment variables are listed in docs/http-api.md.',
    operands: [],
    options: { ...network, ...records },
    groups: [
      { title: 'Network', options: network },
      { title: 'Records', options: records },
    ],
    examples: [
      { line: 'evenhand serve', says: 'on http://127.0.0.1:5000, for this machine only' },
      { line: 'evenhand serve --host 0.0.0.0 --port 8080', says: 'for the whole network, on port 8080' },
    ],
  },
  async ({ values }, { stderr, env }) => {
    const config = readConfig(env, values);
    const { startServer, untilStopped } = await import('../../server/start.ts');
    const server = await startServer(config);
    const stopped = untilStopped(server);
    stderr.write(`evenhand serves on ${server.url} (Ctrl-C stops it)\n`);
    if (server.setUpLink !== null) {
      stderr.write(
        `nobody has an account yet: whoever uses this machine may do everything. The first account, an admin's, is made here, once:\n  ${server.setUpLink}\n`,
      );
    }
    if (values.example) {
      const { bringExampleAt } = await import('../bring-example.ts');
      await Promise.race([stopped, bringExampleAt(server.url, (line) => stderr.write(`${line}\n`))]);
    }
    await stopped;
  },
);
