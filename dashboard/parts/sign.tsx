import { Badge } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Something to look at, in a few words beside an icon. */
export function Sign({ icon: Shown, children }: { readonly icon: Icon; readonly children: ReactNode }) {
  return (
    <Badge variant="default" tt="none" fw={500} leftSection={<Shown size={12} aria-hidden />}>
      {children}
    </Badge>
  );
}
