import { SimpleGrid } from '@mantine/core';
import { Departments } from './departments.tsx';
import { Positions } from './positions.tsx';

/** How the organisation is divided, and what people are. */
export function DepartmentsTab() {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
      <Departments />
      <Positions />
    </SimpleGrid>
  );
}
