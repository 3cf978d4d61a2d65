// The golden pictures of Moderation.Models/Manifests/GoldenPicture.cs, byte for byte: integers and single IEEE operations only.

const patches = [
  [0.50, 0.40, 0.300, 0.330, 0.10, 58, 42, 34],
  [0.50, 0.98, 0.420, 0.220, 0.10, 70, 84, 120],
  [0.50, 0.76, 0.110, 0.160, 0.15, 188, 140, 116],
  [0.50, 0.50, 0.225, 0.300, 0.08, 214, 168, 142],
  [0.40, 0.58, 0.090, 0.090, 0.90, 222, 160, 140],
  [0.60, 0.58, 0.090, 0.090, 0.90, 222, 160, 140],
  [0.50, 0.30, 0.150, 0.070, 0.90, 226, 182, 156],
  [0.41, 0.455, 0.062, 0.034, 0.50, 170, 122, 102],
  [0.59, 0.455, 0.062, 0.034, 0.50, 170, 122, 102],
  [0.41, 0.405, 0.064, 0.012, 0.40, 62, 44, 36],
  [0.59, 0.405, 0.064, 0.012, 0.40, 62, 44, 36],
  [0.41, 0.458, 0.044, 0.019, 0.25, 236, 232, 228],
  [0.59, 0.458, 0.044, 0.019, 0.25, 236, 232, 228],
  [0.41, 0.458, 0.019, 0.019, 0.25, 66, 52, 44],
  [0.59, 0.458, 0.019, 0.019, 0.25, 66, 52, 44],
  [0.41, 0.440, 0.048, 0.008, 0.50, 52, 38, 34],
  [0.59, 0.440, 0.048, 0.008, 0.50, 52, 38, 34],
  [0.515, 0.53, 0.022, 0.085, 0.90, 190, 142, 118],
  [0.50, 0.59, 0.046, 0.026, 0.60, 202, 150, 128],
  [0.48, 0.607, 0.012, 0.008, 0.50, 104, 66, 56],
  [0.52, 0.607, 0.012, 0.008, 0.50, 104, 66, 56],
  [0.50, 0.688, 0.078, 0.028, 0.35, 176, 86, 84],
  [0.50, 0.684, 0.070, 0.005, 0.50, 96, 44, 44],
  [0.50, 0.735, 0.050, 0.016, 0.90, 188, 140, 118],
];

function next(state) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
}

function colourAt(x, y) {
  let [red, green, blue] = [150 - 60 * y, 164 - 50 * y, 172 - 40 * y];
  for (const [px, py, radiusX, radiusY, softness, r, g, b] of patches) {
    const dx = (x - px) / radiusX;
    const dy = (y - py) / radiusY;
    let cover = (1 - (dx * dx + dy * dy)) / softness;
    cover = cover <= 0 ? 0 : cover >= 1 ? 1 : cover * cover * (3 - 2 * cover);
    red += (r - red) * cover;
    green += (g - green) * cover;
    blue += (b - blue) * cover;
  }
  const light = 1.08 - 0.22 * x;
  return [red * light, green * light, blue * light];
}

const level = (value) => (value <= 0 ? 0 : value >= 255 ? 255 : Math.trunc(value));

// RGB bytes, row by row.
export function makePicture(generator, seed, height, width) {
  const picture = new Uint8Array(height * width * 3);
  let state = seed;
  if (generator === 'noise') {
    for (let i = 0; i < picture.length; i++) {
      state = next(state);
      picture[i] = (state >>> 16) & 255;
    }
  } else if (generator === 'face') {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        state = next(state);
        const grain = ((state >>> 16) & 7) - 3.5;
        const colour = colourAt((x + 0.5) / width, (y + 0.5) / height);
        for (let c = 0; c < 3; c++) picture[(y * width + x) * 3 + c] = level(colour[c] + grain);
      }
    }
  } else {
    throw new Error(`unknown generator ${generator}`);
  }
  return picture;
}
