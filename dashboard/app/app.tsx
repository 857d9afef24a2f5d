import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense } from 'react';
import { queryClient } from '../api/query-client.ts';
import { LanguageProvider } from '../messages/language.tsx';
import { useIsPrinting } from './printing.ts';
import { router } from './router.tsx';
import { colourVariables, theme } from './theme.ts';

/** Everything, in the order in which one part needs the other. */
export function App() {
  const isPrinting = useIsPrinting();
  return (
    <Suspense>
      <LanguageProvider>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={colourVariables}
          defaultColorScheme="auto"
          // Paper is white, whatever colours somebody looks at pages in.
          {...(isPrinting && { forceColorScheme: 'light' })}
          getStyleNonce={styleNonce}
        >
          <Notifications position="top-center" />
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </LanguageProvider>
    </Suspense>
  );
}

/** What the server's policy lets styles in by: a new one with each page. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce ?? '';
}
