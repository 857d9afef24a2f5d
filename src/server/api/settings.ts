import { readSettings, SettingsShape, writeSettings } from '../../data/store/settings.ts';
import { partOf } from './fields.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES } from './shapes.ts';

const Settings = SettingsShape.register(API_SHAPES, {
  id: 'Settings',
  description: 'What the organisation decides about how it works.',
});

const answer = { description: 'The settings as they are now.', schema: Settings };

/** What the organisation decides about how it works. */
export const SETTING_ROUTES: readonly Route[] = [
  route({
    operation: 'getSettings',
    method: 'GET',
    path: '/settings',
    tag: 'settings',
    summary: 'All settings',
    answers: { 200: answer },
    handle: async (_call, { store }) => ({ body: await readSettings(store.read) }),
  }),
  route({
    operation: 'updateSettings',
    method: 'PATCH',
    path: '/settings',
    tag: 'settings',
    summary: 'Change settings',
    description: 'Those that are not given stay as they are. What is evaluated already does not change.',
    body: partOf(SettingsShape),
    examples: {
      strict: { summary: 'More evidence, shorter memory', value: { min_tasks: 10, keep_uploads_days: 1 } },
    },
    answers: { 200: answer },
    handle: ({ body, change }) =>
      change(async (made) => {
        await writeSettings(made, body);
        return { body: await readSettings(made.db) };
      }),
  }),
];
