import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A table that moves sideways in its own place where the screen is narrower than it. */
export function WideTable({
  label,
  minWidth,
  maxHeight,
  children,
}: {
  readonly label: string;
  readonly minWidth: number;
  /** Above which it scrolls in its own place, its head staying where it is. */
  readonly maxHeight?: number;
  readonly children: ReactNode;
}) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      {...(maxHeight !== undefined && { maxHeight })}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}
    >
      <Table verticalSpacing="xs" highlightOnHover stickyHeader={maxHeight !== undefined}>
        {children}
      </Table>
    </Table.ScrollContainer>
  );
}
