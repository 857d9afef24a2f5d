import { createTheme, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e6f6f7',
  '#d3e9eb',
  '#a8d2d6',
  '#79b9bf',
  '#53a5ac',
  '#3b98a0',
  '#2c919a',
  '#1b7e86',
  '#087078',
  '#006169',
];

/** The look: system fonts, one accent. */
export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
});
