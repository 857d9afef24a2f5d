import { type Console, layoutFor, PLAIN } from './console.ts';
import { chunksOf, type Format, type Views } from './formats.ts';
import { writeToFile, writeToStream } from './output.ts';
import type { Session } from './session.ts';

/** Writes a result in its format to the file that was asked for, else to standard output. */
export async function writeResult(
  views: Views,
  format: Format,
  out: string | undefined,
  { stdout, env }: Console,
  session: Session,
): Promise<void> {
  if (out !== undefined && out !== '-') {
    await writeToFile(await chunksOf(format, views, PLAIN), out);
    return;
  }
  const chunks = await chunksOf(format, views, layoutFor(stdout, env));
  // What is shown of the stage would stand among the lines of the result.
  if (stdout.isTTY) session.end();
  await writeToStream(chunks, stdout);
}
