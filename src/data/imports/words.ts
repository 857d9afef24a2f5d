/** What the command says of its options, as who uses the API knows them: `--date-format` is `date_format`. */
export function inApiWords(text: string): string {
  return text.replace(/--(map|delimiter|sheet|decimal|date-format|done|exclude|position)\b/g, (_, option) =>
    option === 'map' ? 'mapping' : option.replace('-', '_'),
  );
}
