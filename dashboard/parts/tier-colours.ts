/** From the best tier to the last: apart for every kind of colour vision (after P. Tol, "Colour Schemes", 2021, sunset). */
const COLOURS = ['#364B9A', '#3B6AA8', '#98CAE1', '#EAECCC', '#FDB366', '#F67E4B', '#A50026'];

/** The colour of a tier among so many. */
export function tierColour(rank: number, of: number): string {
  if (of <= 1) return COLOURS[0];
  return COLOURS[Math.round((rank * (COLOURS.length - 1)) / (of - 1))] ?? COLOURS[0];
}
