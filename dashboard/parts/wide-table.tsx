import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A table that moves sideways in its own place where the screen is narrower than it. */
export function WideTable({
  label,
  minWidth,
  children,
}: {
  readonly label: string;
  readonly minWidth: number;
  readonly children: ReactNode;
}) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}
    >
      <Table verticalSpacing="xs" highlightOnHover>
        {children}
      </Table>
    </Table.ScrollContainer>
  );
}
