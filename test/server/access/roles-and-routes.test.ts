import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateAccount } from '../../../src/data/store/accounts.ts';
import { addKey, revokeKey } from '../../../src/data/store/api-keys.ts';
import { RIGHTS } from '../../../src/server/access/rights.ts';
import { ROLES, type Role } from '../../../src/server/access/roles.ts';
import { hashOfSecret, newSecret } from '../../../src/server/access/secrets.ts';
import { ROUTES } from '../../../src/server/api/routes.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { organise } from '../../support/organisation.ts';
import { loggedIn } from '../../support/people.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

/**
 * Who may ask for what, written down once more: a for admins, n for analysts, u for auditors, m for managers, e for
 * employees; `*` for everybody, those included who do not say who they are.
 */
const MAY: Readonly<Record<string, string>> = {
  getSession: '*',
  setUp: '*',
  logIn: '*',
  beginOpenIdLogin: '*',
  finishOpenIdLogin: '*',
  acceptInvitation: '*',
  logOut: 'anume',
  changePassword: 'anume',
  listSessions: 'anume',
  endSession: 'anume',
  analyze: 'anume',
  appraise: 'anume',
  listMetrics: 'au',
  listDepartments: 'anume',
  getDepartment: 'anume',
  createDepartment: 'an',
  updateDepartment: 'an',
  deleteDepartment: 'an',
  listPositions: 'anume',
  getPosition: 'anume',
  createPosition: 'an',
  updatePosition: 'an',
  deletePosition: 'an',
  listPeriods: 'anume',
  getPeriod: 'anume',
  createPeriod: 'an',
  updatePeriod: 'an',
  deletePeriod: 'an',
  listEmployees: 'anume',
  getEmployee: 'anume',
  createEmployee: 'an',
  updateEmployee: 'an',
  deleteEmployee: 'an',
  eraseEmployee: 'an',
  listEmployeeCosts: 'anu',
  setEmployeeCost: 'an',
  deleteEmployeeCost: 'an',
  setProtectedAttributes: 'an',
  listPeriodNumbers: 'anume',
  reportTasks: 'an',
  listSheets: 'anu',
  enterSheet: 'an',
  createImport: 'an',
  listImports: 'anu',
  getImport: 'anu',
  updateImport: 'an',
  commitImport: 'an',
  undoImport: 'an',
  dismissImport: 'an',
  listImportRejections: 'anu',
  downloadImportRejections: 'anu',
  listImportChanges: 'anu',
  listImportTierMoves: 'anu',
  downloadExample: 'an',
  listImportTemplates: 'anu',
  getImportTemplate: 'anu',
  createImportTemplate: 'an',
  replaceImportTemplate: 'an',
  deleteImportTemplate: 'an',
  createEvaluation: 'an',
  listEvaluations: 'anume',
  getEvaluation: 'anume',
  cancelEvaluation: 'an',
  deleteEvaluation: 'an',
  releaseEvaluation: 'an',
  withdrawEvaluation: 'an',
  listResults: 'anume',
  getResult: 'anume',
  getResultNeighbours: 'anume',
  exportResults: 'anume',
  getEvaluationGroups: 'anume',
  getEvaluationMap: 'anum',
  listEmployeeResults: 'anume',
  listComments: 'anume',
  createComment: 'anme',
  answerContest: 'an',
  listDecisions: 'anume',
  createDecision: 'anm',
  whatIf: 'anu',
  saveWhatIf: 'an',
  getEmployeeTrend: 'anume',
  getDepartmentTrend: 'anum',
  getCompanyTrend: 'anum',
  getMoves: 'anum',
  listMovers: 'anum',
  listStandards: 'anume',
  getStandard: 'anume',
  getStandardDocument: 'anu',
  compareStandards: 'anu',
  getStandardDrift: 'anu',
  createStandard: 'an',
  deleteStandard: 'an',
  approveStandard: 'an',
  activateStandard: 'an',
  retireStandard: 'an',
  listRubrics: 'anume',
  getRubric: 'anume',
  createRubric: 'an',
  checkRubric: 'an',
  listJobs: 'anu',
  getJob: 'anu',
  cancelJob: 'an',
  streamEvents: 'anume',
  getSettings: 'anu',
  updateSettings: 'a',
  listAudit: 'au',
  exportAudit: 'au',
  verifyAudit: 'au',
  listAccounts: 'au',
  getAccount: 'au',
  createAccount: 'a',
  updateAccount: 'a',
  deleteAccount: 'a',
  inviteAccount: 'a',
  listKeys: 'au',
  createKey: 'a',
  revokeKey: 'a',
};

const LETTERS: Readonly<Record<Role, string>> = {
  admin: 'a',
  analyst: 'n',
  auditor: 'u',
  manager: 'm',
  employee: 'e',
};

/** What belongs to a session, which a key has none of. */
const OF_SESSIONS = ['logOut', 'changePassword', 'listSessions', 'endSession'];

const REQUESTS = [
  ...ROUTES.map(({ operation, method, path }) => ({
    operation,
    method,
    // Nothing has these ids, so that whoever may do something does nothing by it.
    url: `/api/v1${path.replace(/\{\w+\}/g, () => newId())}`,
  })),
  ...['/analyze', '/api/analyze', '/api/v1/analyze'].map((url) => ({
    operation: 'analyze',
    method: 'POST' as const,
    url,
  })),
  { operation: 'appraise', method: 'POST' as const, url: '/api/v1/appraise' },
  { operation: 'listMetrics', method: 'GET' as const, url: '/metrics' },
];

describe('every operation', () => {
  it('stands in the table of rights and in this one, and no other does', () => {
    const there = [...new Set(REQUESTS.map(({ operation }) => operation))].toSorted();
    expect(Object.keys(RIGHTS).toSorted()).toEqual(there);
    expect(Object.keys(MAY).toSorted()).toEqual(there);
  });

  it('is for the same roles in both', () => {
    const letters = (name: string) => {
      const right = RIGHTS[name];
      return right === 'public'
        ? '*'
        : right
            .map((role) => LETTERS[role])
            .toSorted()
            .join('');
    };
    const wrong = Object.entries(MAY).filter(([name, may]) => letters(name) !== [...may].toSorted().join(''));
    expect(wrong).toEqual([]);
  });
});

onBothStores('every route answers', (newPlace) => {
  let place: Place;
  let api: Api;
  let employee: string;
  beforeAll(async () => {
    place = await newPlace();
    // Others than this machine ask: then even what keeps nothing is not for everybody.
    api = await apiOn(place, { HOST: '0.0.0.0' });
    const made = await organise(api.services.store, [{ number: '1' }]);
    employee = made.people['1'];
  }, 60_000);
  afterAll(async () => {
    await api.close();
    await place.remove();
  });

  type Asks = (request: (typeof REQUESTS)[number]) => Promise<number>;

  const asking =
    (headers: Readonly<Record<string, string>>): Asks =>
    async ({ method, url }) => {
      const response = await api.app.inject({
        method,
        url,
        headers: {
          host: 'localhost',
          ...headers,
          ...(method !== 'GET' && { 'content-type': 'application/json' }),
        },
        ...(method !== 'GET' && { payload: '{"nothing":"that fits"}' }),
        payloadAsStream: true,
      });
      response.stream().destroy();
      return response.statusCode;
    };

  async function expectAnswers(
    asks: Asks,
    expected: (operation: string) => 'yes' | 401 | 403,
  ): Promise<void> {
    const wrong: string[] = [];
    for (const request of REQUESTS) {
      const status = await asks(request);
      const wanted = expected(request.operation);
      const isAsWanted = wanted === 'yes' ? ![401, 403].includes(status) && status < 500 : status === wanted;
      // Wrong passwords and secrets are refused to whoever sends them.
      const isSecret = ['logIn', 'acceptInvitation', 'setUp'].includes(request.operation);
      if (!isAsWanted && !(isSecret && status === 400)) {
        wrong.push(`${request.operation} ${request.method} ${request.url}: ${status}, not ${wanted}`);
      }
    }
    expect(wrong).toEqual([]);
  }

  it.each(ROLES)(
    'the role %s as it should',
    async (role) => {
      const { headers } = await loggedIn(api, role, employee);
      const asks: Asks = async (request) => {
        const isLast = request.operation === 'logOut';
        return asking(isLast ? (await loggedIn(api, role, employee)).headers : headers)(request);
      };
      await expectAnswers(asks, (operation) =>
        MAY[operation] === '*' || MAY[operation].includes(LETTERS[role]) ? 'yes' : 403,
      );
    },
    120_000,
  );

  it('401 to who does not say who asks, to deactivated accounts and to keys that have ended', async () => {
    const { store } = api.services;
    const deactivated = await loggedIn(api, 'admin', employee);
    await store.change('test', async (change) => {
      const row = await change.db
        .selectFrom('accounts')
        .selectAll()
        .where('id', '=', deactivated.id)
        .executeTakeFirstOrThrow();
      await updateAccount(change, row, { active: 0 });
    });
    const expired = await keyOf('admin', null, '2024-01-01T00:00:00.000Z');
    const revoked = await keyOf('admin', null);
    await store.change('test', (change) => revokeKey(change, revoked.id));
    const isPublic = (operation: string) => (MAY[operation] === '*' ? 'yes' : 401);
    await expectAnswers(asking({}), isPublic);
    await expectAnswers(asking(deactivated.headers), isPublic);
    // Whoever sends a key is told that it is none.
    for (const { headers } of [expired, revoked, bearer('evenhand_nothing')]) {
      await expectAnswers(asking(headers), () => 401);
    }
  }, 120_000);

  it.each(['admin', 'analyst', 'auditor'] as const)(
    'API keys of the role %s, but for sessions',
    async (role) => {
      const { headers } = await keyOf(role, null);
      await expectAnswers(asking(headers), (operation) => {
        if (OF_SESSIONS.includes(operation)) return operation === 'changePassword' ? 'yes' : 403;
        return MAY[operation] === '*' || MAY[operation].includes(LETTERS[role]) ? 'yes' : 403;
      });
    },
    120_000,
  );

  it('API keys with the operation, and not those with another one', async () => {
    const other = await keyOf('admin', ['verifyAudit']);
    await expectAnswers(asking(other.headers), (operation) =>
      MAY[operation] === '*' || operation === 'verifyAudit' ? 'yes' : 403,
    );
    await expectAnswers(
      async (request) => asking((await keyOf('admin', [request.operation])).headers)(request),
      (operation) => (OF_SESSIONS.includes(operation) && operation !== 'changePassword' ? 403 : 'yes'),
    );
  }, 120_000);

  function bearer(secret: string) {
    return { id: '', headers: { authorization: `Bearer ${secret}` } };
  }

  async function keyOf(
    role: Role,
    operations: readonly string[] | null,
    expires_at = '2999-01-01T00:00:00.000Z',
  ) {
    const secret = newSecret('evenhand_');
    const key = await api.services.store.change('test', (change) =>
      addKey(change, {
        name: 'A key',
        role,
        operations: operations && JSON.stringify(operations),
        token_hash: hashOfSecret(secret),
        expires_at,
      }),
    );
    return { ...bearer(secret), id: key.id };
  }
});
