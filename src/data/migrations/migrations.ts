import { accounts } from './accounts.ts';
import { appraised } from './appraised.ts';
import { evaluations } from './evaluations.ts';
import { imports } from './imports.ts';
import { journal } from './journal.ts';
import { live } from './live.ts';
import type { Migration } from './migration.ts';
import { organisation } from './organisation.ts';

/** All steps of the schema in their order; a step's number is its place here, from 1. New ones go to the end. */
export const MIGRATIONS: readonly Migration[] = [
  organisation,
  imports,
  evaluations,
  journal,
  live,
  accounts,
  appraised,
];
