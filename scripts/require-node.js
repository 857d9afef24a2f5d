/** Stops with one clear sentence where Node is too old. Import it first; it is written so that old versions can read it. */
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Evenhand needs Node 20.19 or newer; this is Node ${process.versions.node}. Get a newer one from https://nodejs.org`,
  );
  process.exit(1);
}
