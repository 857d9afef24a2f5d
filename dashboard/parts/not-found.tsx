import { useLanguage } from '../messages/language.tsx';
import { Empty } from './empty.tsx';
import { PageLink } from './page-link.tsx';

/** No page has this address. */
export function NotFound() {
  const { words } = useLanguage();
  return (
    <Empty title={words.states.notFound} says={words.states.notFoundSays} isPage>
      <PageLink to="/">{words.states.toOverview}</PageLink>
    </Empty>
  );
}
