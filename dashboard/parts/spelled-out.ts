/** A key as people write it: team_spirit as "Team spirit". */
export function spelledOut(key: string): string {
  const words = key.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
