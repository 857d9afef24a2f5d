import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { readConfig } from '../../src/config.ts';
import { createApp } from '../../src/server/app.ts';
import type { Evaluator } from '../../src/server/evaluator.ts';
import { answer } from '../../src/server/task.ts';

/** An evaluator without threads. */
export const inlineEvaluator: Evaluator = {
  isFull: false,
  analyze: answer,
  close: async () => {},
};

/** The whole HTTP application, called without a network. */
export async function appWith(
  env: Readonly<Record<string, string>> = {},
  evaluator: Evaluator = inlineEvaluator,
): Promise<FastifyInstance> {
  return createApp({ config: readConfig({ EVENHAND_LOG_LEVEL: 'silent', ...env }), evaluator });
}

/** What POST /analyze answers to a body. */
export function post(
  app: FastifyInstance,
  body: unknown,
  options: InjectOptions = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/analyze',
    payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    ...options,
    headers: { 'content-type': 'application/json', ...options.headers },
  });
}

/** So many employees, all different, the same ones every time. */
export function company(people: number): Record<string, unknown>[] {
  return Array.from({ length: people }, (_, i) => ({
    employee_id: i + 1,
    name: `Person ${i + 1}`,
    department: ['Sales', 'Support', 'Research'][i % 3],
    completed_tasks: (i * 37) % 101,
    total_tasks: 101 + (i % 5),
    avg_task_hours: 1 + ((i * 53) % 97) / 10,
  }));
}
