export const states = {
  loading: 'Loading',
  failed: 'This could not be shown',
  again: 'Try again',
  notFound: 'There is no such page',
  notFoundSays: 'The address may be mistyped, or what was here is gone.',
  toOverview: 'To the overview',
  notAllowed: 'This is not for your role',
  requestId: (id: string) => `Request ${id}`,
};
