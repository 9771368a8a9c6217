// The work behind a proof (services/auth/proofs.py), off the page's own thread. The browser's
// crypto.subtle is missing on plain http and slow for many small texts, hence this SHA-256
// (FIPS 180-4, 6.2.2), for texts of one block: fewer than 56 bytes.
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
const START = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
const w = new Int32Array(64);

// The first 32 bits of the hash of a text: enough to count the zeros at its start.
function firstBits(text) {
  w.fill(0, 0, 16);
  for (let i = 0; i < text.length; i++) w[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
  w[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  w[15] = text.length * 8;
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15], y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let a = START[0], b = START[1], c = START[2], d = START[3];
  let e = START[4], f = START[5], g = START[6], h = START[7];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  return (a + START[0]) | 0;
}

const PARTS = 8;
const SEED = 32;

onmessage = ({ data: challenge }) => {
  const bits = Number(challenge.split(".")[0]);
  const seed = challenge.slice(challenge.lastIndexOf(".") + 1).slice(0, SEED);
  const answers = [];
  for (let part = 0; part < PARTS; part++) {
    let answer = 0;
    while (firstBits(`${seed}:${part}:${answer}`) >>> (32 - bits)) answer++;
    answers.push(answer);
  }
  postMessage(`${challenge}:${answers}`);
};
