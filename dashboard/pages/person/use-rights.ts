import { useSession } from '../../api/session.ts';

/** What whoever looks may do about a person's result: the server decides, this only spares ways that lead nowhere. */
export function useRights(employeeId: string) {
  const { data } = useSession();
  const role = data?.role ?? null;
  const isOwn = data?.account?.employee_id === employeeId;
  const isWorker = role === 'admin' || role === 'analyst';
  return {
    isOwn,
    /** What the records call whoever looks; null where nobody has an account. */
    actor: data?.account ? `accounts/${data.account.id}` : null,
    mayComment: role !== null && role !== 'auditor',
    mayContest: isOwn && role !== 'auditor',
    mayAnswer: isWorker,
    mayDecide: (isWorker || role === 'manager') && !isOwn,
  };
}
