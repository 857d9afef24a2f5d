import { fusedMultiplyAdd } from './fused';

/** nearestFused of src/math/nearest-center-plain.ts. */
export function nearestFused(
  first: usize,
  pitch: usize,
  columns: i32,
  weights: usize,
  norms: usize,
  clusters: i32,
): i32 {
  let nearest = 0;
  let smallest: f64 = Infinity;
  let weight = weights;
  for (let center = 0; center < clusters; center++) {
    let product: f64 = 0;
    let at = first;
    for (let j = 0; j < columns; j++) {
      product = fusedMultiplyAdd(load<f64>(at), load<f64>(weight), product);
      at += pitch;
      weight += 8;
    }
    const distance = load<f64>(norms + ((<usize>center) << 3)) + product;
    if (distance < smallest) {
      smallest = distance;
      nearest = center;
    }
  }
  return nearest;
}
