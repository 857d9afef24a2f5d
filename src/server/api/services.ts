import type { Config } from '../../config.ts';
import { openStore } from '../../data/store/open-store.ts';
import type { Store } from '../../data/store/store.ts';
import { Access } from '../access/access.ts';
import { type Principal, sightOf } from '../access/principal.ts';
import { type Calculator, ThreadCalculator } from '../evaluations/calculator.ts';
import { removeLeftExports } from '../evaluations/exported.ts';
import { Groups } from '../evaluations/groups.ts';
import type { Evaluator } from '../evaluator.ts';
import { Jobs } from '../jobs/jobs.ts';
import { jobKinds } from '../jobs/kinds.ts';
import { EventStreams } from '../live/event-streams.ts';
import { LiveResults } from '../live/live-results.ts';
import type { OpenIdAccess } from '../openid/openid-access.ts';
import { type OutgoingFetch, outgoingFetch } from '../outgoing/outgoing-fetch.ts';
import { Retention } from '../retention/retention.ts';
import { keepBundledRubrics } from '../rubrics.ts';

/** What handlers work with. */
export interface Services {
  readonly config: Config;
  readonly store: Store;
  readonly evaluator: Evaluator;
  readonly calculator: Calculator;
  readonly groups: Groups;
  readonly jobs: Jobs;
  readonly streams: EventStreams;
  readonly live: LiveResults;
  readonly retention: Retention;
  readonly access: Access;
  /** How people come in by the identity provider; null where none is configured. */
  readonly openId: OpenIdAccess | null;
  /** Lets go of jobs, to be taken up at the next start, and of the store. */
  close(): Promise<void>;
}

/** Opens the store and gets everything ready that works with it; jobs begin with `jobs.start()`. */
export async function openServices(
  config: Config,
  evaluator: Evaluator,
  failed: (error: unknown) => void,
  calculator: Calculator = new ThreadCalculator(),
  fetch: OutgoingFetch = outgoingFetch({ privateHosts: config.outgoingHosts }),
): Promise<Services> {
  const store = await openStore(config);
  await keepBundledRubrics(store);
  await removeLeftExports(config);
  const jobs = new Jobs(store, jobKinds({ config, store, evaluator, calculator }), 1, failed);
  const live = new LiveResults(store, failed);
  const access = new Access(store, config, failed);
  const retention = new Retention({ config, store, jobs }, failed);
  return {
    config,
    store,
    evaluator,
    calculator,
    groups: new Groups(config, calculator),
    jobs,
    streams: new EventStreams(store),
    live,
    retention,
    access,
    openId: await openIdOf(config, store, access, fetch),
    async close() {
      await access.close();
      await retention.close();
      await live.close();
      await jobs.close();
      await calculator.close();
      await store.close();
    },
  };
}

/** The same, of which only what a principal may see is there: whatever a handler does with it, it finds nothing else. */
export function servicesFor(services: Services, principal: Principal | null): Services {
  const sight = principal && sightOf(principal);
  if (sight === null) return services;
  const { store, calculator } = services;
  return {
    ...services,
    store: store.seenBy(sight),
    calculator: {
      close: () => calculator.close(),
      run: (name, task, signal) => calculator.run(name, { ...task, place: { ...task.place, sight } }, signal),
    },
  };
}

/** Where the provider sends people back to, below the address of the server. */
const CALLBACK = '/api/v1/login/openid/callback';

async function openIdOf(
  { openId, publicUrl }: Config,
  store: Store,
  access: Access,
  fetch: OutgoingFetch,
): Promise<OpenIdAccess | null> {
  if (openId === undefined || publicUrl === undefined) return null;
  // Only here, so that a server without a provider starts without loading what asks one.
  const [{ OpenIdAccess }, { OpenIdLogin }] = await Promise.all([
    import('../openid/openid-access.ts'),
    import('../openid/openid-login.ts'),
  ]);
  return new OpenIdAccess(store, access, new OpenIdLogin(openId, publicUrl + CALLBACK, fetch));
}
