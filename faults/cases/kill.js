import { below, must, none, quantile, told } from '../case.js';
import { killWhileWriting } from '../kills.js';
import { bothPlaces } from '../stores.js';

export const title = 'kill: the server is killed (SIGKILL) while six writers commit';

/** @param {import('../case.js').Setting} setting */
export async function run({ scratch, short, times, say }) {
  const kills = times ?? (short ? 8 : 200);
  const figures = [];
  for (const [i, place] of (await bothPlaces(scratch)).entries()) {
    say(`${place.store}: ${kills} kills`);
    const found = await killWhileWriting(place, { kills, seed: 100 + i, say });
    const of = (/** @type {string} */ name) => `${place.store}: ${name}`;
    figures.push(
      told(of('writes acknowledged'), String(found.total)),
      none(of('acknowledged writes lost'), found.lost),
      none(of('writes done twice'), found.doubled),
      none(of('writes repeated with their key and answered otherwise'), found.unlike),
      none(of('writes refused'), found.wrong),
      none(of('jobs and imports forgotten'), found.forgotten),
      told(of('imports given up, since killed three times while read'), String(found.givenUp)),
      none(of('faults in the log'), found.errors),
      told(of('until it answers again, median'), `${Math.round(quantile(found.reopened, 0.5))} ms`),
      below(of('until it answers again, longest'), Math.max(...found.reopened), 2000, 'ms'),
      must(of('audit log as it was written'), found.audit.includes('all as they were written'), found.audit),
    );
  }
  return {
    did: `${kills} kills on each store; writers with departments, people, tasks (1 or 200 at once) and imports with their commit, each with an Idempotency-Key; what was acknowledged is repeated after each kill and counted in the end`,
    figures,
  };
}
