import { bringExample } from '../client/example.ts';
import { createClient } from '../client/index.ts';

/**
 * Brings the example company in at a server that keeps nothing yet and where nobody has an account; elsewhere it does nothing. Says what it
 * did, or why it could not.
 */
export async function bringExampleAt(url: string, says: (line: string) => void): Promise<void> {
  const client = createClient({ baseUrl: url });
  try {
    const { needs } = await client.getSession();
    if (needs !== 'set_up') return;
    const query = { limit: 1 };
    const kept = await Promise.all([
      client.listImports({ query }),
      client.listEmployees({ query }),
      client.listPeriods({ query }),
      client.listEvaluations({ query }),
    ]);
    if (kept.some(({ items }) => items.length > 0)) return;
    await bringExample(client);
    says(
      `nothing was kept yet: the example company is in the records, to be looked at on ${url} and undone there`,
    );
  } catch (error) {
    says(`the example company could not be brought in: ${error instanceof Error ? error.message : error}`);
  }
}
