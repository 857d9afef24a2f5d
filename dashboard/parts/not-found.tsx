import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../messages/language.tsx';
import { Empty } from './empty.tsx';

/** No page has this address. */
export function NotFound() {
  const { words } = useLanguage();
  return (
    <Empty title={words.states.notFound} says={words.states.notFoundSays} isPage>
      <Anchor component={Link} to="/">
        {words.states.toOverview}
      </Anchor>
    </Empty>
  );
}
