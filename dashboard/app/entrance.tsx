import { useEffect } from 'react';
import { Waiting } from '../parts/waiting.tsx';

/** Leads to where people log in: a page of the server's own, with nothing on it but that. */
export function Entrance() {
  useEffect(() => window.location.assign('/log-in'), []);
  return <Waiting />;
}
