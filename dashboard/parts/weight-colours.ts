/** Of what a score is made of; apart for every kind of colour vision (P. Tol, "Colour Schemes", 2021, high contrast). */
export const WEIGHT_COLOURS = ['#004488', '#DDAA33', '#BB5566'] as const;
