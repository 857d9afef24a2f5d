import { lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { useRole } from '../api/session.ts';
import { Waiting } from '../parts/waiting.tsx';

const OverviewPage = lazyRouteComponent(() => import('../pages/overview/overview-page.tsx'), 'OverviewPage');

/** The first page: the overview of all, or their own of those who see nobody else and would ask for it in vain. */
export function Home() {
  if (useRole() !== 'employee') return <OverviewPage />;
  return (
    <>
      <Navigate to="/me" replace />
      <Waiting />
    </>
  );
}

Home.preload = async () => {
  await OverviewPage.preload?.();
};
