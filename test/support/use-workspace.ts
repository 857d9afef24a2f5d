import { Workspace } from '../../src/math/workspace.ts';

/** Runs the body in a workspace however small its data; Node always has one. */
export function useWorkspace(body: (workspace: Workspace) => void): void {
  const workspace = Workspace.open();
  if (workspace === null) throw new Error('this Node has no WebAssembly with vectors and shared memory');
  try {
    body(workspace);
  } finally {
    workspace.close();
  }
}
