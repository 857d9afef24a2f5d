import { z } from 'zod';
import { findJob, type JobRow, jobsBefore } from '../../data/store/job-list.ts';
import { idIn, pageFrom } from './cursor.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { Said, saidBy } from './sentences.ts';
import { API_SHAPES, ById, Id, Moment, Paging, pageOf, text } from './shapes.ts';
import { requireFound } from './versions.ts';

export const JobState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);

const Job = z
  .strictObject({
    id: Id,
    kind: z.string(),
    state: JobState,
    progress: z.number().describe('0 to 1.'),
    subject: z.string().describe('What it is about, such as evaluations/0190...'),
    failure: z.string().nullable().describe('Why it failed.'),
    failure_said: Said.nullable(),
    attempts: z.int().describe('How often it was begun.'),
    created_by: z.string(),
    created_at: Moment,
    started_at: Moment.nullable(),
    finished_at: Moment.nullable(),
  })
  .register(API_SHAPES, { id: 'Job', description: 'Something that takes longer than a request.' });

const answer = { description: 'The job.', schema: Job };

/** What is being done, and how far it is. */
export const JOB_ROUTES: readonly Route[] = [
  route({
    operation: 'listJobs',
    method: 'GET',
    path: '/jobs',
    tag: 'jobs',
    summary: 'Jobs, filtered',
    query: Paging.extend({
      kind: text(100).optional().describe('Such as evaluation.'),
      state: JobState.optional(),
      subject: text(200).optional().describe('What it is about.'),
    }),
    answers: { 200: { description: 'A page of jobs, newest first.', schema: pageOf(Job) } },
    handle: async ({ query: { limit, cursor, ...filter } }, { store }) => {
      const before = cursor === undefined ? undefined : idIn(cursor);
      const rows = await jobsBefore(store.read, filter, before, limit + 1);
      return { body: pageFrom(rows, limit, ({ id }) => [id], shown) };
    },
  }),
  route({
    operation: 'getJob',
    method: 'GET',
    path: '/jobs/{id}',
    tag: 'jobs',
    summary: 'One job',
    params: ById,
    answers: { 200: answer },
    problems: ['not-found'],
    handle: async ({ params: { id } }, { store }) => ({
      body: shown(requireFound(await findJob(store.read, id), 'job')),
    }),
  }),
  route({
    operation: 'cancelJob',
    method: 'POST',
    path: '/jobs/{id}/cancel',
    tag: 'jobs',
    summary: 'Cancel a job',
    description: 'It ends soon after: the answer may still say that it runs.',
    params: ById,
    answers: { 202: answer },
    problems: ['not-found', 'conflict'],
    handle: async ({ params: { id }, change }, { jobs }) => {
      const reply = await change(async (made) => {
        const job = requireFound(await findJob(made.db, id), 'job');
        if (!(await jobs.askToEnd(made, id))) {
          throw new ApiError('conflict', `the job has ended already: it is ${job.state}`);
        }
        return { status: 202, body: shown(job) };
      });
      jobs.stop(id);
      return reply;
    },
  }),
];

function shown({ payload: _, runner: __, heartbeat_at: ___, cancel_asked: ____, ...job }: JobRow) {
  return { ...job, failure_said: job.failure && saidBy(job.failure) };
}
