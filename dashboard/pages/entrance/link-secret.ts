import { useEffect, useState } from 'react';

/** The secret of a link: what stands after the #, which browsers send to nobody. It is taken out of the address at once. */
export function useLinkSecret(): string | null {
  const [secret] = useState(() => window.location.hash.slice(1) || null);
  useEffect(() => {
    window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);
  return secret;
}
