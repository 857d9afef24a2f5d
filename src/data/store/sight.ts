import {
  CommonTableExpressionNameNode,
  CommonTableExpressionNode,
  type IdentifierNode,
  type Kysely,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryId,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  SelectQueryNode,
  sql,
  type UnknownRow,
} from 'kysely';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';

/** What somebody may see of the records, who may not see all of them. */
export interface Sight {
  /** Whose own records are seen; null where the account is nobody's. */
  readonly employeeId: string | null;
  /** Whether the people who report to this one, directly or not, are seen too. */
  readonly withTeam: boolean;
}

/**
 * The same records, of which only what is in sight is there: every table has a condition, and a query reads the rows
 * that meet it and no others, whatever it asks for. Results are there once they are released, and the numbers behind
 * them likewise.
 *
 * Each query is preceded by common table expressions by the names of the tables, which stand before the tables
 * themselves; `schema` is where these are.
 */
export function inSight(db: Kysely<Database>, sight: Sight, schema: string): Kysely<Database> {
  return db.withPlugin(new SightPlugin(sight, schema));
}

/** A store of which only what is in sight is there; what a change looks at is confined likewise, what it writes is not. */
export function storeInSight(store: Store, sight: Sight, schema: string): Store {
  const plugin = new SightPlugin(sight, schema);
  return {
    ...store,
    get transactions() {
      return store.transactions;
    },
    read: store.read.withPlugin(plugin),
    scan: store.scan.withPlugin(plugin),
    change: (actor, work) =>
      store.change(actor, (change) => work({ ...change, db: change.db.withPlugin(plugin) })),
  };
}

const EVERYTHING = 'true';
const NOTHING = 'false';
const VISIBLE = 'employee_id in (select id from people_in_sight)';
const RELEASED = 'evaluation_id in (select id from released_evaluations)';

/** A person who is not in sight is nobody's manager. */
const MANAGER = 'case when manager_id in (select id from people_in_sight) then manager_id end as manager_id';

/** The columns of tables of which not all are in sight: what tells of people who are not in sight is not there. */
const COLUMNS: Readonly<Record<string, string | undefined>> = {
  employees: `
    id, number, name, department_id, position_id, ${MANAGER}, active_from, active_to, search,
    version, created_at, updated_at`,
  results: `
    evaluation_id, employee_id, department_id, position_id, ${MANAGER}, tier_rank, tier, score, unusual, beyond,
    anomaly_score, direction, data_error, stability, borderline, completed_tasks, total_tasks, avg_task_hours,
    unrated_reason, appraised_as, scoring_grade`,
  // Trends need the document; no route shows it to those who do not see everything.
  standards: `
    id, name, version, pipeline, state, document, shared as content, shared, '' as fingerprint,
    case when evaluation_id in (select id from released_evaluations) then evaluation_id end as evaluation_id,
    created_by, created_at, approved_by, approved_at, activated_by, activated_at, retired_by, retired_at`,
  evaluations: `
    id, name, pipeline, period_id, scope, options, standard_id, fitted, state, null as job_id, null as failure,
    (select count(*) from SCHEMA.results r where r.evaluation_id = evaluations.id
        and r.employee_id in (select id from people_in_sight)) as people,
    (select count(*) from SCHEMA.results r where r.evaluation_id = evaluations.id
        and r.employee_id in (select id from people_in_sight)) as results,
    tiers, null as summary, null as notes, null as drift, created_by, finished_at, released_at, released_by, review,
    version, created_at, updated_at`,
};

/** Which rows are in sight. A table that is not here does not compile. */
const CONDITIONS: Readonly<Record<keyof Database, string>> = {
  migrations: NOTHING,
  settings: EVERYTHING,
  departments: EVERYTHING,
  positions: EVERYTHING,
  periods: EVERYTHING,
  employees: 'id in (select id from people_in_sight)',
  employee_costs: NOTHING,
  protected_attributes: NOTHING,
  // Numbers are counted by the imports that they came with; these have nothing of anybody.
  imports: EVERYTHING,
  import_rejections: NOTHING,
  import_people: NOTHING,
  import_protected: NOTHING,
  import_periods: NOTHING,
  import_tiers: NOTHING,
  import_templates: NOTHING,
  task_summaries: `${VISIBLE} and exists (
    select 1 from released_results r
     where r.employee_id = task_summaries.employee_id and r.period_id = task_summaries.period_id)`,
  tasks: `${VISIBLE} and exists (
    select 1 from released_results r join SCHEMA.periods p on p.id = r.period_id
     where r.employee_id = tasks.employee_id and tasks.day between p.starts_on and p.ends_on)`,
  sheets: `${VISIBLE} and exists (
    select 1 from released_results r
     where r.employee_id = sheets.employee_id and r.period_id = sheets.period_id)`,
  rubrics: EVERYTHING,
  standards: 'id in (select standard_id from released_evaluations)',
  evaluations: 'id in (select id from released_evaluations)',
  results: `${VISIBLE} and ${RELEASED}`,
  result_details: `${VISIBLE} and ${RELEASED}`,
  // What somebody says of the own result is not for those above.
  comments: `${VISIBLE} and ${RELEASED} and (kind = 'comment' or employee_id = (select id from own))`,
  decisions: `${VISIBLE} and ${RELEASED}`,
  live_results: NOTHING,
  audit: NOTHING,
  events: NOTHING,
  jobs: NOTHING,
  // No route shows them; a request that is sent again finds what was answered to it.
  idempotency_keys: EVERYTHING,
  counters: NOTHING,
  accounts: NOTHING,
  sessions: NOTHING,
  invitations: NOTHING,
  api_keys: NOTHING,
  openid_logins: NOTHING,
};

class SightPlugin implements KyselyPlugin {
  readonly #first: readonly CommonTableExpressionNode[];
  readonly #tables: ReadonlyMap<string, CommonTableExpressionNode>;
  readonly #all: ReadonlySet<CommonTableExpressionNode>;

  constructor(sight: Sight, schema: string) {
    this.#first = foundationOf(sight, schema);
    this.#tables = tablesOf(schema);
    this.#all = new Set([...this.#first, ...this.#tables.values()]);
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (SelectQueryNode.is(node)) return this.#select(node);
    if (RawNode.is(node)) return this.#raw(node);
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }

  /** Queries within the query have been given the expressions by themselves; once, before all, is enough. */
  #select(node: SelectQueryNode): SelectQueryNode {
    const bare = new Bare(this.#all);
    const plain = bare.transformNode(node);
    const expressions = [...this.#before(bare.names), ...(plain.with?.expressions ?? [])];
    return { ...plain, with: { kind: 'WithNode', recursive: true, expressions } };
  }

  /** Queries that are written out begin with `select` or `with`; whatever else there may be is not for such eyes. */
  #raw(node: RawNode): RawNode {
    const bare = new Bare(this.#all);
    const {
      sqlFragments: [first, ...rest],
      parameters,
    } = bare.transformNode(node);
    const begin = /^\s*(with(?:\s+recursive)?|select)\b/i.exec(first);
    if (begin === null) throw new Error('this query is not for those who do not see everything');
    const isSelect = /^\s*select/i.test(begin[0]);
    const between = isSelect ? ` ${first}` : `, ${first.slice(begin[0].length)}`;
    const before = this.#before(bare.names);
    const fragments = ['with recursive ', ...before.slice(1).map(() => ', '), between];
    return RawNode.create([...fragments, ...rest], [...before, ...parameters]);
  }

  /** What a query needs, by the names that stand in it: databases take their time for what they need not read. */
  #before(names: ReadonlySet<string>): CommonTableExpressionNode[] {
    return [...this.#first, ...[...this.#tables].flatMap(([name, table]) => (names.has(name) ? table : []))];
  }
}

/** Takes expressions away that queries within a query begin with, and notes every name and word that there is. */
class Bare extends OperationNodeTransformer {
  readonly names = new Set<string>();
  readonly #expressions: ReadonlySet<CommonTableExpressionNode>;

  constructor(expressions: ReadonlySet<CommonTableExpressionNode>) {
    super();
    this.#expressions = expressions;
  }

  protected override transformSelectQuery(node: SelectQueryNode, queryId?: QueryId): SelectQueryNode {
    const { with: before, ...rest } = node;
    const expressions = before?.expressions.filter((one) => !this.#expressions.has(one)) ?? [];
    const bare = expressions.length > 0 && before ? { ...rest, with: { ...before, expressions } } : rest;
    return super.transformSelectQuery(bare, queryId);
  }

  protected override transformIdentifier(node: IdentifierNode, queryId?: QueryId): IdentifierNode {
    this.names.add(node.name);
    return super.transformIdentifier(node, queryId);
  }

  protected override transformRaw(node: RawNode, queryId?: QueryId): RawNode {
    for (const fragment of node.sqlFragments) {
      for (const [word] of fragment.matchAll(/\w+/g)) this.names.add(word.toLowerCase());
    }
    return super.transformRaw(node, queryId);
  }
}

/** Whom and what is seen, from which everything else follows. */
function foundationOf({ employeeId, withTeam }: Sight, schema: string): CommonTableExpressionNode[] {
  const table = (name: string) => sql.id(schema, name);
  const own = sql`(select id from ${table('employees')} where id = ${employeeId ?? ''})`;
  const team = sql`(
    select id from ${table('employees')} where id = ${employeeId ?? ''}
    union
    select e.id from ${table('employees')} e join people_in_sight above on e.manager_id = above.id)`;
  const released = sql`(
    select id, period_id, standard_id from ${table('evaluations')} evaluations
     where released_at is not null and state = 'done'
       and exists (select 1 from ${table('results')} r where r.evaluation_id = evaluations.id
                      and r.employee_id in (select id from people_in_sight)))`;
  const releasedResults = sql`(
    select r.employee_id, e.period_id from ${table('results')} r
      join released_evaluations e on e.id = r.evaluation_id
     where r.employee_id in (select id from people_in_sight))`;
  return [
    expression('own', own),
    expression('people_in_sight', withTeam ? team : own),
    expression('released_evaluations', released),
    expression('released_results', releasedResults),
  ];
}

function tablesOf(schema: string): ReadonlyMap<string, CommonTableExpressionNode> {
  const raw = (text: string) => sql.raw(text.replaceAll('SCHEMA', schema));
  return new Map(
    Object.entries(CONDITIONS).map(([name, condition]) => {
      const columns = raw(COLUMNS[name] ?? '*');
      const table = sql`(select ${columns} from ${sql.id(schema, name)} where ${raw(condition)})`;
      return [name, expression(name, table)];
    }),
  );
}

function expression(name: string, query: { toOperationNode(): OperationNode }): CommonTableExpressionNode {
  return CommonTableExpressionNode.create(
    CommonTableExpressionNameNode.create(name),
    query.toOperationNode(),
  );
}
