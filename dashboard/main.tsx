import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, styleNonce } from './app/app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the application');
// By this name the component that holds the page still behind a dialog asks for the word that lets its styles in.
Reflect.set(globalThis, '__webpack_nonce__', styleNonce());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
