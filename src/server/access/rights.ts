import type { Role } from './roles.ts';

/**
 * Who may ask for what, by operation: everything that the server answers is here, and what is not here is answered to
 * nobody. Rows are not decided here but where they are read: managers and employees find of the records what is theirs,
 * and nothing else (`data/store/sight.ts`).
 */
export const RIGHTS: Readonly<Record<string, Right>> = {
  // Coming in and going out.
  getSession: 'public',
  setUp: 'public',
  logIn: 'public',
  beginOpenIdLogin: 'public',
  finishOpenIdLogin: 'public',
  acceptInvitation: 'public',
  logOut: everybody(),
  changePassword: everybody(),
  listSessions: everybody(),
  endSession: everybody(),

  // What keeps nothing.
  analyze: everybody(),
  appraise: everybody(),
  listMetrics: ['admin', 'auditor'],

  // The organisation.
  listDepartments: everybody(),
  getDepartment: everybody(),
  createDepartment: workers(),
  updateDepartment: workers(),
  deleteDepartment: workers(),
  listPositions: everybody(),
  getPosition: everybody(),
  createPosition: workers(),
  updatePosition: workers(),
  deletePosition: workers(),
  listPeriods: everybody(),
  getPeriod: everybody(),
  createPeriod: workers(),
  updatePeriod: workers(),
  deletePeriod: workers(),

  // People.
  listEmployees: everybody(),
  getEmployee: everybody(),
  createEmployee: workers(),
  updateEmployee: workers(),
  deleteEmployee: workers(),
  eraseEmployee: workers(),
  listEmployeeCosts: readers(),
  setEmployeeCost: workers(),
  deleteEmployeeCost: workers(),
  setProtectedAttributes: workers(),

  // Numbers and files.
  listPeriodNumbers: everybody(),
  reportTasks: workers(),
  listSheets: readers(),
  enterSheet: workers(),
  createImport: workers(),
  listImports: readers(),
  getImport: readers(),
  updateImport: workers(),
  commitImport: workers(),
  undoImport: workers(),
  dismissImport: workers(),
  listImportRejections: readers(),
  downloadImportRejections: readers(),
  listImportChanges: readers(),
  listImportTierMoves: readers(),
  downloadExample: workers(),
  listImportTemplates: readers(),
  getImportTemplate: readers(),
  createImportTemplate: workers(),
  replaceImportTemplate: workers(),
  deleteImportTemplate: workers(),

  // Evaluations and what they say of people.
  createEvaluation: workers(),
  listEvaluations: everybody(),
  getEvaluation: everybody(),
  cancelEvaluation: workers(),
  deleteEvaluation: workers(),
  releaseEvaluation: workers(),
  withdrawEvaluation: workers(),
  listResults: everybody(),
  getResult: everybody(),
  getResultNeighbours: everybody(),
  exportResults: everybody(),
  getEvaluationGroups: everybody(),
  getEvaluationMap: readers('manager'),
  listEmployeeResults: everybody(),
  listComments: everybody(),
  createComment: ['admin', 'analyst', 'manager', 'employee'],
  answerContest: workers(),
  listDecisions: everybody(),
  createDecision: ['admin', 'analyst', 'manager'],
  whatIf: readers(),
  saveWhatIf: workers(),
  getEmployeeTrend: everybody(),
  getDepartmentTrend: readers('manager'),
  getCompanyTrend: readers('manager'),
  getMoves: readers('manager'),
  listMovers: readers('manager'),

  // What people are held against.
  listStandards: everybody(),
  getStandard: everybody(),
  getStandardDocument: readers(),
  compareStandards: readers(),
  getStandardDrift: readers(),
  createStandard: workers(),
  deleteStandard: workers(),
  approveStandard: workers(),
  activateStandard: workers(),
  retireStandard: workers(),
  listRubrics: everybody(),
  getRubric: everybody(),
  createRubric: workers(),
  checkRubric: workers(),

  // How the server works, and who used it.
  listJobs: readers(),
  getJob: readers(),
  cancelJob: workers(),
  streamEvents: everybody(),
  getSettings: readers(),
  updateSettings: ['admin'],
  listAudit: ['admin', 'auditor'],
  exportAudit: ['admin', 'auditor'],
  verifyAudit: ['admin', 'auditor'],
  listAccounts: ['admin', 'auditor'],
  getAccount: ['admin', 'auditor'],
  createAccount: ['admin'],
  updateAccount: ['admin'],
  deleteAccount: ['admin'],
  inviteAccount: ['admin'],
  listKeys: ['admin', 'auditor'],
  createKey: ['admin'],
  revokeKey: ['admin'],
};

/** What shows people one by one: who saw it goes on record. */
export const OF_PEOPLE: ReadonlySet<string> = new Set([
  'listEmployees',
  'getEmployee',
  'listEmployeeCosts',
  'listPeriodNumbers',
  'listSheets',
  'listImportRejections',
  'downloadImportRejections',
  'listImportChanges',
  'listImportTierMoves',
  'listResults',
  'getResult',
  'getResultNeighbours',
  'exportResults',
  'getEvaluationMap',
  'listEmployeeResults',
  'listComments',
  'listDecisions',
  'whatIf',
  'getEmployeeTrend',
  'listMovers',
  'listAccounts',
  'getAccount',
  'exportAudit',
]);

/** `public`: nobody needs to say who they are. */
export type Right = 'public' | readonly Role[];

function everybody(): readonly Role[] {
  return ['admin', 'analyst', 'manager', 'employee', 'auditor'];
}

function readers(...more: readonly Role[]): readonly Role[] {
  return ['admin', 'analyst', 'auditor', ...more];
}

function workers(): readonly Role[] {
  return ['admin', 'analyst'];
}
